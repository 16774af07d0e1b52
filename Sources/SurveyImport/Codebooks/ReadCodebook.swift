import Diagnostics
import Settings
import SurveyData

/// Reads a codebook from a YAML file.
///
/// ```yaml
/// variables:
///   q1:
///     label: {zh: 总体满意度, en: Overall satisfaction}
///     question: How satisfied are you overall?
///     type: integer            # auto, integer, number, date or text
///     values:
///       1: {zh: 不满意, en: Dissatisfied}
///       5: {zh: 满意, en: Satisfied}
///     missing: {-9: refused, -8: dont-know, "": not-applicable}
///     scale: {min: 1, max: 5, direction: higher-is-better}
///     unit: {zh: 分, en: points}
/// ```
///
/// A code under `missing` may be a range: `"-99..-90"`, `"lowest..0"` or
/// `"900..highest"`.
///
/// - Parameters:
///   - path: Where the file is.
///   - displayName: What the user calls it; taken from `path` when left out.
///   - log: Where faults of single keys are reported; all are collected.
/// - Throws: A `Diagnostic` when the file cannot be read or is not YAML.
public func readCodebook(
  file path: String, displayName: String? = nil, log: DiagnosticLog
) throws(Diagnostic) -> Codebook {
  let name = displayName ?? path
  let file = try FileBytes.open(path, displayName: name)
  let text = try withExtendedLifetime(file) { () throws(Diagnostic) in
    try yamlText(file.bytes, file: name)
  }
  return try readCodebook(yaml: text, displayName: name, log: log)
}

/// Reads a codebook from YAML text.
///
/// - Parameters:
///   - text: The YAML text.
///   - displayName: The name to use in places.
///   - log: Where faults of single keys are reported; all are collected.
/// - Throws: A `Diagnostic` when the text is not YAML.
public func readCodebook(
  yaml text: String, displayName: String, log: DiagnosticLog
) throws(Diagnostic) -> Codebook {
  readCodebook(try settings(fromYAML: text, file: displayName), log: log)
}

/// Reads a codebook from settings, as a YAML file holds them.
public func readCodebook(_ root: SettingsNode, log: DiagnosticLog) -> Codebook {
  let reader = SettingsReader(root, subject: "the codebook", log: log)
  if !reader.has("variables") { reader.reportMissing("variables") }
  let entries = reader.reader("variables")?.allEntries() ?? []
  let variables = entries.map { readVariable($0, log: log) }
  reader.finish()
  return Codebook(variables)
}

private func yamlText(
  _ bytes: UnsafeRawBufferPointer, file: String
) throws(Diagnostic) -> String {
  let all = bytes.bindMemory(to: UInt8.self)
  let markLength = all.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  let text = UnsafeBufferPointer(rebasing: all[markLength...])
  let findings = inspectUTF8(text, 0..<text.count, limit: 1)
  if let fault = findings.invalidOffsets.first {
    let line = 1 + text[..<fault].count { $0 == 0x0A }
    throw Diagnostic(
      .unreadableYAML, at: Place(file: file, line: line),
      "'\(file)' is not UTF-8", help: "save it as UTF-8")
  }
  return String(decoding: text, as: UTF8.self)
}

private func readVariable(
  _ entry: SettingsNode.Entry, log: DiagnosticLog
) -> Variable {
  let reader = SettingsReader(
    entry.value, subject: "the variable '\(entry.key)'", log: log)
  var variable = Variable(entry.key)
  variable.label = reader.localizedText("label")
  variable.question = reader.localizedText("question")
  variable.kind = reader.choice("type") ?? .automatic
  variable.unit = reader.localizedText("unit")
  variable.separator = separator(reader)
  (variable.missingCodes, variable.missingRanges) = missingValues(reader, log)
  variable.valueLabels = valueLabels(reader, variable, log)
  variable.scale = scale(reader, log)
  reader.finish()
  return variable
}

private func separator(_ reader: SettingsReader) -> String? {
  guard let text = reader.string("separator") else { return nil }
  guard (1...8).contains(text.count), !text.contains(where: \.isNewline)
  else {
    reader.reportWrong(
      "separator", "the separator '\(text)' cannot stand between answers",
      help: "give the sign that does, such as separator: \"┋\"")
    return nil
  }
  return text
}

private func missingValues(
  _ reader: SettingsReader, _ log: DiagnosticLog
) -> (codes: [String: MissingReason], ranges: [Variable.MissingRange]) {
  var codes: [String: MissingReason] = [:]
  var ranges: [Variable.MissingRange] = []
  for entry in reader.reader("missing")?.allEntries() ?? [] {
    let name = entry.value.text ?? ""
    if let reason = MissingReason(name: name) {
      if let range = missingRange(entry.key) {
        ranges.append(.init(range, reason))
      } else {
        codes[entry.key] = reason
      }
      continue
    }
    let names = MissingReason.allCases.map(\.name)
    log.report(
      Diagnostic(
        .wrongValue, at: entry.value.place,
        "the missing code '\(entry.key)' cannot have the reason '\(name)'",
        help: nearest(to: name, in: names).map { "did you mean '\($0)'?" }
          ?? "choose one of: \(names.joined(separator: ", "))"))
  }
  return (codes, ranges)
}

private func valueLabels(
  _ reader: SettingsReader, _ variable: Variable, _ log: DiagnosticLog
) -> [Variable.ValueLabel] {
  (reader.reader("values")?.allEntries() ?? []).compactMap { entry in
    let isNumeric = variable.kind == .integer || variable.kind == .number
    if isNumeric, Double(entry.key) == nil, !isTagOfStata(entry.key) {
      log.report(
        Diagnostic(
          .wrongValue, at: entry.keyPlace,
          "the code '\(entry.key)' cannot occur, because "
            + "'\(variable.name)' has the type '\(variable.kind.rawValue)'",
          help: "use the codes of the file, or the type 'text'"))
    }
    guard
      let label = localizedText(
        entry.value, subject: "the label of '\(entry.key)'", log: log)
    else { return nil }
    return Variable.ValueLabel(
      entry.key, label, missing: variable.missingCodes[entry.key])
  }
}

/// Whether a code is a tagged missing value of Stata or SAS, such as `.a`.
private func isTagOfStata(_ code: String) -> Bool {
  let bytes = Array(code.utf8)
  return bytes.count == 2 && bytes[0] == UInt8(ascii: ".")
    && (bytes[1] == UInt8(ascii: "_")
      || (0x41...0x5A).contains(bytes[1] & 0xDF))
}

private enum Direction: String, CaseIterable {
  case higherIsBetter = "higher-is-better"
  case lowerIsBetter = "lower-is-better"
}

private func scale(
  _ reader: SettingsReader, _ log: DiagnosticLog
) -> Variable.Scale? {
  if let node = reader.node("scale") {
    // Anything but a mapping is one fault, not one a key.
    guard case .map = node.content else {
      reader.reportWrong(
        "scale", "the scale has to be a mapping with 'min' and 'max'",
        help: "write scale: {min: 0, max: 100}")
      return nil
    }
  }
  guard let ends = reader.reader("scale", subject: "the scale") else {
    return nil
  }
  defer { ends.finish() }
  let direction = ends.choice("direction", Direction.self)
  for key in ["min", "max"] where !ends.has(key) {
    ends.reportMissing(key, help: "write scale: {min: 1, max: 5}")
  }
  guard let minimum = ends.number("min"), let maximum = ends.number("max")
  else { return nil }
  guard minimum < maximum else {
    ends.reportWrong(
      "max",
      "the scale ends at \(plainText(maximum)), which is not above "
        + "its beginning \(plainText(minimum))",
      help: "for a scale whose lowest code is best, add "
        + "'direction: lower-is-better'")
    return nil
  }
  return Variable.Scale(
    minimum: minimum, maximum: maximum,
    isReversed: direction == .lowerIsBetter)
}
