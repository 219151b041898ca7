// The two services of ICU this package needs, over UTF-8, and nothing of ICU visible.
//
// No ICU header is included here, on purpose: Swift's Foundation carries an ICU of its own, and one
// compile that sees the headers of both fails where their versions differ ("UErrorCode" has cases
// the other lacks). A status is ICU's own number, negative or 0 where all is well.
#pragma once
#include <stdbool.h>
#include <stdint.h>

// ICU's version, as "72.1".
const char *ci_version(void);

bool ci_is_failure(int32_t status);
// ICU's name of a status, as "U_MISSING_RESOURCE_ERROR"; never NULL, never to be freed.
const char *ci_status_name(int32_t status);

// ---- normalisation --------------------------------------------------------------------------

// Canonical composition (NFC) of `length` bytes of valid UTF-8.
// Returns the length of the result in bytes, written to `result`; or -1 if the text is in NFC
// already and nothing was written; or -2 with a failure in `status`, as when the result does not
// fit `capacity` (3 * length always does) or the text is no UTF-8.
int64_t ci_compose(
  const uint8_t *text, int64_t length, uint8_t *result, int64_t capacity, int32_t *status);

// ---- word boundaries ------------------------------------------------------------------------

// Finds words by the rules of a locale. One thread at a time.
typedef struct ci_word_breaker ci_word_breaker;

// NULL with a failure in `status`. "" is the root locale; a locale ICU has no rules for gets those
// of root.
ci_word_breaker *ci_word_breaker_open(const char *locale, int32_t *status);
void ci_word_breaker_close(ci_word_breaker *breaker);

// Sets the text, valid UTF-8, which must stay where it is until the last boundary was asked for.
// Returns a status.
int32_t ci_word_breaker_set_text(ci_word_breaker *breaker, const uint8_t *text, int64_t length);
// The next boundary, a byte offset greater than all before, the last being the text's length;
// then -1.
int32_t ci_word_breaker_next(ci_word_breaker *breaker);
