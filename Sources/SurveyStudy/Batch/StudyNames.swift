import Hashing
import SurveyImport

/// Names for the studies of a batch: that of the file, or of the folder of a
/// `study.yaml`, with folders in front of it where two would be the same.
///
/// Letters of any script, digits, `-`, `_` and `.` stay as they are; anything
/// else becomes a hyphen. Names differ in more than their case, are not
/// reserved by any system, do not start with a dot and have at most 80 bytes.
struct StudyNames {
  let names: [String]

  init(_ files: [String]) {
    let parts = files.map(Self.parts(of:))
    var counts = [Int](repeating: 1, count: files.count)
    func name(_ index: Int) -> String {
      Self.safe(parts[index].suffix(counts[index]).joined(separator: "-"))
    }
    while true {
      let groups = Dictionary(grouping: files.indices) {
        name($0).lowercased()
      }
      let growing = groups.values.filter { $0.count > 1 }.joined().filter {
        counts[$0] < parts[$0].count
      }
      if growing.isEmpty { break }
      for index in growing { counts[index] += 1 }
    }
    var taken: Set<String> = []
    names = files.indices.map { index in
      let plain = name(index)
      var candidate = plain
      var number = 2
      while !taken.insert(candidate.lowercased()).inserted {
        candidate = "\(plain)-\(number)"
        number += 1
      }
      return candidate
    }
  }

  /// The folders above a study and its own name.
  private static func parts(of file: String) -> [String] {
    var parts =
      FileSystem.resolved(file) ?? file.split(separator: "/").map(String.init)
    guard let last = parts.popLast() else { return ["study"] }
    var name = last
    for ending in [".yaml", ".yml"] where name.hasSuffix(ending) {
      name.removeLast(ending.count)
      break
    }
    if name != "study" || parts.isEmpty { parts.append(name) }
    return parts
  }

  private static func safe(_ name: String) -> String {
    var text = ""
    for scalar in name.unicodeScalars {
      let isPlain =
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || "-_.".unicodeScalars.contains(scalar)
      text.unicodeScalars.append(isPlain ? scalar : "-")
    }
    text = String(text.drop { ".-".contains($0) })
    while let last = text.last, ".-".contains(last) { text.removeLast() }
    let stem = text.prefix { $0 != "." }.lowercased()
    if text.isEmpty || reserved.contains(stem) {
      text = text.isEmpty ? "study" : "study-" + text
    }
    guard text.utf8.count > 80 else { return text }
    let mark = String(sha256(of: Array(name.utf8)).prefix(8))
    while text.utf8.count > 71 { text.removeLast() }
    return "\(text)-\(mark)"
  }

  private static let reserved: Set<String> = Set(
    ["con", "prn", "aux", "nul"]
      + (0...9).flatMap { ["com\($0)", "lpt\($0)"] })
}
