import Diagnostics
import SurveyData

/// Reads the questions of an XLSForm with the lists of their choices.
///
/// Names, labels and choices are taken. What steers the interview, such as
/// constraints and conditions, is not applied to the data, and is told.
func readForm(
  _ sheet: CodebookSheet, choices: [CodebookSheet], log: DiagnosticLog
) -> Codebook {
  let lists = choiceLists(choices, log: log)
  let type = sheet.column("type")
  let name = sheet.column("name")
  let label = sheet.localizedColumns("label")
  var variables: [Variable] = []
  for row in 0..<sheet.rowCount {
    let words = sheet.text(row, type).split { $0 == " " || $0 == "\t" }
      .map(String.init)
    let own = sheet.text(row, name)
    guard let word = words.first?.lowercased(), !own.isEmpty,
      holdsAnswers(word)
    else { continue }
    guard !variables.contains(where: { $0.name == own }) else {
      log.report(
        Diagnostic(
          .damagedCodebook, .warning, at: sheet.place(row, name),
          "the question '\(own)' stands in the form twice; the first counts",
          zh: "题目“\(own)”在表单中出现两次，以第一次为准"))
      continue
    }
    var variable = Variable(own, label: sheet.localized(row, label))
    switch word {
    case "integer": variable.kind = .integer
    case "decimal": variable.kind = .number
    case "date": variable.kind = .date
    case "text", "barcode": variable.kind = .text
    default: break
    }
    if word.hasPrefix("select_") || word == "rank", words.count > 1 {
      if let list = lists[words[1]] {
        variable.valueLabels = list
      } else if !word.hasSuffix("_from_file") {
        log.report(
          Diagnostic(
            .damagedCodebook, .warning, at: sheet.place(row, type),
            "the choices '\(words[1])' of '\(own)' are not in the codebook",
            zh: "“\(own)”的选项表“\(words[1])”不在编码簿中",
            help: choices.isEmpty
              ? "name both sheets: 'codebook: [survey.csv, choices.csv]'"
              : nearest(to: words[1], in: lists.keys.sorted()).map {
                "did you mean '\($0)'?"
              }))
      }
    }
    variables.append(variable)
  }
  tellUnused(sheet, log: log)
  return Codebook(variables)
}

/// Whether a question of this type has a column in the data.
private func holdsAnswers(_ type: String) -> Bool {
  ![
    "note", "begin_group", "end_group", "begin_repeat", "end_repeat", "begin",
    "end",
  ].contains(type)
}

private func choiceLists(
  _ sheets: [CodebookSheet], log: DiagnosticLog
) -> [String: [Variable.ValueLabel]] {
  var lists: [String: [Variable.ValueLabel]] = [:]
  for sheet in sheets {
    let list = sheet.column("list_name")
    let code = sheet.column("name", "value")
    let label = sheet.localizedColumns("label")
    for row in 0..<sheet.rowCount {
      let (name, value) = (sheet.text(row, list), sheet.text(row, code))
      if name.isEmpty && value.isEmpty { continue }
      guard !lists[name, default: []].contains(where: { $0.code == value })
      else {
        log.report(
          Diagnostic(
            .damagedCodebook, .warning, at: sheet.place(row, code),
            "the choice '\(value)' stands in '\(name)' twice; the first "
              + "counts",
            zh: "选项“\(value)”在“\(name)”中出现两次，以第一次为准"))
        continue
      }
      lists[name, default: []].append(
        .init(
          value, sheet.localized(row, label) ?? LocalizedText(value)))
    }
  }
  return lists
}

private func tellUnused(_ sheet: CodebookSheet, log: DiagnosticLog) {
  let parts = [
    ("constraint", "constraints", "约束"),
    ("relevant", "conditions", "显示条件"),
    ("calculation", "calculations", "计算"),
    ("choice_filter", "filters of choices", "选项筛选"),
    ("parameters", "parameters", "参数"),
  ]
  for (header, word, chinese) in parts {
    guard let column = sheet.column(header) else { continue }
    let rows = (0..<sheet.rowCount).filter { !sheet.text($0, column).isEmpty }
    guard let first = rows.first else { continue }
    log.report(
      Diagnostic(
        .unusedCodebookPart, .note, at: sheet.place(first, column),
        "\(word) of \(rows.count) questions are not applied to the data",
        zh: "\(rows.count)道题的\(chinese)不用于处理数据"))
  }
}
