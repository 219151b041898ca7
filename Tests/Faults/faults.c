// Makes the n-th call of a kind fail, for a program that loads this library with LD_PRELOAD.
//
// FAULT is the kind: write, fsync, rename, mmap, malloc or thread. FAULT_AT is n, counted from 1; 0 lets all succeed.
// FAULT_COUNT is a file into which the number of calls is written when the program ends, whether or not one failed.
// With FAULT_AT=each every call of malloc fails, each in a copy of the process, which must end at once with 1 and one line;
// those that do not are named on standard error.
// Calls for standard output and standard error do not count: what fails is the work, not the message about it.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *kind = "";
static long failing;
static int each_fails;
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
  each_fails = at != NULL && strcmp(at, "each") == 0;
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

// Reads what a copy says until it ends or has said nothing for ten seconds, and returns whether it is one line and status 1.
static int ends_well(pid_t copy, int said, char *text, size_t size) {
  size_t length = 0;
  struct pollfd end = {.fd = said, .events = POLLIN};
  while (poll(&end, 1, 10000) == 1) {
    const ssize_t count = read(said, text + length, size - 1 - length);
    if (count <= 0) break;
    length += (size_t)count;
  }
  text[length] = 0;
  kill(copy, SIGKILL);
  int status = 0;
  while (waitpid(copy, &status, 0) < 0 && errno == EINTR) continue;
  const char *line = strchr(text, '\n');
  return WIFEXITED(status) && WEXITSTATUS(status) == 1 && strncmp(text, "error: ", 7) == 0 && line != NULL &&
         line == text + length - 1;
}

// Tries in a copy of the process, which has this thread only, what happens if a call fails. Returns 1 in the copy.
static int fails_in_copy(long number) {
  int ends[2];
  char text[1000];
  if (pipe2(ends, O_CLOEXEC) != 0) abort();
  const pid_t copy = _Fork();
  if (copy < 0) abort();
  if (copy == 0) {
    each_fails = 0;
    dup2(ends[1], STDERR_FILENO);
    return 1;
  }
  syscall(SYS_close, ends[1]);
  if (!ends_well(copy, ends[0], text, sizeof text)) dprintf(STDERR_FILENO, "fault: call %ld: %s\n", number, text);
  syscall(SYS_close, ends[0]);
  return 0;
}

// Whether this call is to fail.
static int fails(const char *name) {
  if (!atomic_load(&is_ready) || strcmp(kind, name) != 0) return 0;
  const long number = atomic_fetch_add(&calls, 1) + 1;
  return each_fails ? fails_in_copy(number) : number == failing;
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
  // To make it empty is to free it, which does not fail.
  return bytes > 0 && fails("malloc") ? NULL : next(old, bytes);
}

void *__libc_memalign(size_t alignment, size_t bytes) {
  NEXT(__libc_memalign);
  return fails("malloc") ? NULL : next(alignment, bytes);
}
