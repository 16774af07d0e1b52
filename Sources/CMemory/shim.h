#ifndef MANYI_CMEMORY_H
#define MANYI_CMEMORY_H
/* The system's headers show this to GNU programs only. It makes a file that
   lies in memory and has no name; flag 1 closes it when another program
   starts. Returns a descriptor, or -1 with errno set. */
extern int memfd_create(const char *name, unsigned int flags);
#endif
