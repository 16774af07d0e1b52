import Diagnostics
import Glibc
import SurveyStudy

/// The two streams of the program: results go to standard output, everything
/// else to standard error.
struct Console: Sendable {
  /// Whether findings are coloured.
  let hasColor: Bool
  /// Whether standard error is a terminal.
  let isInteractive: Bool
  /// Cells in a line.
  let width: Int
  /// A folder that goes in front of the file names of findings.
  var folder = ""

  init(color: ColorChoice) {
    isInteractive = isatty(2) == 1 && Self.variable("TERM") != "dumb"
    hasColor = Self.hasColor(color, descriptor: 2)
    width = Self.terminalWidth()
  }

  /// For faults of the arguments themselves.
  init(for arguments: [String]) {
    var color = ColorChoice.auto
    for (position, argument) in arguments.enumerated() {
      if argument.hasPrefix("--color=") {
        color = ColorChoice(rawValue: String(argument.dropFirst(8))) ?? .auto
      } else if argument == "--color", position + 1 < arguments.count {
        color = ColorChoice(rawValue: arguments[position + 1]) ?? .auto
      }
    }
    self.init(color: color)
  }

  /// Writes a result.
  func print(_ text: String) {
    Self.write(text.hasSuffix("\n") ? text : text + "\n", to: 1)
  }

  /// Writes the path of a file: on a terminal what can be seen of it, in a
  /// pipe as the next program needs it.
  func print(path: String) {
    print(isatty(1) == 1 ? visible(path) : path)
  }

  /// Writes a piece of a result that is a file.
  func write(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBufferPointer { Self.write($0, to: 1) }
  }

  /// Writes a piece of a result.
  func write(_ bytes: UnsafeBufferPointer<UInt8>) {
    Self.write(bytes, to: 1)
  }

  /// Writes a message.
  func note(_ text: String) {
    Self.write(text + "\n", to: 2)
  }

  /// Writes to standard error without a line break.
  func raw(_ text: String) {
    Self.write(text, to: 2)
  }

  /// Writes findings to standard error.
  ///
  /// - Parameter isConcise: Whether each gets one line.
  func show(
    _ findings: [Diagnostic], all: Bool = false, isConcise: Bool = false
  ) {
    if findings.isEmpty { return }
    let renderer: any FindingRenderer =
      isConcise
      ? ConciseRenderer(folder: folder)
      : FindingPrinter(
        hasColor: hasColor, width: width, folder: folder, showsAll: all)
    Self.write(renderer.text(of: findings), to: 2)
  }

  // MARK: - Streams

  private static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { write($0, to: descriptor) }
  }

  private static func write(
    _ bytes: UnsafeBufferPointer<UInt8>, to descriptor: Int32
  ) {
    var position = 0
    while position < bytes.count {
      let rest = UnsafeRawBufferPointer(bytes)[position...]
      let count = Glibc.write(
        descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress,
        rest.count)
      if count >= 0 {
        position += count
        continue
      }
      if errno == EINTR { continue }
      // Nobody reads standard error any more: the work itself goes on.
      if descriptor == 2 { return }
      if errno == EPIPE { exit(ExitStatus.success.rawValue) }
      let reason = String(cString: strerror(errno))
      write("error: cannot write the result: \(reason)\n", to: 2)
      exit(ExitStatus.couldNotRun.rawValue)
    }
  }

  // MARK: - The terminal

  /// Whether to colour what goes to `descriptor`.
  static func hasColor(_ choice: ColorChoice, descriptor: Int32) -> Bool {
    switch choice {
    case .always: return true
    case .never: return false
    case .auto:
      if !(variable("NO_COLOR") ?? "").isEmpty { return false }
      if let force = variable("FORCE_COLOR"), !force.isEmpty {
        return force != "0"
      }
      return isatty(descriptor) == 1 && variable("TERM") != "dumb"
    }
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  private static func terminalWidth() -> Int {
    if let columns = variable("COLUMNS").flatMap(Int.init), columns >= 20 {
      return columns
    }
    var size = winsize()
    for descriptor in [Int32(1), 2] where isatty(descriptor) == 1 {
      if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 20 {
        return Int(size.ws_col)
      }
    }
    return 80
  }
}
