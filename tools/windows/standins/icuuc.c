/* Stand-in for the icuuc.dll that Windows 10 has in System32 and Wine 8 lacks: every converter is "not found".
 *
 * Qt links to it for text in old encodings, which the program does not use. Only for running under Wine.
 */
#define EXPORT __declspec(dllexport)
typedef int Error;
typedef unsigned short Unit;
enum { FILE_ACCESS_ERROR = 4 };

EXPORT void *ucnv_open(const char *name, Error *error) { *error = FILE_ACCESS_ERROR; return 0; }
EXPORT void ucnv_close(void *converter) {}
EXPORT void ucnv_reset(void *converter) {}
EXPORT signed char ucnv_getMaxCharSize(void *converter) { return 1; }
EXPORT const char *ucnv_getName(void *converter, Error *error) { *error = FILE_ACCESS_ERROR; return 0; }
EXPORT void ucnv_getToUCallBack(void *converter, void **action, const void **context) {}
EXPORT void ucnv_getFromUCallBack(void *converter, void **action, const void **context) {}
EXPORT void ucnv_setToUCallBack(void *converter, void *action, const void *context, void **old_action,
                                const void **old_context, Error *error) { *error = FILE_ACCESS_ERROR; }
EXPORT void ucnv_setFromUCallBack(void *converter, void *action, const void *context, void **old_action,
                                  const void **old_context, Error *error) { *error = FILE_ACCESS_ERROR; }
EXPORT void ucnv_cbToUWriteUChars(void *arguments, const Unit *source, int length, int offset, Error *error) {
    *error = FILE_ACCESS_ERROR;
}
EXPORT void ucnv_cbFromUWriteUChars(void *arguments, const Unit **source, const Unit *limit, int offset,
                                    Error *error) { *error = FILE_ACCESS_ERROR; }
EXPORT void ucnv_toUnicode(void *converter, Unit **target, const Unit *target_limit, const char **source,
                           const char *source_limit, int *offsets, char flush, Error *error) {
    *error = FILE_ACCESS_ERROR;
}
EXPORT void ucnv_fromUnicode(void *converter, char **target, const char *target_limit, const Unit **source,
                             const Unit *source_limit, int *offsets, char flush, Error *error) {
    *error = FILE_ACCESS_ERROR;
}
EXPORT int ucnv_toUCountPending(void *converter, Error *error) { return 0; }
EXPORT int ucnv_fromUCountPending(void *converter, Error *error) { return 0; }
EXPORT const char *ucnv_getStandardName(const char *name, const char *standard, Error *error) {
    *error = FILE_ACCESS_ERROR;
    return 0;
}
EXPORT const char *ucnv_getAvailableName(int number) { return 0; }
EXPORT int ucnv_countAvailable(void) { return 0; }
EXPORT void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
EXPORT void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
