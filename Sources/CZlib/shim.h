#if !__has_include(<zlib.h>)
#error "zlib is missing. Debian, Ubuntu: apt-get install zlib1g-dev. macOS: brew install zlib"
#endif

#include <zlib.h>
