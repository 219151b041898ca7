// Makes the n-th call of a kind fail, for a program that loads this library with LD_PRELOAD.
//
// FAULT is the kind: write, fsync, rename, mmap, malloc or thread. FAULT_AT is n, counted from 1; 0 lets all succeed.
// FAULT_COUNT is a file into which the number of calls is written when the program ends, whether or not one failed.
// Calls for standard output and standard error do not count: what fails is the work, not the message about it.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char *kind = "";
static long failing;
static const char *count_path;
static atomic_long calls;
// While the library itself starts or ends, nothing fails.
static atomic_int is_ready;

__attribute__((constructor)) static void start(void) {
  const char *chosen = getenv("FAULT");
  const char *at = getenv("FAULT_AT");
  count_path = getenv("FAULT_COUNT");
  if (chosen != NULL) kind = chosen;
  if (at != NULL) failing = atol(at);
  atomic_store(&is_ready, 1);
}

// By system calls, since the functions may be those that fail.
static void write_count(void) {
  if (count_path == NULL) return;
  char text[32];
  const int length = snprintf(text, sizeof text, "%ld\n", atomic_load(&calls));
  const int file = (int)syscall(SYS_openat, AT_FDCWD, count_path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (file < 0) return;
  syscall(SYS_write, file, text, (size_t)length);
  syscall(SYS_close, file);
}

__attribute__((destructor)) static void end(void) {
  atomic_store(&is_ready, 0);
  write_count();
}

// Whether this call is to fail.
static int fails(const char *name) {
  if (!atomic_load(&is_ready) || strcmp(kind, name) != 0) return 0;
  const long number = atomic_fetch_add(&calls, 1) + 1;
  return number == failing;
}

#define NEXT(function)                 \
  static __typeof__(function) *next; \
  if (next == NULL) next = (__typeof__(function) *)dlsym(RTLD_NEXT, #function)

void *__libc_malloc(size_t bytes);
void *__libc_calloc(size_t count, size_t bytes);
void *__libc_realloc(void *old, size_t bytes);
void *__libc_memalign(size_t alignment, size_t bytes);

ssize_t write(int file, const void *bytes, size_t count) {
  if (file > STDERR_FILENO && fails("write")) {
    errno = EIO;
    return -1;
  }
  return syscall(SYS_write, file, bytes, count);
}

int fsync(int file) {
  if (fails("fsync")) {
    errno = EIO;
    return -1;
  }
  return (int)syscall(SYS_fsync, file);
}

int rename(const char *from, const char *to) {
  if (fails("rename")) {
    errno = EIO;
    return -1;
  }
  return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

void *mmap(void *address, size_t length, int protection, int flags, int file, off_t offset) {
  if (fails("mmap")) {
    errno = ENOMEM;
    return MAP_FAILED;
  }
  return (void *)syscall(SYS_mmap, address, length, protection, flags, file, offset);
}

int pthread_create(
    pthread_t *thread, const pthread_attr_t *attributes, void *(*body)(void *), void *argument) {
  // Once a thread could not be had, none can be.
  if (atomic_load(&is_ready) && strcmp(kind, "thread") == 0) {
    const long number = atomic_fetch_add(&calls, 1) + 1;
    if (failing > 0 && number >= failing) return EAGAIN;
  }
  NEXT(pthread_create);
  return next(thread, attributes, body, argument);
}

// The programs have functions of their own for memory, which call these.

void *__libc_malloc(size_t bytes) {
  NEXT(__libc_malloc);
  return fails("malloc") ? NULL : next(bytes);
}

void *__libc_calloc(size_t count, size_t bytes) {
  NEXT(__libc_calloc);
  return fails("malloc") ? NULL : next(count, bytes);
}

void *__libc_realloc(void *old, size_t bytes) {
  NEXT(__libc_realloc);
  return fails("malloc") ? NULL : next(old, bytes);
}

void *__libc_memalign(size_t alignment, size_t bytes) {
  NEXT(__libc_memalign);
  return fails("malloc") ? NULL : next(alignment, bytes);
}
