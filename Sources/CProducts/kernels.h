#pragma once
#include "tiles.h"

// The kernels of the calling thread.
const tile_kernels *cp_kernels(void);
