// The kernels for the instructions that every machine of the platform has: SSE2 or NEON.
#include "kernel_table.h"
#include "vector_math.h"

#define KERNEL_TABLE ck_baseline_kernels
#include "kernels.h"
