// Which instruction set the kernels use: the best one of the processor, unless a test chooses
// another. For tests and reports.
#pragma once
#include <stdbool.h>

typedef enum {
  ck_instructions_baseline,  // SSE2 on x86-64, NEON on ARM
  ck_instructions_avx2,      // with FMA
  ck_instructions_avx512,    // F, BW, DQ, VL
} ck_instruction_set;

// The set in use on the calling thread.
ck_instruction_set ck_instruction_set_in_use(void);

// Uses another set on the calling thread only, from now on. Returns false and changes nothing if the
// processor does not have it.
bool ck_use_instruction_set(ck_instruction_set set);
// The same, and for all threads that call their first kernel later, where they would use a better one. For
// measurements.
bool ck_limit_instruction_set(ck_instruction_set set);

// The name for reports, such as "AVX-512".
const char *ck_instruction_set_name(ck_instruction_set set);
