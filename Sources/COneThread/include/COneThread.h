#ifndef MANYI_ONE_THREAD_H
#define MANYI_ONE_THREAD_H

/// Keeps OpenBLAS to the thread that calls it.
///
/// The program does this itself, before its first line: nobody needs to call.
void manyi_keep_to_one_thread(void);

#endif
