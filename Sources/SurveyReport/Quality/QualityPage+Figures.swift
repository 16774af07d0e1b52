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
    let shown: [(rule: QualityRule, name: String, axis: String)] = [
      (.speeder, "duration", words.durationAxis),
      (.straightLine, "strings", words.rule(.straightLine)),
      (.mahalanobis, "distance", "D²"),
    ]
    for (rule, name, axis) in shown {
      guard let finding = report[rule] else { continue }
      let figure = histogram(
        name,
        title: words.flaggedBy(
          words.rule(rule), number(report.count(of: rule))),
        axis: axis, finding.values, limit: finding.limit,
        isLower: rule != .speeder, isWhole: rule == .straightLine)
      if let figure { figures.append(figure) }
    }
    return figures.map { HTML.figure($0, context) }
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
          words.lastBar(number(count), bins.text(bins.restLimit))
        }
      ])
    return Figure(name, frame) { frame in
      Histogram(
        frame: frame, words: words.chartWords(), bins: bins.bins,
        limit: limit.map { limit in
          Histogram.Limit(
            value: isWhole ? limit - 0.5 : limit,
            label: words.flaggedBeyond(
              bins.text(limit), isLower: isLower), isLower: isLower)
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
    // The items with the most, in the order of the questionnaire.
    let ranked = report.items.indices.sorted {
      let (left, right) = (count(report.items[$0]), count(report.items[$1]))
      return left != right ? left > right : $0 < $1
    }
    let shown = ranked.prefix(Self.drawn).sorted().map { report.items[$0] }
    let figure = Figure(
      "missing",
      context.frame(
        "missing",
        title: words.mostMissing(
          label(most), percent(share(count(most)))),
        subtitle: [words.missingShare, "n = \(number(total))"],
        notes: [
          shown.count < report.items.count
            ? words.mostMissingShown(
              number(shown.count), of: number(report.items.count)) : nil
        ])
    ) { frame in
      DotPlot(
        frame: frame, words: words.chartWords(row: words.item),
        rows: shown.map {
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
        NamedTable("missing", model, isSupplement: true), context,
        hasFile: false),
    ]
  }
}
