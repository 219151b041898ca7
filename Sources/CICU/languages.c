#include "CICU.h"

#include <unicode/uloc.h>
#include <unicode/ustring.h>

const char *ci_language_code(int32_t index) { return uloc_getISOLanguages()[index]; }

const char *ci_language_long_code(const char *code) { return uloc_getISO3Language(code); }

int32_t ci_language_name(const char *code, uint8_t *name, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  UChar units[128];
  int32_t length = uloc_getDisplayLanguage(code, "en", units, 128, &status);
  // A warning says that the code stands for want of a name.
  if (U_FAILURE(status) || status == U_USING_DEFAULT_WARNING) return 0;
  int32_t written = 0;
  u_strToUTF8((char *)name, capacity, &written, units, length, &status);
  return U_FAILURE(status) ? 0 : written;
}
