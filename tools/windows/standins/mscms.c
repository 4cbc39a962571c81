/* Stand-in for mscms.dll: Wine 8's own lacks WcsCreateIccProfile, which Qt's qwindows.dll links to.
 *
 * It knows of no colour profile, as a screen without one. Only for running under Wine.
 */
#define EXPORT __declspec(dllexport)

EXPORT int GetColorProfileFromHandle(void *profile, void *buffer, unsigned *size) { return 0; }
EXPORT int CloseColorProfile(void *profile) { return 1; }
EXPORT void *WcsCreateIccProfile(void *profile, unsigned options) { return 0; }
EXPORT void *OpenColorProfileW(void *profile, unsigned access, unsigned sharing, unsigned creation) { return 0; }
