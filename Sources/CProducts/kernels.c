// Chooses the fastest kernel that the processor and the operating system allow.
#define _GNU_SOURCE  // syscall
#include "kernels.h"

#if defined(__x86_64__)
#include <cpuid.h>
#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
#endif

static bool processor_has_avx2(void) {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

static bool processor_has_avxvnni(void) {
  unsigned a, b, c, d;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && a >= 1
    && __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a & 1u << 4);
}

static bool processor_has_avx512(void) {
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
    && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")
    && __builtin_cpu_supports("avx512bf16") && __builtin_cpu_supports("avx512vnni");
}

// Tests the feature bits only: leaf 0x1D, which some hypervisors hide, would only confirm palette 1.
static bool processor_has_amx(void) {
  unsigned a, b, c, d;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return false;
  const unsigned bf16 = 1u << 22, tile = 1u << 24, int8 = 1u << 25;
  return (d & bf16) && (d & tile) && (d & int8);
}

// On Linux a process must request the use of tiles (Documentation/arch/x86/xstate.rst).
static bool system_allows_amx(void) {
#if defined(__linux__)
  enum { request_permission = 0x1023, tile_data = 18 };
  return syscall(SYS_arch_prctl, request_permission, tile_data) == 0;
#else
  return false;
#endif
}

static bool can_use(cp_kernel kernel) {
  switch (kernel) {
    case cp_amx: return processor_has_avx512() && processor_has_amx() && system_allows_amx();
    case cp_avx512: return processor_has_avx512();
    case cp_avxvnni: return processor_has_avx2() && processor_has_avxvnni();
    case cp_avx2: return processor_has_avx2();
    case cp_portable: break;
  }
  return true;
}

static const tile_kernels *kernels_of(cp_kernel kernel) {
  switch (kernel) {
    case cp_amx: return &cp_amx_kernels;
    case cp_avx512: return &cp_avx512_kernels;
    case cp_avxvnni: return &cp_avxvnni_kernels;
    case cp_avx2: return &cp_avx2_kernels;
    case cp_portable: break;
  }
  return &cp_portable_kernels;
}
#else
static bool can_use(cp_kernel kernel) { return kernel == cp_portable; }

static const tile_kernels *kernels_of(cp_kernel kernel) {
  (void)kernel;
  return &cp_portable_kernels;
}
#endif

// One per thread, so that it needs no lock and a test can change it while others run.
static _Thread_local const tile_kernels *in_use;
static _Thread_local cp_kernel kernel_in_use;

bool cp_use_kernel(cp_kernel kernel) {
  if (!can_use(kernel)) return false;
  in_use = kernels_of(kernel);
  kernel_in_use = kernel;
  return true;
}

static _Atomic cp_kernel limit = cp_amx;

bool cp_limit_kernel(cp_kernel kernel) {
  if (!cp_use_kernel(kernel)) return false;
  limit = kernel;
  return true;
}

const tile_kernels *cp_kernels(void) {
  if (!in_use)
    for (cp_kernel kernel = limit; !cp_use_kernel(kernel);) kernel--;
  return in_use;
}

cp_kernel cp_kernel_in_use(void) {
  cp_kernels();
  return kernel_in_use;
}

bool cp_bf16_is_fast(void) { return cp_kernel_in_use() >= cp_avx512; }

bool cp_int8_is_fast(void) { return cp_kernel_in_use() >= cp_avx2; }

const char *cp_kernel_name(cp_kernel kernel) {
  switch (kernel) {
    case cp_amx: return "AMX";
    case cp_avx512: return "AVX512-BF16";
    case cp_avxvnni: return "AVX-VNNI";
    case cp_avx2: return "AVX2";
    case cp_portable: break;
  }
  return "plain C";
}
