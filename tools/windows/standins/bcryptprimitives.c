/* Stand-in for bcryptprimitives.dll, which Wine 8 lacks: QtPdf takes its random numbers there.
 *
 * Only for running under Wine.
 */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T count) {
    return RtlGenRandom(bytes, (ULONG)count);
}
