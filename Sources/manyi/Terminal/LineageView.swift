import SVG
import SurveyData
import SurveyReport
import SurveyStudy

/// How a number came about, for the terminal.
struct LineageView {
  let lineage: Lineage

  private var result: AnalysisResult { lineage.result.value }

  /// The text, with headings for its parts.
  var text: String {
    let parts = [
      [headline], section("FILES", files), section("ROWS", rows),
      section("WEIGHTS AND DESIGN", design), section("FORMULA", formula),
      section("WHAT EACH PART BRINGS", contributions),
      section("THE ROW OF THE TABLE", neighbours),
      section("RULES", lineage.rules.map { $0[.english] }),
      section("UNCERTAINTY", lineage.uncertainty.map { $0[.english] }),
      section(
        "CONVENTIONS", result.conventions.map { $0.sentence[.english] }),
      section("ROWS BEHIND IT", behind),
    ]
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n") + "\n"
  }

  private func section(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : [title] + lines.map { "  " + visible($0) }
  }

  private var headline: String {
    let number = lineage.number
    let value =
      number.text?[.english] ?? number.value.map { compactNumber($0) }
      ?? "not defined"
    return visible(number.address) + "\n"
      + visible("\(number.label[.english]): \(value)")
  }

  private var files: [String] {
    lineage.sources.flatMap { source -> [String] in
      var lines = ["\(source.file)  \(source.byteCount) bytes"]
      if !source.sha256.isEmpty { lines.append("  sha256 \(source.sha256)") }
      return lines + source.dialect.map { "  " + $0[.english] }
    }
  }

  // MARK: - Rows

  private var rows: [String] {
    result.provenance.funnels.flatMap { funnel -> [String] in
      var lines = [
        funnel.data == funnel.file
          ? funnel.data : "\(funnel.data) (\(funnel.file))",
        count(funnel.read) + "  records read",
      ]
      lines += funnel.steps.map { step in
        count(step.change, isChange: true) + "  "
          + (step.detail.map { "\(name(step.kind)): \($0)" }
            ?? name(step.kind))
      }
      if !funnel.steps.isEmpty {
        lines.append(count(funnel.rows) + "  left")
      }
      if funnel.cellsSetMissing > 0 {
        lines.append(
          "    \(funnel.cellsSetMissing) cells could not be used and were set"
            + " missing")
      }
      return lines + items(funnel)
    }
  }

  private func items(_ funnel: RowFunnel) -> [String] {
    let own = lineage.estimate?.variable
    let named = funnel.items.filter { $0.variable == own }
    let shown = named.isEmpty ? funnel.items : named
    var lines = shown.prefix(12).map { item -> String in
      let reasons =
        item.missing.map { "\($0.reason) \($0.rows)" }
        + (item.notCounted > 0 ? ["not counted \(item.notCounted)"] : [])
      return "    \(item.variable): \(item.used) used, \(item.unused) not"
        + (reasons.isEmpty ? "" : " (\(reasons.joined(separator: ", ")))")
    }
    if shown.count > 12 { lines.append("    and \(shown.count - 12) more") }
    if let estimate = lineage.estimate, !estimate.group.isEmpty,
      !named.isEmpty
    {
      let group = estimate.group.map { "\($0.variable) = \($0.value)" }
        .joined(separator: ", ")
      lines.append("    of these, with \(group): \(estimate.base) used")
    }
    return lines
  }

  private func name(_ kind: RowFunnel.Kind) -> String {
    switch kind {
    case .rejected: "set aside as unreadable"
    case .append: "appended"
    case .join: "joined"
    case .long, .wide: "reshaped"
    case .recipe: "step of the recipe"
    case .quality: "excluded by rules of quality"
    case .filter: "do not meet 'where' of the data set"
    case .domain: "do not meet 'where' of the analysis"
    case .phase: "not observed in the second phase"
    }
  }

  private func count(_ number: Int, isChange: Bool = false) -> String {
    let text = grouped(number)
    let signed = isChange && number > 0 ? "+" + text : text
    return String(repeating: " ", count: max(0, 12 - signed.count)) + signed
  }

  // MARK: - Numbers

  private var design: [String] {
    if let design = result.provenance.design {
      return [design[.english]]
    }
    return lineage.estimate?.standardError == nil
      ? [] : ["every row counts once; rows are taken as a simple random sample"]
  }

  private var formula: [String] {
    var lines: [String] = []
    if !result.provenance.formula.isEmpty,
      result.provenance.formula != lineage.worked.first?.formula
    {
      lines.append(result.provenance.formula)
    }
    for worked in lineage.worked {
      let name = worked.name.map { "\($0[.english]): " } ?? ""
      lines.append("\(name)\(worked.formula)")
      lines.append("  = \(worked.values)")
      lines.append("  = \(compactNumber(worked.result))")
    }
    return lines
  }

  private var contributions: [String] {
    guard let breakdown = lineage.breakdown, !breakdown.parts.isEmpty,
      case .evaluation(let evaluation) = result.details
    else { return [] }
    let item = evaluation.cases.first { item in
      item.id == caseName
    }
    var rows = [["", "raw", "points", "weight", "brings"]]
    for part in breakdown.parts {
      let indicator = evaluation.indicators[part.indicator]
      let name = "\(indicator.id) \(indicator.name[.english])"
      let raw =
        item?.values.indices.contains(part.indicator) == true
        ? item?.values[part.indicator].raw : nil
      rows.append([
        part.isCut ? "cap of \(name)" : name,
        raw.map { compactNumber($0, 7) } ?? "",
        part.score.map { compactNumber($0, 7) } ?? "",
        compactNumber(part.weight, 5), compactNumber(part.contribution, 7),
      ])
    }
    rows.append(["sum", "", "", "", compactNumber(breakdown.sum)])
    return aligned(rows)
  }

  private var caseName: String? {
    guard case .evaluation(let evaluation) = result.details else { return nil }
    switch lineage.number.target {
    case .score(let position), .rank(let position), .band(let position):
      return evaluation.cases[position].id
    default: return nil
    }
  }

  private var neighbours: [String] {
    lineage.neighbours.map { "\($0.label[.english]): \($0.text[.english])" }
  }

  private func grouped(_ number: Int) -> String {
    NumberStyle.integer.text(Double(number))
  }

  // MARK: - Rows behind

  private var behind: [String] {
    lineage.rows.flatMap { behind -> [String] in
      let rows = behind.count == 1 ? "1 row" : "\(grouped(behind.count)) rows"
      let conditions = behind.conditions.joined(separator: " and ")
      var lines = [
        "\(behind.data): \(rows)"
          + (conditions.isEmpty ? "" : " with \(conditions)")
      ]
      guard !behind.rows.isEmpty else { return lines }
      let head = ["file:line"] + behind.columns
      let cells = behind.rows.map { row in
        ["\(row.file)" + (row.line.map { ":\($0)" } ?? "")]
          + row.cells.map { visible($0 ?? "–") }
      }
      lines += aligned([head] + cells).map { "  " + $0 }
      return lines
    }
  }

  /// Columns side by side; the first one is a name, and so are columns of
  /// texts.
  private func aligned(_ rows: [[String]]) -> [String] {
    guard let first = rows.first else { return [] }
    let widths = first.indices.map { column in
      rows.map { cellWidth($0[column]) }.max() ?? 0
    }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let blanks = String(
          repeating: " ", count: max(0, widths[column] - cellWidth(cell)))
        line += column == 0 ? cell + blanks : "  " + cell + blanks
      }
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }
  }
}
