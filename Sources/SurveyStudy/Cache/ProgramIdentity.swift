import Glibc

/// What tells this build of the program from any other: two versions never
/// share what they keep, not even two builds of one version.
let programIdentity: String = {
  var info = stat()
  guard stat("/proc/self/exe", &info) == 0 else { return manyiVersion }
  return "\(manyiVersion) \(info.st_size) \(info.st_mtim.tv_sec)"
    + ".\(info.st_mtim.tv_nsec)"
}()
