// The kernels for x86-64 machines with AVX2 and FMA (Intel since 2013, AMD since 2015).
#if defined(__x86_64__)
#include "kernel_table.h"
#include "vector_math.h"

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define KERNEL_TABLE ck_avx2_kernels
#include "kernels.h"
#pragma clang attribute pop
#endif
