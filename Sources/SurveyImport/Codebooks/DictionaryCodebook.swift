import Diagnostics
import SurveyData

/// Reads a dictionary of variables: one row for each, or one for each value
/// with the name of the variable repeated or left out.
///
/// ```
/// name,label_zh,label_en,type,values,missing,min,max,direction,unit
/// q1,总体满意度,Overall,integer,1=不满意; 5=满意,99=refused,1,5,,
/// ```
func readDictionary(
  _ sheet: CodebookSheet, log: DiagnosticLog
) throws(Diagnostic) -> Codebook {
  guard let names = sheet.column("name", "variable", "变量", "变量名") else {
    throw Diagnostic(
      .damagedCodebook, at: Place(file: sheet.file, line: 1),
      "no column of the codebook is called 'name'",
      help: "its columns may be: name, label, question, type, values, "
        + "missing, min, max, direction, unit, separator")
  }
  let reader = DictionaryReader(sheet, names: names, log: log)
  var variables: [Variable] = []
  for row in 0..<sheet.rowCount {
    let name = sheet.text(row, names)
    if let last = variables.indices.last,
      name.isEmpty || name == variables[last].name
    {
      reader.add(row, to: &variables[last], isFirst: false)
      continue
    }
    guard !name.isEmpty else {
      log.report(
        Diagnostic(
          .damagedCodebook, at: sheet.place(row, names),
          "the row names no variable", help: "fill in its name"))
      continue
    }
    guard !variables.contains(where: { $0.name == name }) else {
      log.report(
        Diagnostic(
          .damagedCodebook, at: sheet.place(row, names),
          "the variable '\(name)' stands in the codebook twice",
          help: "keep its rows together"))
      continue
    }
    var variable = Variable(name)
    reader.add(row, to: &variable, isFirst: true)
    variables.append(variable)
  }
  return Codebook(variables)
}

private struct DictionaryReader {
  let sheet: CodebookSheet
  let log: DiagnosticLog
  let label, question, unit, values, valueLabel: LocalizedColumns
  let type, missing, minimum, maximum, direction, separator, value: Int?

  init(_ sheet: CodebookSheet, names: Int, log: DiagnosticLog) {
    self.sheet = sheet
    self.log = log
    label = sheet.localizedColumns("label", "标签")
    question = sheet.localizedColumns("question", "题目", "题干")
    unit = sheet.localizedColumns("unit", "单位")
    values = sheet.localizedColumns("values", "选项")
    valueLabel = sheet.localizedColumns("value_label", "选项标签")
    value = sheet.column("value", "code", "编码")
    type = sheet.column("type", "类型")
    missing = sheet.column("missing", "缺失值", "缺失")
    minimum = sheet.column("min", "最小值")
    maximum = sheet.column("max", "最大值")
    direction = sheet.column("direction", "方向")
    separator = sheet.column("separator", "分隔符")
    var known: Set<Int?> = [
      value, type, missing, minimum, maximum, direction, separator, names,
    ]
    for text in [label, question, unit, values, valueLabel] {
      known.formUnion([text.any, text.chinese, text.english])
      known.formUnion(text.others)
    }
    for position in sheet.headers.indices where !known.contains(position) {
      log.report(
        Diagnostic(
          .unusedCodebookPart, .note,
          at: Place(
            file: sheet.file, line: 1, column: position + 1,
            columnName: sheet.headers[position]),
          "the column '\(sheet.headers[position])' is not used",
          zh: "列“\(sheet.headers[position])”未采用"))
    }
  }

  func add(_ row: Int, to variable: inout Variable, isFirst: Bool) {
    if isFirst { describe(row, &variable) }
    guard let value else {
      if isFirst {
        takeMissing(row, &variable)
        takeValues(row, &variable)
      }
      return
    }
    let code = sheet.text(row, value)
    let word = sheet.text(row, missing)
    guard !code.isEmpty || !word.isEmpty else { return }
    if !word.isEmpty, let reason = reason(word, row) {
      take(code, reason, &variable, row)
    }
    if let text = sheet.localized(row, valueLabel) {
      addLabel(code, text, &variable, row)
    }
  }

  private func fault(
    _ row: Int, _ column: Int?, _ message: String, help: String
  ) {
    log.report(
      Diagnostic(
        .damagedCodebook, at: sheet.place(row, column), message, help: help))
  }

  private func describe(_ row: Int, _ variable: inout Variable) {
    variable.label = sheet.localized(row, label)
    variable.question = sheet.localized(row, question)
    variable.unit = sheet.localized(row, unit)
    let sign = sheet.text(row, separator)
    variable.separator = sign.isEmpty ? nil : sign
    let kind = sheet.text(row, type).lowercased()
    if let known = Variable.Kind(rawValue: kind.isEmpty ? "auto" : kind) {
      variable.kind = known
    } else {
      let kinds = Variable.Kind.allCases.map(\.rawValue)
      fault(
        row, type, "the type of '\(variable.name)' cannot be '\(kind)'",
        help: nearest(to: kind, in: kinds).map { "did you mean '\($0)'?" }
          ?? "choose one of: \(kinds.joined(separator: ", "))")
    }
    let ends = [sheet.text(row, minimum), sheet.text(row, maximum)]
    let way = sheet.text(row, direction).lowercased()
    if ends == ["", ""] {
      if !way.isEmpty {
        fault(
          row, direction, "'\(variable.name)' has a direction and no scale",
          help: "fill in 'min' and 'max'")
      }
      return
    }
    guard let low = Double(ends[0]), let high = Double(ends[1]), low < high,
      low.isFinite, high.isFinite
    else {
      fault(
        row, minimum,
        "the scale of '\(variable.name)' cannot go from '\(ends[0])' to "
          + "'\(ends[1])'", help: "fill in two numbers, the lower one first")
      return
    }
    guard ["", "higher-is-better", "lower-is-better"].contains(way) else {
      fault(
        row, direction,
        "the direction of '\(variable.name)' cannot be '\(way)'",
        help: "choose one of: higher-is-better, lower-is-better")
      return
    }
    variable.scale = .init(
      minimum: low, maximum: high, isReversed: way == "lower-is-better")
  }

  // MARK: - Values

  private func takeValues(_ row: Int, _ variable: inout Variable) {
    let columns: [(Int?, WritableKeyPath<LocalizedText, String?>?)] = [
      (values.any, nil), (values.chinese, \.chinese),
      (values.english, \.english),
    ]
    for (column, language) in columns {
      for pair in pairs(row, column) {
        guard let language else {
          addLabel(pair.key, LocalizedText(pair.text), &variable, row)
          continue
        }
        var text = LocalizedText()
        text[keyPath: language] = pair.text
        if let known = variable.valueLabels.firstIndex(where: {
          $0.code == pair.key
        }) {
          variable.valueLabels[known].label[keyPath: language] = pair.text
        } else {
          addLabel(pair.key, text, &variable, row)
        }
      }
    }
  }

  private func addLabel(
    _ code: String, _ label: LocalizedText, _ variable: inout Variable,
    _ row: Int
  ) {
    guard !variable.valueLabels.contains(where: { $0.code == code }) else {
      fault(
        row, value ?? values.any,
        "the code '\(code)' of '\(variable.name)' has two labels",
        help: "take one of them out")
      return
    }
    variable.valueLabels.append(
      .init(code, label, missing: variable.missingCodes[code]))
  }

  private func takeMissing(_ row: Int, _ variable: inout Variable) {
    for pair in pairs(row, missing) {
      guard let reason = reason(pair.text, row) else { continue }
      take(pair.key, reason, &variable, row)
    }
  }

  private func take(
    _ code: String, _ reason: MissingReason, _ variable: inout Variable,
    _ row: Int
  ) {
    if let range = missingRange(code) {
      variable.missingRanges.append(.init(range, reason))
    } else {
      variable.missingCodes[code] = reason
    }
  }

  private func reason(_ word: String, _ row: Int) -> MissingReason? {
    if let reason = MissingReason(name: word) ?? missingReason(saidBy: word) {
      return reason
    }
    let names = MissingReason.allCases.map(\.name)
    fault(
      row, missing, "no reason for a missing value is called '\(word)'",
      help: nearest(to: word, in: names).map { "did you mean '\($0)'?" }
        ?? "choose one of: \(names.joined(separator: ", "))")
    return nil
  }

  /// `1=满意; 2=不满意` as pairs; also with full-width signs and line breaks.
  private func pairs(_ row: Int, _ column: Int?) -> [(
    key: String, text: String
  )] {
    let separators: Set<Character> = [";", "；", "\n", "\r\n", "|"]
    return sheet.text(row, column).split { separators.contains($0) }
      .compactMap { piece in
        let parts = piece.split(
          maxSplits: 1, omittingEmptySubsequences: false
        ) { $0 == "=" || $0 == "＝" }
        let text = String(piece).trimmed
        if text.isEmpty { return nil }
        guard parts.count == 2 else {
          fault(
            row, column, "'\(text)' is not a code with what it means",
            help: "write pairs such as '1=satisfied; 2=not satisfied'")
          return nil
        }
        return (String(parts[0]).trimmed, String(parts[1]).trimmed)
      }
  }
}

/// Reads a range of codes such as `-99..-1`, `lowest..0` or `900..highest`.
func missingRange(_ code: String) -> ClosedRange<Double>? {
  guard let dots = code.firstRange(of: "..") else { return nil }
  func end(_ text: Substring, _ word: String, _ value: Double) -> Double? {
    let text = String(text).trimmed
    return text == word ? value : Double(text).flatMap { $0.isNaN ? nil : $0 }
  }
  guard
    let low = end(code[..<dots.lowerBound], "lowest", -.infinity),
    let high = end(code[dots.upperBound...], "highest", .infinity), low <= high
  else { return nil }
  return low...high
}

/// A range as it is written in a codebook.
func missingRangeText(_ range: ClosedRange<Double>) -> String {
  let low =
    range.lowerBound <= -Double.greatestFiniteMagnitude
    ? "lowest" : plainText(range.lowerBound)
  let high =
    range.upperBound >= Double.greatestFiniteMagnitude
    ? "highest" : plainText(range.upperBound)
  return "\(low)..\(high)"
}
