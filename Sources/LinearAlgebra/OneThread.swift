import CLAPACK

/// Keeps OpenBLAS to the thread that calls it; asked for before a first call.
///
/// The program spreads its own work over the cores. OpenBLAS would give parts
/// of a call to threads of its own, which wait for more in a busy loop for
/// some 20 ms afterwards, in the way of the others. And sums of one thread
/// come out the same on any number of cores.
let keepsToOneThread: Void = openblas_set_num_threads(1)
