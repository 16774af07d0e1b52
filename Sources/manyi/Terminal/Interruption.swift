import Glibc
import SurveyStudy
import Synchronization

/// Ends the program on Ctrl-C and on a request to terminate: what was written
/// to the side is removed, the last good output stays.
enum Interruption {
  private static let outputs = Mutex<[OutputFolder]>([])
  /// The end of the pipe that the signal handler may write to.
  private static let pipeEnd = Atomic<Int32>(-1)

  /// Starts to listen for signals that are not ignored, as after `nohup`.
  ///
  /// A handler may do next to nothing, so that it passes the number on to a
  /// thread. Holding signals back instead would not do: libraries start
  /// threads before `main`.
  static func listen() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    let readingEnd = ends[0]
    pipeEnd.store(ends[1], ordering: .sequentiallyConsistent)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      let earlier = signal(number) { number in
        var byte = UInt8(truncatingIfNeeded: number)
        let end = Interruption.pipeEnd.load(ordering: .sequentiallyConsistent)
        _ = write(end, &byte, 1)
      }
      if unsafeBitCast(earlier, to: Int.self) == 1 { signal(number, SIG_IGN) }
    }
    var thread = pthread_t()
    let context = UnsafeMutableRawPointer(bitPattern: Int(readingEnd) + 1)
    pthread_create(
      &thread, nil,
      { context in
        let end = Int32(Int(bitPattern: context) - 1)
        var byte: UInt8 = 0
        while read(end, &byte, 1) != 1 {}
        Interruption.end(Int32(byte))
      }, context)
  }

  /// Names the output that a signal shall leave as it was.
  static func protect(_ folder: OutputFolder) {
    outputs.withLock { $0.append(folder) }
  }

  /// Forgets outputs that are finished.
  static func release() {
    outputs.withLock { $0 = [] }
  }

  private static func end(_ number: Int32) -> Never {
    let console = Console(color: .auto)
    let open = outputs.withLock { $0 }.filter { $0.discard() }
    if open.count == 1 {
      console.note(
        "\ninterrupted: '\(visible(open[0].path))' is as it was before the run")
    } else if !open.isEmpty {
      console.note("\ninterrupted; as they were before the run:")
      for folder in open { console.note("  \(visible(folder.path))") }
    } else if console.isInteractive {
      // The shell's prompt does not stand behind the ^C.
      console.note("")
    }
    exit(
      number == SIGINT ? ExitStatus.interrupted.rawValue : 128 + number)
  }
}
