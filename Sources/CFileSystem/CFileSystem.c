#define _GNU_SOURCE
#include "CFileSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int manyi_exchange(const char *first, const char *second) {
#ifdef RENAME_EXCHANGE
  return renameat2(AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE);
#else
  errno = ENOSYS;
  return -1;
#endif
}

int manyi_sync(const char *folder) {
  int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return -1;
#ifdef __linux__
  int result = syncfs(descriptor);
#else
  int result = fsync(descriptor);
#endif
  int reason = errno;
  close(descriptor);
  errno = reason;
  return result;
}

int manyi_nameless_file(void) {
#ifdef MFD_CLOEXEC
  return memfd_create("manyi", MFD_CLOEXEC);
#else
  errno = ENOSYS;
  return -1;
#endif
}
