#include "CICU.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

enum { PIVOT_UNITS = 4096 };

struct ci_converter {
  UConverter *from, *to;
  bool started;
  // ICU converts by way of UTF-16; what is in this buffer between two calls has not been written yet.
  UChar pivot[PIVOT_UNITS];
  UChar *pivot_source, *pivot_target;
};

ci_converter *ci_converter_open(const char *encoding, int32_t *status) {
  UErrorCode code = U_ZERO_ERROR;
  ci_converter *converter = calloc(1, sizeof *converter);
  if (converter) {
    converter->from = ucnv_open(encoding, &code);
    converter->to = ucnv_open("UTF-8", &code);
    converter->pivot_source = converter->pivot_target = converter->pivot;
    if (U_FAILURE(code)) { ci_converter_close(converter); converter = NULL; }
  } else {
    code = U_MEMORY_ALLOCATION_ERROR;
  }
  *status = (int32_t)code;
  return converter;
}

void ci_converter_close(ci_converter *converter) {
  if (!converter) return;
  ucnv_close(converter->from);
  ucnv_close(converter->to);
  free(converter);
}

int64_t ci_converter_convert(
  ci_converter *converter, const uint8_t *text, int64_t length, int64_t *used, uint8_t *result,
  int64_t capacity, bool flush, int32_t *status) {
  UErrorCode code = U_ZERO_ERROR;
  const char *source = (const char *)text;
  char *target = (char *)result;
  ucnv_convertEx(
    converter->to, converter->from, &target, target + capacity, &source, source + length,
    converter->pivot, &converter->pivot_source, &converter->pivot_target,
    converter->pivot + PIVOT_UNITS, !converter->started, flush, &code);
  converter->started = true;
  // A full buffer is no failure: the next call continues.
  if (code == U_BUFFER_OVERFLOW_ERROR) code = U_ZERO_ERROR;
  *used = source - (const char *)text;
  *status = (int32_t)code;
  return target - (char *)result;
}

int32_t ci_detect_encodings(
  const uint8_t *text, int64_t length, char *names, int32_t *confidences, int32_t count,
  int32_t *status) {
  UErrorCode code = U_ZERO_ERROR;
  int32_t found = 0, written = 0;
  UCharsetDetector *detector = ucsdet_open(&code);
  ucsdet_setText(detector, (const char *)text, length > INT32_MAX ? INT32_MAX : (int32_t)length, &code);
  const UCharsetMatch **matches = ucsdet_detectAll(detector, &found, &code);
  for (int32_t index = 0; U_SUCCESS(code) && index < found && written < count; index++) {
    const char *name = ucsdet_getName(matches[index], &code);
    if (U_FAILURE(code) || strlen(name) >= CI_ENCODING_NAME) continue;
    strcpy(names + written * CI_ENCODING_NAME, name);
    confidences[written++] = ucsdet_getConfidence(matches[index], &code);
  }
  ucsdet_close(detector);
  *status = (int32_t)code;
  return written;
}
