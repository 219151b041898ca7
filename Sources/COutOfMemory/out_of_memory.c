// Ends the program with one line where the system gives no more memory.
//
// Swift and C++ end a program with a signal, and say nothing, if malloc fails; oneDNN does if mmap fails. A program that links
// this library has these functions in place of the C library's, and so do all libraries that it uses. A sanitizer has an
// allocator of its own, and other C libraries do not offer theirs under a second name.

#define _GNU_SOURCE
#include "COutOfMemory.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#if defined(__GLIBC__) && !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer) && \
    !__has_feature(memory_sanitizer)

void *__libc_malloc(size_t bytes);
void *__libc_calloc(size_t count, size_t bytes);
void *__libc_realloc(void *memory, size_t bytes);
void *__libc_memalign(size_t alignment, size_t bytes);

// Other threads may be running, so nothing is flushed or destroyed.
static _Noreturn void end(size_t bytes) {
  char line[120];
  const int length =
      snprintf(line, sizeof line, "error: the system gives no more memory; %zu more bytes were needed\n", bytes);
  const ssize_t written = write(STDERR_FILENO, line, (size_t)length);
  (void)written;
  _exit(1);
}

void *malloc(size_t bytes) {
  void *memory = __libc_malloc(bytes);
  if (memory == NULL) end(bytes);
  return memory;
}

void *calloc(size_t count, size_t bytes) {
  void *memory = __libc_calloc(count, bytes);
  if (memory == NULL) end(count * bytes);
  return memory;
}

void *realloc(void *old, size_t bytes) {
  void *memory = __libc_realloc(old, bytes);
  // To make it empty is to free it.
  if (memory == NULL && bytes > 0) end(bytes);
  return memory;
}

void *aligned_alloc(size_t alignment, size_t bytes) {
  void *memory = __libc_memalign(alignment, bytes);
  if (memory == NULL) end(bytes);
  return memory;
}

void *memalign(size_t alignment, size_t bytes) { return aligned_alloc(alignment, bytes); }

int posix_memalign(void **memory, size_t alignment, size_t bytes) {
  if (alignment % sizeof(void *) != 0 || (alignment & (alignment - 1)) != 0 || alignment == 0) return EINVAL;
  *memory = aligned_alloc(alignment, bytes);
  return 0;
}

typedef void *Mapping(void *address, size_t bytes, int protection, int flags, int file, off_t offset);

void *mmap(void *address, size_t bytes, int protection, int flags, int file, off_t offset) {
  static Mapping *next;
  if (next == NULL) next = (Mapping *)dlsym(RTLD_NEXT, "mmap");
  void *memory = next(address, bytes, protection, flags, file, offset);
  if (memory == MAP_FAILED && errno == ENOMEM && (flags & MAP_ANONYMOUS)) end(bytes);
  return memory;
}

// The same function where offsets have 64 bits.
void *mmap64(void *address, size_t bytes, int protection, int flags, int file, off_t offset) {
  return mmap(address, bytes, protection, flags, file, offset);
}

#endif
