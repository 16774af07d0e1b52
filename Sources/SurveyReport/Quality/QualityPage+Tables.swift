import SVG
import SurveyData
import SurveyTables

extension QualityPage {
  // MARK: - Overlap

  /// How many respondents two rules flag together.
  var overlap: [HTML] {
    let rules = report.findings.map(\.rule).filter {
      report.count(of: $0) > 0
    }
    guard rules.count > 1 else { return [] }
    let rows = rules.enumerated().map { position, first in
      RowNode(
        "\(position + 1) \(words.rule(first))",
        rules.prefix(position + 1).map { second in
          .value(Double(report.overlap(first, second)), .integer)
        })
    }
    return [
      table(
        context.table(
          "overlap", title: words.overlapTable, stub: words.rule,
          columns: rules.indices.map { ColumnNode("\($0 + 1)") },
          rows: rows, notes: [words.overlapNote]))
    ]
  }

  // MARK: - With and without

  func label(_ item: QualityReport.Item) -> String {
    guard let label = context.text(item.label), label != item.name else {
      return item.name
    }
    return "\(item.name) \(label)"
  }

  /// The mean of each item with all rows and without flagged ones.
  var without: [HTML] {
    guard report.flags.contains(where: { $0 != 0 }), !report.items.isEmpty
    else { return [] }
    let isExcluding =
      report.items.contains { $0.meanWithoutExcluded != nil }
      && report.excluded.contains(true)
    func cell(_ value: Double?) -> TableCell {
      value.map { .value($0, .decimal(2)) } ?? .notAvailable
    }
    func difference(_ value: Double?, _ item: QualityReport.Item) -> TableCell {
      guard let value, let mean = item.mean else { return .notAvailable }
      return .value(value - mean, .signed(2))
    }
    var columns = [
      ColumnNode(words.allRows), ColumnNode(words.withoutFlagged),
      ColumnNode(words.difference),
    ]
    if isExcluding {
      columns += [
        ColumnNode(words.withoutExcluded), ColumnNode(words.difference),
      ]
    }
    let rows = report.items.map { item -> RowNode in
      var cells = [
        cell(item.mean), cell(item.meanWithoutFlagged),
        difference(item.meanWithoutFlagged, item),
      ]
      if isExcluding {
        cells += [
          cell(item.meanWithoutExcluded),
          difference(item.meanWithoutExcluded, item),
        ]
      }
      return RowNode(label(item), cells)
    }
    return [
      table(
        context.table(
          "without", title: words.meansTable, stub: words.item,
          columns: columns, rows: rows, notes: [words.meansNote]))
    ]
  }

  /// One analysis with and without excluded rows.
  func comparison(_ comparison: QualityComparison) -> HTML {
    let result = comparison.kept.value
    let heading = words.comparedHeading(context.label(result.title, result.id))
    let id = "compare-\(slug(result.id))"
    guard comparison.all != nil else {
      return section(id, heading, [HTML("p", [:], HTML(words.noComparison))])
    }
    let lines = comparison.lines
    let rows = lines.map { line -> RowNode in
      let style = PrintStyle([line.estimate]).table
      func cell(_ value: Double?) -> TableCell {
        value.map { .value($0, style) } ?? .notAvailable
      }
      var cells = [
        cell(line.all), cell(line.kept), TableCell.notAvailable,
        line.allBase.map { .value(Double($0), .integer) } ?? .empty,
        .value(Double(line.estimate.base), .integer),
      ]
      if let all = line.all, let kept = line.kept {
        cells[2] = .value(kept - all, Self.difference(style))
      }
      return RowNode(name(of: line.estimate), cells)
    }
    return section(
      id, heading,
      [
        table(
          context.table(
            id, title: words.bothResults, stub: words.subject,
            columns: [
              ColumnNode(words.allRows), ColumnNode(words.withoutExcluded),
              ColumnNode(words.difference),
              ColumnNode("n · \(words.allRows)"),
              ColumnNode("n · \(words.withoutExcluded)"),
            ], rows: rows))
      ])
  }

  private func slug(_ name: String) -> String {
    String(
      name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
  }

  private static func difference(_ style: NumberStyle) -> NumberStyle {
    switch style {
    case .percent(let decimals): .signedPercentagePoints(decimals + 1)
    case .decimal(let decimals), .signed(let decimals): .signed(decimals)
    case .signedPercentagePoints: style
    case .percentagePoints(let decimals): .signedPercentagePoints(decimals)
    case .integer, .pValue: .signed(0)
    }
  }

  private func name(of estimate: Estimate) -> String {
    var parts = [context.label(estimate.label, estimate.variable)]
    if let category = estimate.category {
      parts.append(context.label(estimate.categoryLabel, category))
    }
    parts += estimate.group.map { term in
      let variable = context.label(term.variableLabel, term.variable)
      return "\(variable) \(context.label(term.label, term.value))"
    }
    let name = parts.joined(separator: words.say("，", ", "))
    let statistic =
      estimate.statistic == "standardized-alpha"
      ? words.standardizedAlpha : words.statistic(estimate.statistic)
    return words.bracketed(name, statistic)
  }

  // MARK: - Flagged respondents

  /// The respondents with the most flags, and why.
  var flagged: [HTML] {
    let rows = report.flags.indices.filter { report.flags[$0] != 0 }.sorted {
      let (left, right) = (report.flagCount($0), report.flagCount($1))
      return left != right ? left > right : $0 < $1
    }
    guard !rows.isEmpty else { return [] }
    let file = "\(name)-flags.csv"
    let shown = rows.prefix(Self.listed)
    let excluded = report.excluded
    var columns: [ColumnNode] = []
    if let key = report.keyName { columns.append(ColumnNode(key)) }
    columns += [
      ColumnNode(words.flagCount), ColumnNode(words.reasons),
    ]
    let nodes = shown.map { row -> RowNode in
      var cells: [TableCell] = []
      if report.keyName != nil { cells.append(.text(report.keys[row])) }
      cells.append(.value(Double(report.flagCount(row)), .integer))
      cells.append(
        .text(
          reasons(row)
            + (excluded[row]
              ? words.say("（已排除）", " (excluded)") : "")))
      let line =
        report.lines.isEmpty ? row + 1 : Int(report.lines[row])
      return RowNode(String(line), cells)
    }
    return [
      HTML(
        "p", [:],
        HTML(
          rows.count > shown.count
            ? words.shownOf(number(shown.count), number(rows.count), file: file)
            : words.allIn(file))),
      wordyTable(
        context.table(
          "flagged", title: words.byFlags,
          stub: words.line(hasLines: !report.lines.isEmpty),
          columns: columns, rows: nodes)),
    ]
  }

  /// The rules that flag a row with their index, or what there is to say.
  private func reasons(_ row: Int) -> String {
    report.findings.filter { report.isFlagged(row, by: $0.rule) }
      .map { finding in
        let text =
          finding.remarks[row]?[language]
          ?? finding.rule.style.text(finding.values[row])
        return words.pair(words.rule(finding.rule), text)
      }.joined(separator: words.say("；", "; "))
  }
}

extension QualityRule {
  /// How its index is written.
  var style: NumberStyle {
    switch self {
    case .duplicate, .sameDevice, .straightLine, .attention, .outOfScale,
      .unlabelled, .routing, .gibberish:
      .integer
    case .nearDuplicate, .midpoint, .extreme, .missing, .pageSpeeder, .guttman:
      .percent(0)
    case .averageString, .lowVariability, .personTotal, .evenOdd, .synonyms,
      .antonyms:
      .decimal(2)
    case .mahalanobis: .decimal(1)
    case .speeder: .decimal(0)
    }
  }
}
