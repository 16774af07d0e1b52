import Diagnostics
import Glibc

/// How much runs at a time: as many studies as there are cores, as long as
/// what they are likely to hold fits into the memory that is free.
actor WorkBudget {
  private let slots: Int
  private let bytes: Int
  private var running = 0
  private var held = 0
  private var waiting: CheckedContinuation<Void, Never>?

  init(
    cores: Int = WorkBudget.coreCount, bytes: Int = WorkBudget.freeMemory / 2
  ) {
    slots = max(1, cores)
    self.bytes = bytes
  }

  /// Waits until there is room. One caller waits at a time, so that studies
  /// begin in their order.
  func take(_ size: Int) async {
    while running > 0, running >= slots || size > bytes - held {
      await withCheckedContinuation { waiting = $0 }
    }
    running += 1
    held += min(size, bytes)
  }

  func giveBack(_ size: Int) {
    running -= 1
    held -= min(size, bytes)
    waiting?.resume()
    waiting = nil
  }

  /// What a study is likely to hold: its tables take a few times the bytes of
  /// their files, and the report some more. Files that are read in batches
  /// hold little.
  static func estimate(_ path: String) -> Int {
    let base = 64 << 20
    guard
      let study = try? readStudy(path, log: DiagnosticLog()).study
    else {
      return base
    }
    let sizes = study.data.map { plan -> Int in
      let file = FileSystem.join(study.folder, plan.file.path)
      if Workspace.readsInBatches(plan, path: file) { return 1 << 26 }
      let isPacked = file.hasSuffix(".gz") || file.hasSuffix(".zst")
      return min(FileSystem.size(of: file) ?? 0, 1 << 40) * (isPacked ? 40 : 8)
    }
    return sizes.reduce(base, +)
  }

  static var coreCount: Int {
    max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }

  /// The bytes that can be had without pushing anything else out; half the
  /// memory of the machine where the system does not say it. In a container
  /// they are those that its limit leaves.
  static var freeMemory: Int {
    var free = FileSystem.physicalMemory / 2
    for line in text("/proc/meminfo").split(separator: "\n")
    where line.hasPrefix("MemAvailable:") {
      let digits = line.filter { $0.isASCII && $0.isNumber }
      if let kibibytes = Int(digits), kibibytes < 1 << 50 {
        free = kibibytes << 10
      }
    }
    let group = "/sys/fs/cgroup/memory."
    if let limit = Int(text(group + "max").filter { $0 != "\n" }) {
      let used = Int(text(group + "current").filter { $0 != "\n" }) ?? 0
      free = min(free, max(0, limit - used))
    }
    return free
  }

  private static func text(_ path: String) -> String {
    (try? FileSystem.read(path)).map { String(decoding: $0, as: UTF8.self) }
      ?? ""
  }
}
