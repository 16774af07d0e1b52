import Diagnostics
import Foundation
import SurveyReport
import TestSupport
import Testing

@testable import Spreadsheets
@testable import SurveyStudy

/// Labels that try to break out of each format, and names that try to break
/// out of the output folder.
private let payloads = [
  "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
  "' onmouseover='alert(1)", "</title></style><svg onload=alert(1)>",
  "]]><x>&amp;<!-- -->", "a|b\\|c", "=HYPERLINK(\"http://x\",\"y\")",
  "+cmd|' /C calc'!A0",
  "@SUM(A1)", "-2+3", "＝1+1", "＠x", "\u{FEFF}=1", "'=1", "{=1}",
  "\u{7}\u{1B}[31mred\u{1B}[0m\u{85}", "\u{202E}reversed\u{2066}x",
  "# h **b** `c` $x$ [a](javascript:alert(1))",
  "\\input{/etc/passwd}\\end{tabular}%$&_^~#{}",
  "../../etc/passwd", "/etc/passwd", "con", "a\u{1}b\u{FFFE}",
  "e\u{301} 👩‍👩‍👧 ﷽ \u{200B}\u{D7FF}\u{E000}",
  String(repeating: "很长的标签 long label ", count: 60), "_x0041_ %n %s $(id)",
  "import os; os.system('id')", "\u{2028}\u{2029}x", ".", "NUL.txt",
  "http://example.org www.example.org", "{{7*7}}{case_id}",
]

/// The example study with the labels in the place of its own, run with every
/// format that needs no other program.
private struct Run {
  var files: [String: [UInt8]] = [:]

  init(_ label: (Int) -> String) async throws {
    let folder = try Fixture.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try writeExample(to: folder.path())
    var next = 0
    func quoted(_ position: Int) -> String {
      // A JSON string is a double-quoted scalar of YAML.
      let data = try? JSONEncoder().encode([label(position)])
      let text = String(decoding: data ?? Data(), as: UTF8.self)
      return String(text.dropFirst().dropLast())
        .replacing("\u{2028}", with: "\\u2028")
        .replacing("\u{2029}", with: "\\u2029")
        .replacing("\u{85}", with: "\\u0085")
        .replacing("\u{FFFE}", with: "\\uFFFE")
        .replacing("\u{FEFF}", with: "\\uFEFF")
    }
    func change(_ name: String, _ edit: (String) -> String) throws {
      let file = folder.appending(path: name)
      let text = try String(contentsOf: file, encoding: .utf8)
      try edit(text).write(to: file, atomically: true, encoding: .utf8)
    }
    try change("study.yaml") { text in
      var text = text
      for old in [
        "{zh: 建议办理满意度示例, en: \"An example: how suggestions were handled\"}",
        "{zh: 虚构数据，仅供试用, en: \"Made-up data, to try things out\"}",
        "{zh: 代表对办理结果的满意度, en: How satisfied deputies are}",
        "{zh: 各等次所占比例, en: The share of each grade}",
        "{zh: 办理绩效评估, en: Performance of the handling}",
        "{zh: 总体情况, en: Overview}",
      ] {
        text = text.replacing(old, with: quoted(next))
        next += 1
      }
      return text.replacing("{draws: 500", with: "{draws: 20").replacing(
        "name: \"{case_id}\"", with: "name: \"{case_title}\""
      )
      .replacing(
        "reports:\n",
        with: "reports:\n  formats: [html, notebook, svg, markdown, csv, "
          + "csv-shown, xlsx, latex, text]\n")
    }
    try change("codebook.yaml") { text in
      var text = text
      for old in [
        "{zh: 满意程度, en: Satisfaction}", "{zh: 满意, en: satisfied}",
        "{zh: 基本满意, en: basically satisfied}",
        "{zh: 不满意, en: dissatisfied}", "{zh: 区域, en: District}",
        "{zh: 东区, en: East}", "{zh: 西区, en: West}",
      ] {
        text = text.replacing(old, with: quoted(next))
        next += 1
      }
      return text
    }
    func field(_ text: String) -> String {
      "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
    try change("cases.csv") { text in
      var text = text
      for old in "一二三四五六七八" {
        text = text.replacing("示例建议\(old)", with: field(label(next)))
        next += 1
      }
      return text
    }
    try change("scores.csv") { text in
      text.replacing("E1", with: field(label(next)))
        .replacing("E2", with: field(label(next + 1)))
    }
    next += 2
    try change("indicators.csv") { text in
      text.replacing("办理过程,Process", with: "\(field(label(next))),")
        .replacing("办理天数,Days to reply", with: "\(field(label(next + 1))),")
        .replacing("天,goalposts", with: "\(field(label(next + 2))),goalposts")
    }
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(folder.path(), log: log))
    let out = folder.path() + "/out"
    let output = try workspace.output(out, replacesForeign: false)
    _ = try await workspace.run(to: output, log: log) { _ in }
    #expect(!log.hasErrors)
    // The record of the run is read by the program alone.
    for name in FileSystem.files(below: out) where name != RunRecord.path {
      files[name] = try FileSystem.read(out + "/" + name)
    }
    // Nothing beside the output but what was there.
    let around = Set(FileSystem.names(in: folder.path()))
    #expect(
      around.subtracting([
        "study.yaml", "codebook.yaml", "ratings.csv", "cases.csv",
        "scores.csv", "indicators.csv", "schemas", "out", ".out.manyi-lock",
      ]).isEmpty)
  }
}

/// What may be in files of each kind, as a run with harmless labels has it.
private struct Harmless {
  var paths: Set<String>
  var words: [String: Set<String>] = [:]

  init(_ run: Run) {
    paths = Set(run.files.keys)
    for (path, bytes) in run.files {
      words[ending(path), default: []].formUnion(structure(path, bytes))
    }
  }
}

/// Commands that stand for single characters of a label.
private let signs: [String: Set<String>] = [
  "tex": [
    "\\textbackslash", "\\textasciicircum", "\\textasciitilde", "\\textless",
    "\\textgreater", "\\textbar", "\\textasciigrave", "\\symbol",
  ]
]

private func ending(_ path: String) -> String {
  path.split(separator: ".").last.map(String.init) ?? ""
}

/// The words of a file that mean something to whoever reads its format: tags
/// with the names of their attributes, commands, keys.
private func structure(_ path: String, _ bytes: [UInt8]) -> Set<String> {
  switch ending(path) {
  case "html", "svg": return tags(bytes)
  case "tex":
    // A command takes letters; everything else with a backslash is a sign.
    let text = String(decoding: bytes, as: UTF8.self)
    return Set(text.matches(of: /\\([a-zA-Z]+)/).map { String($0.output.0) })
  default: return []
  }
}

/// The names of elements and attributes.
private func tags(_ bytes: [UInt8]) -> Set<String> {
  var names: Set<String> = []
  var name: [UInt8] = []
  var isTag = false
  var isQuoted = false
  for byte in bytes {
    switch byte {
    case UInt8(ascii: "<") where !isQuoted: isTag = true
    case UInt8(ascii: "\"") where isTag: isQuoted.toggle()
    case _ where isQuoted || !isTag: break
    case UInt8(ascii: " "), UInt8(ascii: "/"), UInt8(ascii: "="),
      UInt8(ascii: ">"), 0x0A:
      if !name.isEmpty { names.insert(String(decoding: name, as: UTF8.self)) }
      name = []
      if byte == UInt8(ascii: ">") { isTag = false }
    default: name.append(byte)
    }
  }
  return names
}

/// Whether a text holds control characters or noncharacters, or with
/// `directions` those that turn a line around.
private func holdsControls(_ bytes: [UInt8], directions: Bool = false) -> Bool {
  for (place, byte) in bytes.enumerated() {
    if byte < 0x20, byte != 0x0A, byte != 0x09 { return true }
    if byte < 0x7F { continue }
    if byte == 0x7F { return true }
    let next = place + 1 < bytes.count ? bytes[place + 1] : 0
    let third = place + 2 < bytes.count ? bytes[place + 2] : 0
    switch (byte, next, third) {
    case (0xC2, 0x80...0x9F, _), (0xEF, 0xBF, 0xBE...0xBF): return true
    case (0xE2, 0x80, 0xAA...0xAE), (0xE2, 0x81, 0xA6...0xA9):
      if directions { return true }
    default: break
    }
  }
  return false
}

/// The fields of a CSV file, read as RFC 4180 says.
private func fields(_ text: String) -> [[String]] {
  var records: [[String]] = [[""]]
  var isQuoted = false
  var wasQuote = false
  for scalar in text.unicodeScalars {
    let last = records.count - 1
    let column = records[last].count - 1
    if scalar == "\"" {
      if wasQuote, !isQuoted {
        records[last][column] += "\""
      }
      isQuoted.toggle()
      wasQuote = !isQuoted
      continue
    }
    wasQuote = false
    switch scalar {
    case "," where !isQuoted: records[last].append("")
    case "\n" where !isQuoted: records.append([""])
    default: records[last][column].unicodeScalars.append(scalar)
    }
  }
  return records
}

private func isFormula(_ field: String) -> Bool {
  let blank: Set<Unicode.Scalar> = ["\"", " ", "\u{FEFF}", "\u{3000}"]
  guard let first = field.unicodeScalars.first(where: { !blank.contains($0) })
  else { return false }
  let isNumber = Double(field.replacing(",", with: "")) != nil
  let isOwn = field.wholeMatch(of: /[+-][0-9.,]+.*/) != nil
  return "=+-@＝＋－＠\t".unicodeScalars.contains(first) && !isNumber
    && !(isOwn && !field.contains("+3") && !field.contains("+cmd"))
}

@Suite struct EveryWriterTests {
  @Test func labelsStayTextEverywhere() async throws {
    let harmless = Harmless(try await Run { "label \($0)" })
    let long = Harmless(
      try await Run { String(repeating: "word ", count: 30) + "\($0)" })
    for start in stride(from: 0, to: payloads.count, by: 11) {
      let run = try await Run { payloads[(start + $0) % payloads.count] }
      let differing = Set(run.files.keys).symmetricDifference(harmless.paths)
        .filter { !$0.hasPrefix("cards/") }
      #expect(differing.isEmpty, "\(differing.sorted())")
      let cards = run.files.keys.count { $0.hasPrefix("cards/") }
      #expect(cards == harmless.paths.count { $0.hasPrefix("cards/") })
      let names = run.files.keys.map { $0.lowercased() }
      #expect(Set(names).count == names.count)
      for (path, bytes) in run.files {
        // Chinese characters of the common block are safe in a name.
        let isSafe = path.unicodeScalars.allSatisfy {
          (0x30...0x39).contains($0.value) || (0x61...0x7A).contains($0.value)
            || (0x4E00...0x9FFF).contains($0.value)
            || "-./".unicodeScalars.contains($0)
        }
        #expect(isSafe && !path.contains(".."), "\(path)")
        let kind = ending(path)
        let allowed = (harmless.words[kind] ?? [])
          .union(long.words[kind] ?? []).union(signs[kind] ?? [])
        let strange = structure(path, bytes).subtracting(allowed)
        #expect(strange.isEmpty, "\(path): \(strange.sorted().prefix(5))")
        try check(path, bytes)
      }
    }
  }

  /// What the format itself forbids.
  private func check(_ path: String, _ bytes: [UInt8]) throws {
    let text = String(decoding: bytes, as: UTF8.self)
    switch ending(path) {
    case "xlsx": try checkWorkbook(path, bytes)
    case "html", "svg": #expect(!holdsControls(bytes), "\(path)")
    case "md":
      #expect(!holdsControls(bytes), "\(path)")
      let rows = text.split(separator: "\n").filter { $0.hasPrefix("|") }
      let bars = rows.map {
        $0.replacing("\\\\", with: "").replacing("\\|", with: "")
          .count { $0 == "|" }
      }
      #expect(Set(bars).count <= 1, "\(path)")
      #expect(!text.replacing(/\\[<>]/, with: "").contains("<"), "\(path)")
    case "csv":
      for field in fields(text).joined() {
        #expect(!isFormula(field), "\(path)")
      }
    case "tex":
      #expect(!holdsControls(bytes, directions: true), "\(path)")
      #expect(!text.contains("\\input"), "\(path)")
    case "txt":
      #expect(!holdsControls(bytes, directions: true), "\(path)")
    case "json":
      #expect(!holdsControls(bytes, directions: true), "\(path)")
      _ = try JSONSerialization.jsonObject(with: Data(bytes))
    case "ipynb": try checkNotebook(path, bytes)
    default: Issue.record("no check for \(path)")
    }
  }

  private func checkWorkbook(_ path: String, _ bytes: [UInt8]) throws {
    let archive = try ZipArchive(bytes)
    for name in archive.names {
      let text = String(decoding: try archive.file(name), as: UTF8.self)
      #expect(!text.contains("<f>") && !text.contains("<f "), "\(path) \(name)")
      #expect(!text.contains("<script") && !text.contains("<img"), "\(name)")
      #expect(!text.contains("TargetMode=\"External\""), "\(path) \(name)")
      #expect(!text.contains("mergeCell"), "\(path) \(name)")
      #expect(
        text.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A || $0 == 0x0D },
        "\(path) \(name)")
    }
  }

  /// Code holds names of files only.
  private func checkNotebook(_ path: String, _ bytes: [UInt8]) throws {
    let object = try JSONSerialization.jsonObject(with: Data(bytes))
    let cells = (object as? [String: Any])?["cells"] as? [[String: Any]]
    for cell in try #require(cells) where cell["cell_type"] as? String == "code"
    {
      let source = (cell["source"] as? [String] ?? []).joined()
      if cell["id"] as? String == "setup" { continue }
      let isPlain = source.utf8.allSatisfy {
        $0 < 0x7F && $0 >= 0x20 || $0 == 0x0A
      }
      #expect(isPlain && !source.contains("alert"), "\(path)")
      #expect(!source.contains("os.system") && !source.contains("passwd\\"))
    }
  }
}
