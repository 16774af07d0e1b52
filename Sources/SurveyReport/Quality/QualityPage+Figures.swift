import SVG
import SurveyCharts
import SurveyData
import SurveyTables

extension QualityPage {
  // MARK: - Distributions

  /// The distributions of times, strings and distances, as far as there are
  /// any.
  var histograms: [HTML] {
    var figures: [Figure] = []
    if let finding = report[.speeder] {
      let limit = flaggedLimit(finding, isLower: false)
      if let figure = histogram(
        "duration", title: words.rule(.speeder), axis: words.durationAxis,
        finding.values, limit: limit, isLower: false, isWhole: false)
      {
        figures.append(figure)
      }
    }
    let upward: [(QualityRule, String)] = [
      (.straightLine, "strings"), (.mahalanobis, "distance"),
    ]
    for (rule, name) in upward {
      guard let finding = report[rule] else { continue }
      if let figure = histogram(
        name, title: words.rule(rule),
        axis: rule == .mahalanobis ? "D²" : words.rule(rule), finding.values,
        limit: flaggedLimit(finding, isLower: true), isLower: true,
        isWhole: rule == .straightLine)
      {
        figures.append(figure)
      }
    }
    return figures.map { HTML.figure($0, context) }
  }

  /// The flagged value that lies next to the others; `nil` when none is
  /// flagged or the two overlap, as they do where the limit depends on the
  /// answers that are there.
  private func flaggedLimit(
    _ finding: QualityReport.Finding, isLower: Bool
  ) -> Double? {
    var flagged: Double?
    var others: Double?
    for (row, value) in finding.values.enumerated() where !value.isNaN {
      let isFlagged = report.isFlagged(row, by: finding.rule)
      if isFlagged {
        flagged =
          flagged.map { isLower ? min($0, value) : max($0, value) }
          ?? value
      } else {
        others =
          others.map { isLower ? max($0, value) : min($0, value) }
          ?? value
      }
    }
    guard let flagged else { return nil }
    guard let others else { return flagged }
    if isLower { return flagged > others ? flagged : nil }
    return flagged < others ? others : nil
  }

  private func histogram(
    _ name: String, title: String, axis: String, _ values: [Double],
    limit: Double?, isLower: Bool, isWhole: Bool
  ) -> Figure? {
    let bins = HistogramBins(
      values, limit: limit, isWhole: isWhole,
      rest: { words.from($0) })
    guard !bins.bins.isEmpty else { return nil }
    let count = values.count { !$0.isNaN }
    let frame = context.frame(
      name, title: title, subtitle: ["n = \(number(count))"],
      notes: [
        bins.restCount.map { count in
          words.lastBar(number(count), bins.style.text(bins.restLimit))
        }
      ])
    return Figure(name, frame) { frame in
      Histogram(
        frame: frame, words: words.chartWords(), bins: bins.bins,
        limit: limit.map { limit in
          Histogram.Limit(
            value: isWhole ? limit - 0.5 : limit,
            label: words.flaggedBeyond(
              bins.style.text(limit), isLower: isLower), isLower: isLower)
        }, style: bins.style, axisTitle: axis, countLabel: words.respondents)
    }
  }

  // MARK: - Missing answers

  /// The share of missing answers by item, and their reasons.
  var missing: [HTML] {
    guard !report.items.isEmpty else { return [] }
    let total = report.rowCount
    func count(_ item: QualityReport.Item) -> Int {
      item.missing.values.reduce(0, +)
    }
    let most = report.items.max { count($0) < count($1) }
    guard let most, count(most) > 0 else {
      return [HTML("p", [:], HTML(words.nothingMissing + words.say("。", ".")))]
    }
    let figure = Figure(
      "missing",
      context.frame(
        "missing",
        title: words.mostMissing(
          label(most), percent(share(count(most)))),
        subtitle: [words.missingShare, "n = \(number(total))"])
    ) { frame in
      DotPlot(
        frame: frame, words: words.chartWords(row: words.item),
        rows: report.items.map {
          DotPlot.Row(label: label($0), value: share(count($0)), base: nil)
        },
        axis: ValueAxis(
          minimum: 0, style: .percent(1), title: words.missingShare),
        order: .asGiven)
    }
    let reasons = MissingReason.allCases.filter { reason in
      report.items.contains { $0.missing[reason] != nil }
    }
    let rows = report.items.map { item in
      RowNode(
        label(item),
        [
          .value(Double(count(item)), .integer),
          .value(share(count(item)), .percent(1)),
        ]
          + reasons.map {
            .value(Double(item.missing[$0] ?? 0), .integer)
          })
    }
    let model = context.table(
      "missing", title: words.missingHeading, stub: words.item,
      columns: [
        ColumnNode(words.number), ColumnNode(words.missingShare),
      ] + reasons.map { ColumnNode(words.reason($0)) }, rows: rows)
    return [
      HTML.figure(figure, context),
      HTML.table(
        NamedTable("missing", model, isSupplement: true), context),
    ]
  }
}
