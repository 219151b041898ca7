#include "CICU.h"

#include <unicode/uscript.h>

int32_t ci_script(uint32_t character) {
  UErrorCode status = U_ZERO_ERROR;
  UScriptCode script = uscript_getScript((UChar32)character, &status);
  return U_FAILURE(status) || script <= USCRIPT_INHERITED || script == USCRIPT_UNKNOWN ? 0 : script;
}

const char *ci_script_name(int32_t script) { return uscript_getName((UScriptCode)script); }
