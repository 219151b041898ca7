// The services of ICU that this package needs, over UTF-8: normalisation, boundaries of words and
// sentences, conversion from other encodings, the names of languages, scripts, and case.
//
// No ICU header is included here, on purpose: Swift's Foundation contains an ICU of its own, and code
// that sees the headers of both does not compile if their versions differ ("UErrorCode" has cases that
// the other lacks). A status is ICU's own number; 0 and negative numbers mean success.
#pragma once
#include <stdbool.h>
#include <stdint.h>

// ICU's version, as "72.1".
const char *ci_version(void);

bool ci_is_failure(int32_t status);
// ICU's name of a status, as "U_MISSING_RESOURCE_ERROR"; never NULL, not to be freed.
const char *ci_status_name(int32_t status);

// ---- normalisation --------------------------------------------------------------------------

// Canonical composition (NFC) of `length` bytes of valid UTF-8.
// Writes the result to `result` and returns its length in bytes. Returns -1 and writes nothing if the
// text is in NFC already. Returns -2 with a failure in `status` if, for example, the result does not
// fit `capacity` (3 * length is always enough) or the text is not valid UTF-8.
int64_t ci_compose(
  const uint8_t *text, int64_t length, uint8_t *result, int64_t capacity, int32_t *status);

// ---- boundaries of words and sentences -------------------------------------------------------

// Finds words or sentences by the rules of a locale. To be used by one thread at a time.
typedef struct ci_breaker ci_breaker;

// Both return NULL with a failure in `status`. "" is the root locale; a locale for which ICU has no
// rules gets those of the root locale.
ci_breaker *ci_word_breaker_open(const char *locale, int32_t *status);
ci_breaker *ci_sentence_breaker_open(const char *locale, int32_t *status);
void ci_breaker_close(ci_breaker *breaker);

// Sets the text, which must be valid UTF-8 and stay in place until the last call of ci_breaker_next for
// it. Returns a status.
int32_t ci_breaker_set_text(ci_breaker *breaker, const uint8_t *text, int64_t length);
// Returns the next boundary as a byte offset; offsets increase up to the text's length, then comes -1.
int32_t ci_breaker_next(ci_breaker *breaker);

// ---- encodings ------------------------------------------------------------------------------

// Converts text of another encoding to UTF-8, piece by piece. To be used by one thread at a time.
typedef struct ci_converter ci_converter;

// Returns NULL with a failure in `status` if ICU does not know the encoding.
ci_converter *ci_converter_open(const char *encoding, int32_t *status);
void ci_converter_close(ci_converter *converter);
// Converts `length` bytes until they are used up or `result` is full, and returns the number of bytes
// written; `used` becomes the number of bytes read. What is wrong in the text becomes U+FFFD. At the end
// of the text `flush` must be true.
int64_t ci_converter_convert(
  ci_converter *converter, const uint8_t *text, int64_t length, int64_t *used, uint8_t *result,
  int64_t capacity, bool flush, int32_t *status);

// Guesses the encoding of a text. Writes the names of at most `count` encodings, the likeliest first,
// each into CI_ENCODING_NAME bytes of `names`, and how sure each is, from 0 to 100. Returns their number.
enum { CI_ENCODING_NAME = 32 };
int32_t ci_detect_encodings(
  const uint8_t *text, int64_t length, char *names, int32_t *confidences, int32_t count,
  int32_t *status);

// ---- languages ------------------------------------------------------------------------------

// The code of ISO 639 of the language with an index, two letters or else three; NULL after the last one.
const char *ci_language_code(int32_t index);
// The three-letter code of a language, or "".
const char *ci_language_long_code(const char *code);
// Writes the English name of a language as UTF-8, and returns its length; 0 if it has none.
int32_t ci_language_name(const char *code, uint8_t *name, int32_t capacity);

// ---- scripts --------------------------------------------------------------------------------

// ICU's number of the script that a character is written in, above 0; 0 if it belongs to several or to none.
int32_t ci_script(uint32_t character);
// The English name of a script, such as "Latin"; NULL if there is no such script.
const char *ci_script_name(int32_t script);

// ---- case ------------------------------------------------------------------------------------

// Maps the case of words by the rules of a locale. To be used by one thread at a time.
typedef struct ci_case_map ci_case_map;
enum { CI_LOWER, CI_UPPER, CI_TITLE };

// Returns NULL with a failure in `status`. A locale for which ICU has no rules gets those of the root
// locale.
ci_case_map *ci_case_map_open(const char *locale, int32_t *status);
void ci_case_map_close(ci_case_map *map);

// Writes `length` bytes of valid UTF-8 in small letters, in capitals, or with the first character in
// title case and the others as they are. Returns the length of the result in bytes, or -1 with a failure
// in `status` if, for example, the result does not fit `capacity`.
int32_t ci_map_case(
  ci_case_map *map, int32_t mapping, const uint8_t *text, int32_t length, uint8_t *result,
  int32_t capacity, int32_t *status);
