import SVG
import SurveyData
import SurveyTables

/// What the rules of quality found, for the terminal.
struct QualityTable {
  private let report: QualityReport

  init(_ report: Released<QualityReport>) {
    self.report = report.value
  }

  /// The sentence, the columns, the rules and the respondents with the most
  /// flags.
  func text(width: Int) -> String {
    let writer = PlainTableWriter(width: width)
    var parts = [finding, columns]
    parts.append(
      report.findings.isEmpty
        ? "No rule could be applied.\n" : writer.text(of: rules))
    if !report.skipped.isEmpty { parts.append(skipped) }
    let listed = most
    if !listed.rows.isEmpty { parts.append(writer.text(of: listed)) }
    parts.append(
      "A flag is a reason to look at the answers, no proof of carelessness.\n")
    return parts.joined(separator: "\n")
  }

  private func number(_ count: Int) -> String {
    NumberStyle.integer.text(Double(count))
  }

  private func share(_ count: Int) -> String {
    NumberStyle.percent(1).text(
      Double(count) / Double(max(1, report.rowCount)))
  }

  private var finding: String {
    let total = number(report.rowCount)
    let (three, one) = (report.rows(withFlags: 3), report.rows(withFlags: 1))
    var text =
      "\(number(one)) of \(total) respondents (\(share(one))) "
      + (one == 1 ? "is" : "are") + " flagged by "
      + "at least one rule, \(number(three)) (\(share(three))) by 3 or more."
    if report.canExclude {
      let count = report.excluded.count { $0 }
      text += " Excluded: \(number(count)) (\(share(count)))."
    }
    return text + "\n"
  }

  private var columns: String {
    report.choices.map { choice in
      var names = visible(choice.columns.prefix(6).joined(separator: ", "))
      if choice.columns.count > 6 {
        names +=
          ", … \(visible(choice.columns.last ?? "")) "
          + "(\(choice.columns.count))"
      }
      return "\(choice.role[.english]): \(names); \(choice.reason[.english])\n"
    }.joined()
  }

  private var rules: TableModel {
    model(
      "Rules", stub: "rule",
      columns: ["flagged", "share", "judged", "flagged when"],
      rows: report.findings.map { finding in
        let count = report.count(of: finding.rule)
        return RowNode(
          finding.rule.rawValue
            + (finding.action == .exclude ? " (exclude)" : ""),
          [
            .value(Double(count), .integer),
            .value(
              Double(count) / Double(max(1, report.rowCount)), .percent(1)),
            .value(Double(finding.base), .integer),
            .text(finding.threshold[.english]),
          ])
      })
  }

  private var skipped: String {
    "Not applied:\n"
      + report.skipped.map {
        "  \($0.rule.rawValue): \($0.reason[.english])\n"
      }.joined()
  }

  /// The ten respondents with the most flags.
  private var most: TableModel {
    let rows = report.flags.indices.filter { report.flagCount($0) > 1 }
      .sorted {
        let (left, right) = (report.flagCount($0), report.flagCount($1))
        return left != right ? left > right : $0 < $1
      }
    let nodes = rows.prefix(10).map { row -> RowNode in
      let line = report.lines.isEmpty ? row + 1 : Int(report.lines[row])
      let key = report.keys.isEmpty ? "" : "  \(visible(report.keys[row]))"
      let names = report.findings.filter {
        report.isFlagged(row, by: $0.rule)
      }.map(\.rule.rawValue)
      return RowNode(
        "\(line)\(key)",
        [
          .value(Double(names.count), .integer),
          .text(names.joined(separator: ", ")),
        ])
    }
    let title =
      rows.count > 10
      ? "The 10 of \(number(rows.count)) respondents with several flags that "
        + "have the most"
      : "Respondents with several flags"
    return model(
      title, stub: report.keyName.map { "line  \(visible($0))" } ?? "line",
      columns: ["flags", "rules"], rows: nodes)
  }

  private func model(
    _ title: String, stub: String, columns: [String], rows: [RowNode]
  ) -> TableModel {
    TableModel(
      id: "quality", language: "en", title: title, stubHeading: stub,
      columns: columns.map { ColumnNode($0) }, rows: rows,
      words: TableWords(
        suppressed: "withheld", notAvailable: "not available",
        notApplicable: "not applicable", lowReliability: "small base",
        shorthandOpening: "Shorthand: ", shorthandSeparator: ", ",
        shorthandEnding: ".", intervalSeparator: " to ", base: "n",
        noRows: "no rows"))
  }
}
