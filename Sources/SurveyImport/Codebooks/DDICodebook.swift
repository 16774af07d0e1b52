import Diagnostics
import SurveyData

/// Reads the variables of a DDI-Codebook 2.5 document.
///
/// Names, labels, questions, categories and invalid values are taken, texts
/// in the languages that `xml:lang` names. Weights, valid ranges and groups
/// of variables are told and not applied.
func readDDICodebook(
  _ file: CodebookFile, log: DiagnosticLog
) throws(Diagnostic) -> Codebook {
  let reading = DDIReading(file: file.name, log: log)
  let events = XMLEvents(
    begin: reading.begin, end: reading.end, text: reading.add)
  do throws(XMLEvents.Fault) {
    let converted = file.bytes.withUnsafeBufferPointer {
      convertedXML($0)
    }
    try (converted ?? file.bytes).withUnsafeBufferPointer {
      bytes throws(XMLEvents.Fault) in
      try events.read(bytes, isConverted: converted != nil)
    }
  } catch {
    throw Diagnostic(
      .damagedCodebook,
      at: Place(file: file.name, line: error.line, column: error.column),
      "the XML cannot be read: \(error.message)",
      help: "export the codebook again")
  }
  guard reading.isCodebook else {
    throw Diagnostic(
      .damagedCodebook, at: Place(file: file.name, line: 1),
      "the XML is no DDI-Codebook: it has no element 'codeBook'",
      help: "export it as DDI-Codebook 2.5")
  }
  reading.tellUnused()
  return Codebook(reading.variables)
}

/// The document as UTF-8 when it declares an encoding that Expat does not
/// know, such as GB2312.
private func convertedXML(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
  let head = String(decoding: bytes.prefix(200), as: UTF8.self)
  guard let start = head.firstRange(of: "encoding=")?.upperBound else {
    return nil
  }
  let name = head[start...].dropFirst().prefix { $0 != "\"" && $0 != "'" }
  switch TextEncoding(name: String(name)) {
  case .gb18030?, .big5?, .windows1252?, .shiftJIS?: break
  default: return nil
  }
  guard let encoding = TextEncoding(name: String(name)),
    let converter = TextConverter(encoding)
  else { return nil }
  return Array(converter.text(bytes).utf8)
}

private final class DDIReading {
  let file: String
  let log: DiagnosticLog
  private(set) var isCodebook = false
  private(set) var variables: [Variable] = []
  private var path: [String] = []
  private var text = ""
  private var language = ""
  private var variable: Variable?
  private var variableLine = 0
  private var category = Category()
  /// Codes that are invalid without a reason so far.
  private var invalid: [String] = []
  private var unused: [(line: Int, message: LocalizedText)] = []
  private var names: [String: String] = [:]
  private var groups: [(line: Int, label: String, members: [String])] = []
  private var unclear: [String] = []

  private struct Category {
    var code = ""
    var label: LocalizedText?
    var isMissing = false
  }

  init(file: String, log: DiagnosticLog) {
    self.file = file
    self.log = log
  }

  func add(_ piece: String) { text += piece }

  func begin(_ name: String, _ values: [String: String], _ line: Int) {
    path.append(name)
    text = ""
    language = values["lang"]?.lowercased() ?? ""
    switch name {
    case "codeBook": isCodebook = true
    case "var":
      let own = values["name"] ?? values["ID"] ?? ""
      if let id = values["ID"] { names[id] = own }
      variable = Variable(own)
      variableLine = line
      invalid = []
      if values["wgt"] != nil {
        unused.append(
          (
            line,
            LocalizedText(
              zh: "“\(own)”是权重；在“design”下写明才使用",
              en: "'\(own)' is a weight; name it under 'design' to use it")
          ))
      }
    case "catgry":
      category = Category()
      category.isMissing = ["y", "yes", "true"].contains(
        values["missing"]?.lowercased())
    case "item" where isInvalidRange:
      if let value = values["VALUE"] { invalid.append(value) }
    case "range" where isInvalidRange: takeRange(values, line)
    case "valrng" where variable != nil:
      unused.append(
        (
          line,
          LocalizedText(
            zh: "“\(variable?.name ?? "")”的有效值范围未采用",
            en: "the valid range of '\(variable?.name ?? "")' is not applied")
        ))
    case "varFormat":
      if values["type"]?.lowercased() == "character" { variable?.kind = .text }
    case "varGrp" where values["type"]?.lowercased() == "multipleresp":
      let members = (values["var"] ?? "").split { $0.isWhitespace }
      groups.append((line, values["name"] ?? "", members.map(String.init)))
    default: break
    }
  }

  private var isInvalidRange: Bool { path.dropLast().last == "invalrng" }

  private func takeRange(_ values: [String: String], _ line: Int) {
    func end(_ key: String, _ otherwise: Double) -> Double? {
      if let text = values[key] { return Double(text.trimmed) }
      if let text = values["\(key)Exclusive"] {
        let number = Double(text.trimmed)
        return key == "min" ? number?.nextUp : number?.nextDown
      }
      return otherwise
    }
    guard let low = end("min", -.infinity), let high = end("max", .infinity),
      low <= high
    else {
      log.report(
        Diagnostic(
          .damagedCodebook, .warning, at: Place(file: file, line: line),
          "the invalid range of '\(variable?.name ?? "")' has no two numbers",
          zh: "“\(variable?.name ?? "")”的无效值范围没有给出两个数"))
      return
    }
    variable?.missingRanges.append(.init(low...high, .blank))
  }

  func end(_ name: String) {
    defer {
      path.removeLast()
      text = ""
    }
    guard variable != nil else { return }
    let parent = path.dropLast().last
    let words = text.split { $0.isWhitespace }.joined(separator: " ")
    switch (name, parent) {
    case ("labl", "var"):
      let label = adding(words, to: variable?.label)
      variable?.label = label
    case ("qstnLit", _):
      let question = adding(words, to: variable?.question)
      variable?.question = question
    case ("labl", "catgry"):
      category.label = adding(words, to: category.label)
    case ("catValu", "catgry"): category.code = words
    case ("catgry", _): finishCategory()
    case ("var", _): finishVariable()
    default: break
    }
  }

  private func adding(
    _ words: String, to text: LocalizedText?
  ) -> LocalizedText? {
    guard !words.isEmpty else { return text }
    var both = text ?? LocalizedText()
    if language.hasPrefix("zh") {
      both.chinese = words
    } else if language.hasPrefix("en") {
      both.english = words
    } else if text == nil {
      both = LocalizedText(words)
    }
    return both
  }

  private func finishCategory() {
    guard
      variable?.valueLabels.contains(where: { $0.code == category.code })
        == false
    else { return }
    if category.isMissing { invalid.append(category.code) }
    if let label = category.label {
      variable?.valueLabels.append(.init(category.code, label))
    } else if !category.isMissing {
      variable?.valueLabels.append(
        .init(category.code, LocalizedText(category.code)))
    }
  }

  private func finishVariable() {
    guard var done = variable else { return }
    variable = nil
    guard !done.name.isEmpty,
      !variables.contains(where: { $0.name == done.name })
    else {
      log.report(
        Diagnostic(
          .damagedCodebook, .warning,
          at: Place(file: file, line: variableLine),
          done.name.isEmpty
            ? "a variable has no name"
            : "the variable '\(done.name)' stands in the codebook twice; the "
              + "first counts",
          zh: done.name.isEmpty
            ? "有一个变量没有名称" : "变量“\(done.name)”在编码簿中出现两次，以第一次为准"))
      return
    }
    let rules = StatMissingRules(
      ranges: done.missingRanges.map(\.numbers), texts: invalid)
    done.missingRanges = []
    if !rules.apply(to: &done).isEmpty { unclear.append(done.name) }
    variables.append(done)
  }

  /// Tells what is not applied to the data.
  func tellUnused() {
    for group in groups {
      let members = group.members.map { names[$0] ?? $0 }
      unused.append(
        (
          group.line,
          LocalizedText(
            zh: "变量\(members.joined(separator: "、"))为同一道多选题，仍各为一列",
            en: "the variables \(members.joined(separator: ", ")) answer one "
              + "question with several answers; they stay columns of their own")
        ))
    }
    for (line, message) in unused {
      log.report(
        Diagnostic(
          .unusedCodebookPart, .note, at: Place(file: file, line: line),
          message[.english],
          zh: message[.chinese]))
    }
    guard !unclear.isEmpty else { return }
    log.report(
      Diagnostic(
        .unreadableReason, .note, at: Place(file: file),
        "codes of \(counted(unclear.count, "variable")) are invalid without a"
          + " clear reason, and are read as blank",
        zh: "\(unclear.count)个变量的部分编码为无效值而原因不明，按空白读取",
        notes: Array(unclear.prefix(20)),
        help: "name the reasons under 'missing' in a codebook of your own"))
  }
}
