// The kernels for x86-64 machines with AVX-512 (Intel servers since 2017, AMD since 2022).
#if defined(__x86_64__)
#include "kernel_table.h"
#include "vector_math.h"

#pragma clang attribute push(__attribute__((target("fma,avx512f,avx512bw,avx512dq,avx512vl"))), \
  apply_to = function)
#define KERNEL_TABLE ck_avx512_kernels
#include "kernels.h"
#pragma clang attribute pop
#endif
