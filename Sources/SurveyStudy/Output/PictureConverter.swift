import Diagnostics
import Glibc
import SurveyReport

/// Turns charts into pictures with `rsvg-convert`.
///
/// The program runs by itself, without a shell and with few variables of the
/// environment, so that a chart that it cannot take harms nothing else and
/// the same chart gives the same bytes in every locale.
struct PictureConverter: Sendable {
  /// The program, as a path.
  let program: String
  /// Those that run.
  let children: ChildPrograms

  private static let name = "rsvg-convert"
  private static let secondsAllowed = 60

  /// Looks for the program in the folders of PATH; `nil` when it is in none.
  init?(
    path: String? = getenv("PATH").map { String(cString: $0) },
    children: ChildPrograms = ChildPrograms()
  ) {
    self.children = children
    let folders = (path ?? "").split(separator: ":").map(String.init)
    let found = folders.filter { $0.hasPrefix("/") }
      .map { FileSystem.join($0, Self.name) }
      .first { access($0, X_OK) == 0 && FileSystem.kind(of: $0) != .folder }
    guard let found else { return nil }
    program = found
  }

  /// Says that the program is not there.
  ///
  /// - Parameters:
  ///   - severity: A warning as long as nothing is missing yet.
  ///   - leftOut: How many pictures a run has left out.
  static func missing(
    at place: Place?, _ severity: Diagnostic.Severity = .error,
    leftOut: Int? = nil
  ) -> Diagnostic {
    Diagnostic(
      .missingConverter, severity, at: place,
      leftOut.map {
        "\($0) charts were not written as png or pdf: there is no '\(name)'"
      } ?? "charts cannot be written as png or pdf: there is no '\(name)'",
      zh: leftOut.map { "缺少“\(name)”，\($0)幅图未写成png或pdf" }
        ?? "缺少“\(name)”，图不能写成png或pdf",
      help: "install it (Debian, Ubuntu: apt install librsvg2-bin), or ask "
        + "for svg only")
  }

  /// The bytes of the picture.
  ///
  /// - Parameter name: The file it is for, as messages name it.
  /// - Parameter scratch: An empty folder for this picture alone; whoever
  ///   calls removes it.
  func picture(
    of svg: String, _ format: PictureFormat, named name: String,
    scratch: String
  ) throws(Diagnostic) -> [UInt8] {
    let source = FileSystem.join(scratch, "chart.svg")
    let target = FileSystem.join(scratch, "chart.\(format.rawValue)")
    let complaints = FileSystem.join(scratch, "complaints")
    var complaint: String?
    let bytes: [UInt8]
    do throws(FileFault) {
      try FileSystem.write(Array(svg.utf8), to: source)
      var arguments = [
        "--unlimited", "--format", format.rawValue, "--output", target,
      ]
      if format == .png { arguments += ["--zoom", "2"] }
      let reason = run(arguments + [source], complaints: complaints)
      bytes = reason == nil ? try FileSystem.read(target) : []
      if let reason {
        let words = (try? FileSystem.read(complaints)) ?? []
        let line = String(decoding: words.prefix(300), as: UTF8.self)
          .split(separator: "\n").first.map(String.init)
        complaint = line ?? reason
      }
    } catch {
      complaint =
        "could not \(error.operation) '\(FileSystem.name(of: error.path))': "
        + error.reason
      bytes = []
    }
    if complaint == nil, !Self.isWhole(bytes, format) {
      complaint = "it is not whole"
    }
    guard let complaint else { return bytes }
    throw Diagnostic(
      .failedPicture, at: nil, "'\(name)' could not be made: \(complaint)",
      help: "open the chart as SVG, or leave '\(format.rawValue)' out")
  }

  /// Whether a picture has its beginning and its end.
  private static func isWhole(_ bytes: [UInt8], _ format: PictureFormat) -> Bool
  {
    switch format {
    case .png:
      bytes.starts(with: [0x89, 0x50, 0x4E, 0x47])
        && bytes.suffix(8).elementsEqual([
          0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
        ])
    case .pdf:
      bytes.starts(with: Array("%PDF-".utf8))
        && String(decoding: bytes.suffix(16), as: UTF8.self).contains("%%EOF")
    }
  }

  /// Runs the program.
  ///
  /// - Returns: Why it failed, or `nil`.
  private func run(_ arguments: [String], complaints: String) -> String? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(
      &actions, 2, complaints, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var child: pid_t = 0
    let failure = withCStrings([program] + arguments) { arguments in
      withCStrings(Self.environment) { environment in
        children.start(
          { posix_spawn(&$0, program, &actions, nil, arguments, environment) },
          &child)
      }
    }
    guard failure == 0 else { return String(cString: strerror(failure)) }
    return wait(for: child)
  }

  private func wait(for child: pid_t) -> String? {
    var status: Int32 = 0
    var pause: UInt32 = 500
    let end = Self.now + Self.secondsAllowed
    while true {
      let answer = children.poll(child, &status)
      if answer == child { break }
      if answer < 0, errno != EINTR { return "it was lost" }
      if Self.now > end {
        kill(child, SIGKILL)
        while children.poll(child, &status) == 0 { usleep(1000) }
        return "it took more than \(Self.secondsAllowed) seconds"
      }
      usleep(pause)
      pause = min(pause * 2, 10_000)
    }
    if status & 0x7F != 0 { return "it was ended by signal \(status & 0x7F)" }
    let code = status >> 8 & 0xFF
    return code == 0 ? nil : "it ended with code \(code)"
  }

  private static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec
  }

  /// What the program needs to find fonts and to leave the day out.
  private static var environment: [String] {
    let kept = ["PATH", "HOME", "XDG_CACHE_HOME", "FONTCONFIG_PATH"]
    return ["SOURCE_DATE_EPOCH=0", "LC_ALL=C.UTF-8"]
      + kept.compactMap { name in
        getenv(name).map { "\(name)=\(String(cString: $0))" }
      }
  }
}

/// Lends texts as a list of C strings that a null pointer ends.
private func withCStrings<Result>(
  _ texts: [String],
  _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let copies = texts.map { strdup($0) }
  defer { copies.forEach { free($0) } }
  return body(copies + [nil])
}
