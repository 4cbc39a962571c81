/* Stand-in for the WinRT class Windows.UI.ViewManagement.UISettings, which Windows 10 has and Wine 8 lacks.
 *
 * Qt's platform plugin asks it for colours and sizes and does not start without it. Only for running the
 * program under Wine; nothing of it comes into the exe.
 */
#define COBJMACROS
#include <windows.h>

typedef struct { unsigned char alpha, red, green, blue; } Color;
typedef struct { float width, height; } Size;
typedef struct { void **methods; } Interface;

static const GUID IUNKNOWN = {0, 0, 0, {0xC0, 0, 0, 0, 0, 0, 0, 0x46}};
static const GUID IINSPECTABLE = {0xAF86E2E0, 0xB12D, 0x4C6A, {0x9C, 0x5A, 0xD7, 0xAA, 0x65, 0x10, 0x1E, 0x90}};
static const GUID IAGILE = {0x94EA2B94, 0xE9CC, 0x49E0, {0xC0, 0xFF, 0xEE, 0x64, 0xCA, 0x8F, 0x5B, 0x90}};
static const GUID IFACTORY = {0x00000035, 0, 0, {0xC0, 0, 0, 0, 0, 0, 0, 0x46}};
#define VERSIONS 6
static const GUID SETTINGS[VERSIONS] = { /* IUISettings, IUISettings2 ... IUISettings6 */
    {0x85361600, 0x1C63, 0x4627, {0xBC, 0xB1, 0x3A, 0x89, 0xE0, 0xBC, 0x9C, 0x55}},
    {0xBAD82401, 0x2721, 0x44F9, {0xBB, 0x91, 0x2B, 0xB2, 0x28, 0xBE, 0x44, 0x2F}},
    {0x03021BE4, 0x5254, 0x4781, {0x81, 0x94, 0x51, 0x68, 0xF7, 0xD0, 0x6D, 0x7B}},
    {0x52BB3002, 0x919B, 0x4D6B, {0x9B, 0x78, 0x8D, 0xD6, 0x6F, 0xF4, 0xB9, 0x3B}},
    {0x5349D588, 0x0CB5, 0x5F05, {0xBD, 0x34, 0x70, 0x6B, 0x32, 0x31, 0xF0, 0xBD}},
    {0xAEF02E2C, 0x0B40, 0x5C62, {0x9E, 0x5E, 0x1E, 0x4C, 0x11, 0x3B, 0x6B, 0x9C}}};
static Interface factory, settings[VERSIONS];

static BOOL is_base(const GUID *id) {
    return IsEqualGUID(id, &IUNKNOWN) || IsEqualGUID(id, &IINSPECTABLE) || IsEqualGUID(id, &IAGILE);
}
static HRESULT WINAPI query_interface(Interface *self, const GUID *id, void **out) {
    int i;
    *out = NULL;
    if (self == &factory) {
        if (is_base(id) || IsEqualGUID(id, &IFACTORY)) *out = self;
    } else {
        if (is_base(id)) *out = &settings[0];
        for (i = 0; i < VERSIONS; i++) if (IsEqualGUID(id, &SETTINGS[i])) *out = &settings[i];
    }
    return *out ? S_OK : E_NOINTERFACE;
}
static ULONG WINAPI count_reference(Interface *self) { return 2; }
static HRESULT WINAPI get_iids(Interface *self, ULONG *count, GUID **ids) { *count = 0; *ids = NULL; return S_OK; }
static HRESULT WINAPI get_class_name(Interface *self, void **name) { *name = NULL; return S_OK; }
static HRESULT WINAPI get_trust_level(Interface *self, int *level) { *level = 0; return S_OK; }
static HRESULT WINAPI activate(Interface *self, void **out) { *out = &settings[0]; return S_OK; }

static HRESULT WINAPI int_one(Interface *self, int *out) { *out = 1; return S_OK; }
static HRESULT WINAPI yes(Interface *self, unsigned char *out) { *out = 1; return S_OK; }
static HRESULT WINAPI no(Interface *self, unsigned char *out) { *out = 0; return S_OK; }
static HRESULT WINAPI a_size(Interface *self, Size *out) { out->width = out->height = 17; return S_OK; }
static HRESULT WINAPI half_a_second(Interface *self, unsigned *out) { *out = 500; return S_OK; }
static HRESULT WINAPI scale_one(Interface *self, double *out) { *out = 1.0; return S_OK; }
static HRESULT WINAPI element_color(Interface *self, int which, Color *out) {
    COLORREF found = GetSysColor(which <= 20 ? COLOR_WINDOWTEXT : COLOR_WINDOW);
    out->alpha = 255; out->red = GetRValue(found); out->green = GetGValue(found); out->blue = GetBValue(found);
    return S_OK;
}
static HRESULT WINAPI color_value(Interface *self, int which, Color *out) { /* background, foreground, accents */
    static const Color colors[10] = {
        {255, 255, 255, 255}, {255, 0, 0, 0}, {255, 0, 26, 104}, {255, 0, 62, 146}, {255, 0, 103, 192},
        {255, 0, 120, 212}, {255, 0, 145, 248}, {255, 76, 194, 255}, {255, 153, 235, 255}, {255, 255, 135, 43}};
    if (which < 0 || which > 9) return E_INVALIDARG;
    *out = colors[which];
    return S_OK;
}
static HRESULT WINAPI add_listener(Interface *self, void *handler, INT64 *token) { *token = 1; return S_OK; }
static HRESULT WINAPI remove_listener(Interface *self, INT64 token) { return S_OK; }

#define BASE query_interface, count_reference, count_reference, get_iids, get_class_name, get_trust_level
#define EVENT add_listener, remove_listener
static void *of_factory[] = {BASE, activate},
    *of_1[] = {BASE, int_one, a_size, a_size, a_size, a_size, half_a_second, yes, no, half_a_second, int_one,
               half_a_second, half_a_second, element_color},
    *of_2[] = {BASE, scale_one, EVENT},
    *of_3[] = {BASE, color_value, EVENT},
    *of_4[] = {BASE, yes, EVENT},
    *of_5[] = {BASE, no, EVENT},
    *of_6[] = {BASE, EVENT, EVENT};

HRESULT WINAPI DllGetActivationFactory(void *name, void **out) { *out = &factory; return S_OK; }
HRESULT WINAPI DllCanUnloadNow(void) { return S_FALSE; }
BOOL WINAPI DllMain(HINSTANCE library, DWORD reason, void *reserved) {
    void **tables[VERSIONS] = {of_1, of_2, of_3, of_4, of_5, of_6};
    int i;
    if (reason == DLL_PROCESS_ATTACH) {
        factory.methods = of_factory;
        for (i = 0; i < VERSIONS; i++) settings[i].methods = tables[i];
    }
    return TRUE;
}
