// Keeps OpenBLAS to the thread that calls it.
//
// The program spreads its own work over the cores. OpenBLAS would give parts
// of a call to threads of its own, which wait for more in a busy loop for some
// 20 ms, in the way of the others; and it starts them, and their first wait,
// when it is loaded. So they are ended before the program begins. Sums of one
// thread also come out the same on any number of cores.

#include "COneThread.h"

void openblas_set_num_threads(int count);

// Builds of OpenBLAS without threads do not have it.
__attribute__((weak)) int blas_thread_shutdown_(void);

__attribute__((constructor)) void manyi_keep_to_one_thread(void) {
  openblas_set_num_threads(1);
  if (blas_thread_shutdown_) blas_thread_shutdown_();
}
