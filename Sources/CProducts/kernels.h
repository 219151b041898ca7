#pragma once
#include "tiles.h"

// Those of the calling thread.
const tile_kernels *cp_kernels(void);
