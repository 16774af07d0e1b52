import Glibc

/// One thing that the program needs or can use, and whether it is there.
public struct HealthCheck: Sendable {
  /// What it is, such as `memory`.
  public var name: String
  /// Whether everything is fine.
  public var isFine: Bool
  /// What was found.
  public var finding: String
  /// What to do about it.
  public var help: String?

  init(_ name: String, _ finding: String) {
    self.name = name
    isFine = true
    self.finding = finding
  }

  init(_ name: String, lacks finding: String, help: String) {
    self.init(name, finding)
    isFine = false
    self.help = help
  }

  /// Everything, in the order that it is shown in.
  public static func all() -> [HealthCheck] {
    [HealthCheck("version", "manyi \(manyiVersion)")]
      + SharedLibrary.all.map(\.check)
      + [
        tool(
          "rsvg-convert", ["rsvg-convert"],
          "PNG and PDF files of charts are made with it",
          help: "apt install librsvg2-bin"),
        tool(
          "chromium",
          ["chromium", "chromium-browser", "google-chrome", "chrome"],
          "prints a report as PDF without a hand",
          help: "apt install chromium, or print from any browser"),
        chineseFont, folder, space, processors, memory, notices, terminal,
      ]
  }

  /// The file of a command, looked for as a shell does.
  static func path(ofCommand name: String) -> String? {
    for folder in (variable("PATH") ?? "/usr/bin:/bin").split(separator: ":") {
      let path = "\(folder)/\(name)"
      if access(path, X_OK) == 0, !FileSystem.isFolder(path) { return path }
    }
    return nil
  }

  private static func tool(
    _ name: String, _ commands: [String], _ use: String, help: String
  ) -> HealthCheck {
    for command in commands {
      if let path = path(ofCommand: command) { return HealthCheck(name, path) }
    }
    return HealthCheck(name, lacks: "not found; \(use)", help: help)
  }

  // MARK: - The machine

  /// Reports bring no fonts; pictures that are made here need one.
  private static var chineseFont: HealthCheck {
    let home = variable("HOME").map {
      ["\($0)/.fonts", "\($0)/.local/share/fonts"]
    }
    let marks = [
      "cjk", "sourcehan", "source-han", "wqy", "uming", "ukai", "simsun",
      "simhei", "msyh", "fandol", "droidsansfallback", "pingfang",
    ]
    let folders = ["/usr/share/fonts", "/usr/local/share/fonts"] + (home ?? [])
    for folder in folders {
      for file in FileSystem.files(below: folder) {
        let name = FileSystem.name(of: file)
        if marks.contains(where: name.lowercased().contains) {
          return HealthCheck("Chinese font", name)
        }
      }
    }
    return HealthCheck(
      "Chinese font",
      lacks: "none found; PNG and PDF files show boxes for Chinese",
      help: "apt install fonts-noto-cjk")
  }

  private static var folder: HealthCheck {
    guard access(".", W_OK | X_OK) == 0 else {
      return HealthCheck(
        "this folder", lacks: "may not be written",
        help: "work in a folder of your own, or name one with -o")
    }
    return HealthCheck("this folder", "may be written")
  }

  private static var space: HealthCheck {
    var info = statvfs()
    guard statvfs(".", &info) == 0 else {
      return HealthCheck("disk", "not known")
    }
    let free = Double(info.f_bavail) * Double(info.f_frsize)
    let text = "\(size(free)) free"
    return free < 200e6
      ? HealthCheck("disk", lacks: text, help: "make room before a run")
      : HealthCheck("disk", text)
  }

  private static var processors: HealthCheck {
    let count = WorkBudget.coreCount
    return HealthCheck(
      "processors", "\(count) \(count == 1 ? "core" : "cores")")
  }

  private static var memory: HealthCheck {
    let free = Double(WorkBudget.freeMemory)
    let whole = Double(FileSystem.physicalMemory)
    let text = "\(size(free)) free of \(size(whole))"
    return free < 300e6
      ? HealthCheck(
        "memory", lacks: text,
        help: "close other programs; 'batches: true' reads large files in "
          + "parts")
      : HealthCheck("memory", text)
  }

  private static var notices: HealthCheck {
    let descriptor = inotify_init1(Int32(IN_CLOEXEC))
    guard descriptor >= 0 else {
      return HealthCheck(
        "--watch", lacks: "the system tells of no changes; it looks by itself",
        help: "raise fs.inotify.max_user_instances")
    }
    close(descriptor)
    return HealthCheck("--watch", "the system tells of changes")
  }

  /// What is printed is UTF-8 whatever the terminal expects.
  private static var terminal: HealthCheck {
    let locale =
      ["LC_ALL", "LC_CTYPE", "LANG"].compactMap(variable)
      .first { !$0.isEmpty } ?? "C"
    let folded = locale.lowercased()
    if folded.contains("utf-8") || folded.contains("utf8") {
      return HealthCheck("terminal", locale)
    }
    return HealthCheck(
      "terminal", lacks: "its locale is '\(locale)'; Chinese may not show",
      help: "export LANG=C.UTF-8, or zh_CN.UTF-8")
  }

  // MARK: - Words

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  private static func size(_ bytes: Double) -> String {
    if bytes >= 1e12 { return "a terabyte or more" }
    if bytes >= 1e9 {
      let tenths = Int((bytes / 1e8).rounded())
      return "\(tenths / 10).\(tenths % 10) GB"
    }
    return "\(Int(max(0, bytes) / 1e6)) MB"
  }

  /// The checks for other programs.
  public static func json(_ checks: [HealthCheck]) -> JSONValue {
    .object([
      ("schema", .integer(1)), ("version", .text(manyiVersion)),
      (
        "checks",
        .list(
          checks.map {
            .object([
              ("name", .text($0.name)),
              ("status", .text($0.isFine ? "ok" : "warn")),
              ("finding", .text($0.finding)), ("help", .optional($0.help)),
            ])
          })
      ),
    ])
  }
}
