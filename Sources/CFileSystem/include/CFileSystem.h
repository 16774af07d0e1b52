#ifndef MANYI_CFILESYSTEM_H
#define MANYI_CFILESYSTEM_H

/* Swaps two names in one step. Returns 0, or -1 with errno set; EINVAL or
   ENOSYS when the system or the file system cannot. */
int manyi_exchange(const char *first, const char *second);

/* Has everything on the file system of a folder reach the disk, which is one
   wait instead of one for each file. Returns 0, or -1 with errno set. */
int manyi_sync(const char *folder);

/* Returns a file in memory that has no name and goes with the process, or -1
   with errno set. */
int manyi_nameless_file(void);

#endif
