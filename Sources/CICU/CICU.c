#include "CICU.h"

#if !__has_include(<unicode/utext.h>)
#error "ICU is missing. Debian, Ubuntu: apt-get install libicu-dev. macOS: brew install icu4c"
#endif

#include <limits.h>
#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/ucasemap.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>

const char *ci_version(void) { return U_ICU_VERSION; }

bool ci_is_failure(int32_t status) { return U_FAILURE((UErrorCode)status); }

const char *ci_status_name(int32_t status) { return u_errorName((UErrorCode)status); }

// ---- normalisation --------------------------------------------------------------------------

// Most lines fit on the stack; longer ones need an allocation.
enum { STACK_UNITS = 1024 };

// Composes UTF-16, the only form that ICU's C interface composes. The result has at most three times
// the units of the text (Unicode's FAQ on normalisation: the factor is 3 for NFC in UTF-16).
static int64_t compose_units(
  const UNormalizer2 *nfc, const UChar *units, int32_t length, uint8_t *result, int64_t capacity,
  UErrorCode *status) {
  UChar stack[STACK_UNITS];
  UChar *composed = stack;
  int32_t room = STACK_UNITS;
  if (length > STACK_UNITS / 3) {
    if (length > INT32_MAX / 3) { *status = U_INDEX_OUTOFBOUNDS_ERROR; return -2; }
    room = 3 * length;
    composed = malloc((size_t)room * sizeof(UChar));
    if (!composed) { *status = U_MEMORY_ALLOCATION_ERROR; return -2; }
  }
  int32_t composed_length = unorm2_normalize(nfc, units, length, composed, room, status);
  int32_t written = 0;
  if (U_SUCCESS(*status)) {
    int32_t limit = capacity > INT32_MAX ? INT32_MAX : (int32_t)capacity;
    u_strToUTF8((char *)result, limit, &written, composed, composed_length, status);
  }
  if (composed != stack) free(composed);
  return U_FAILURE(*status) ? -2 : written;
}

int64_t ci_compose(
  const uint8_t *text, int64_t length, uint8_t *result, int64_t capacity, int32_t *status) {
  UErrorCode code = U_ZERO_ERROR;
  int64_t written = -2;
  UChar stack[STACK_UNITS];
  UChar *units = stack;
  const UNormalizer2 *nfc = unorm2_getNFCInstance(&code);
  if (length > INT32_MAX) code = U_INDEX_OUTOFBOUNDS_ERROR;
  if (U_SUCCESS(code) && length > STACK_UNITS) {
    units = malloc((size_t)length * sizeof(UChar));
    if (!units) { units = stack; code = U_MEMORY_ALLOCATION_ERROR; }
  }
  if (U_SUCCESS(code)) {
    int32_t room = length > STACK_UNITS ? (int32_t)length : STACK_UNITS;
    int32_t unit_count = 0;
    u_strFromUTF8(units, room, &unit_count, (const char *)text, (int32_t)length, &code);
    if (unorm2_quickCheck(nfc, units, unit_count, &code) == UNORM_YES && U_SUCCESS(code)) {
      written = -1;
    } else if (U_SUCCESS(code)) {
      written = compose_units(nfc, units, unit_count, result, capacity, &code);
    }
  }
  if (units != stack) free(units);
  *status = (int32_t)code;
  return written;
}

// ---- boundaries of words and sentences -------------------------------------------------------

struct ci_breaker {
  UBreakIterator *iterator;
  UText text; // over UTF-8, so that ICU counts in bytes
};

static ci_breaker *open_breaker(UBreakIteratorType type, const char *locale, int32_t *status) {
  UErrorCode code = U_ZERO_ERROR;
  ci_breaker *breaker = malloc(sizeof *breaker);
  if (breaker) {
    breaker->text = (UText)UTEXT_INITIALIZER;
    breaker->iterator = ubrk_open(type, locale, NULL, 0, &code);
    if (U_FAILURE(code)) { free(breaker); breaker = NULL; }
  } else {
    code = U_MEMORY_ALLOCATION_ERROR;
  }
  *status = (int32_t)code;
  return breaker;
}

ci_breaker *ci_word_breaker_open(const char *locale, int32_t *status) {
  return open_breaker(UBRK_WORD, locale, status);
}

ci_breaker *ci_sentence_breaker_open(const char *locale, int32_t *status) {
  return open_breaker(UBRK_SENTENCE, locale, status);
}

void ci_breaker_close(ci_breaker *breaker) {
  if (!breaker) return;
  ubrk_close(breaker->iterator);
  utext_close(&breaker->text);
  free(breaker);
}

int32_t ci_breaker_set_text(ci_breaker *breaker, const uint8_t *text, int64_t length) {
  UErrorCode code = U_ZERO_ERROR;
  if (length > INT32_MAX) return U_INDEX_OUTOFBOUNDS_ERROR;
  utext_openUTF8(&breaker->text, (const char *)text, length, &code);
  ubrk_setUText(breaker->iterator, &breaker->text, &code);
  return (int32_t)code;
}

int32_t ci_breaker_next(ci_breaker *breaker) {
  int32_t offset = ubrk_next(breaker->iterator);
  return offset == UBRK_DONE ? -1 : offset;
}

// ---- case ------------------------------------------------------------------------------------

// A UCaseMap under a name of our own.
ci_case_map *ci_case_map_open(const char *locale, int32_t *status) {
  UErrorCode code = U_ZERO_ERROR;
  uint32_t options =
    U_TITLECASE_NO_LOWERCASE | U_TITLECASE_NO_BREAK_ADJUSTMENT | U_TITLECASE_WHOLE_STRING;
  UCaseMap *map = ucasemap_open(locale, options, &code);
  *status = (int32_t)code;
  return (ci_case_map *)map;
}

void ci_case_map_close(ci_case_map *map) { ucasemap_close((UCaseMap *)map); }

int32_t ci_map_case(
  ci_case_map *map, int32_t mapping, const uint8_t *text, int32_t length, uint8_t *result,
  int32_t capacity, int32_t *status) {
  UErrorCode code = U_ZERO_ERROR;
  UCaseMap *icu = (UCaseMap *)map;
  const char *source = (const char *)text;
  char *target = (char *)result;
  int32_t written = -1;
  switch (mapping) {
    case CI_LOWER:
      written = ucasemap_utf8ToLower(icu, target, capacity, source, length, &code);
      break;
    case CI_UPPER:
      written = ucasemap_utf8ToUpper(icu, target, capacity, source, length, &code);
      break;
    default:
      written = ucasemap_utf8ToTitle(icu, target, capacity, source, length, &code);
  }
  *status = (int32_t)code;
  return U_FAILURE(code) ? -1 : written;
}
