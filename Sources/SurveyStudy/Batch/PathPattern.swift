import Glibc

/// Paths that a pattern such as `studies/*/study.yaml` stands for.
///
/// `*`, `?` and `[…]` match within a name, `**` any number of folders. Names
/// that begin with a dot are matched by a pattern that does so too. Links to
/// folders are followed by `*`, never by `**`, which could run in circles.
struct PathPattern {
  private let isAbsolute: Bool
  private let parts: [String]

  init(_ pattern: String) {
    isAbsolute = pattern.hasPrefix("/")
    parts = pattern.split(separator: "/").map(String.init)
  }

  /// Whether a text has signs that stand for others.
  static func isPattern(_ text: String) -> Bool {
    text.contains { "*?[".contains($0) }
  }

  /// The paths that are there, sorted by their bytes, each once.
  var paths: [String] {
    var found: Set<String> = []
    search(parts[...], in: isAbsolute ? "/" : "", &found, depth: 0)
    return found.sorted { Array($0.utf8).lexicographicallyPrecedes($1.utf8) }
  }

  private func search(
    _ parts: ArraySlice<String>, in folder: String, _ found: inout Set<String>,
    depth: Int
  ) {
    guard let part = parts.first, depth < 64 else { return }
    let rest = parts.dropFirst()
    let start = folder.isEmpty ? "." : folder
    if part == "**" {
      search(rest.isEmpty ? ["*"] : rest, in: folder, &found, depth: depth)
      for name in FileSystem.names(in: start) where !name.hasPrefix(".") {
        let child = FileSystem.join(folder, name)
        guard FileSystem.kind(of: child) == .folder else { continue }
        search(parts, in: child, &found, depth: depth + 1)
      }
      return
    }
    let names =
      Self.isPattern(part)
      ? FileSystem.names(in: start).filter {
        fnmatch(part, $0, FNM_PERIOD) == 0
      } : [part]
    for name in names {
      let path = FileSystem.join(folder, name)
      if !rest.isEmpty {
        search(rest, in: path, &found, depth: depth + 1)
      } else if FileSystem.identity(of: path) != nil {
        found.insert(path)
      }
    }
  }
}
