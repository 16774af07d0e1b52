import SVG
import SurveyCharts
import SurveyData
import SurveyTables

/// Tables and a chart of the reliability of scales.
struct ReliabilityView: Sendable {
  let scales: [ScaleReliability]
  let result: AnalysisResult
  let context: Context
  /// A part of the tables' names, already safe.
  let name: String

  private var words: Words { context.words }

  /// What the alphas amount to. The limit of 0.7 is Nunnally's (1978).
  var finding: String {
    let found = scales.filter { $0.alpha != nil }
    guard let first = found.first, let alpha = first.alpha else {
      return words.nothingEstimated
    }
    if scales.count == 1 {
      return words.reliability(label(first), NumberStyle.decimal(2).text(alpha))
    }
    let reached = found.count { ($0.alpha ?? 0) >= 0.7 }
    return words.reliableScales(
      reached, of: scales.count, NumberStyle.decimal(1).text(0.7))
  }

  /// A dot plot of alphas, when there are several scales.
  func figures() -> [Figure] {
    guard scales.count > 1 else { return [] }
    let interval = scales.compactMap(\.interval).first
    let rows = scales.map {
      DotPlot.Row(
        label: label($0), value: $0.alpha, lower: $0.interval?.lower,
        upper: $0.interval?.upper, base: $0.base)
    }
    let frame = context.frame(
      "\(name)-scales", title: finding,
      subtitle: [context.text(result.title), words.sortedByValue],
      notes: [
        intervalNote(interval) { words.intervalNote(level: $0, method: $1) }
      ])
    let axis = ValueAxis(style: .decimal(2), title: words.alpha)
    return [
      Figure("\(name)-scales", frame) { frame in
        DotPlot(
          frame: frame,
          words: words.chartWords(
            interval: interval.map {
              words.intervalColumn(level: NumberStyle.percentLevel($0.level))
            }, row: words.scale), rows: rows, axis: axis)
      }
    ]
  }

  /// One table of the scales and one of their items.
  func tables() -> [NamedTable] {
    let interval = scales.compactMap(\.interval).first
    let scalesTable = context.table(
      name, title: words.scalesTable, subtitle: context.text(result.title),
      stub: words.scale,
      columns: [
        ColumnNode(words.alpha, statistic: "alpha"),
        ColumnNode(words.standardizedAlpha, statistic: "standardized-alpha"),
        ColumnNode(words.itemCount, statistic: "items"),
        ColumnNode(words.base, statistic: "n"),
      ],
      rows: scales.map { scale in
        RowNode(
          label(scale),
          [
            scale.alpha.map {
              .estimate(
                $0, lower: scale.interval?.lower, upper: scale.interval?.upper,
                base: scale.base, .decimal(3))
            } ?? .notAvailable,
            number(scale.standardizedAlpha, .decimal(3)),
            .value(Double(scale.items.count), .integer),
            .value(Double(scale.base), .integer),
          ])
      },
      notes: [
        interval.map {
          words.tableIntervalNote(
            words.interval(
              level: NumberStyle.percentLevel($0.level), method: $0.method))
        }
      ])
    let hasReversed = scales.contains { $0.items.contains(where: \.isReversed) }
    let itemsTable = context.table(
      "\(name)-items", title: words.itemsTable,
      subtitle: context.text(result.title), stub: words.item,
      columns: [
        ColumnNode(words.mean, statistic: "mean"),
        ColumnNode(words.standardDeviation, statistic: "sd"),
        ColumnNode(words.restCorrelation, statistic: "rest-correlation"),
        ColumnNode(words.alphaWithout, statistic: "alpha-without"),
      ],
      rows: scales.map { scale in
        RowNode(group: label(scale), scale.items.map(row))
      }, notes: [hasReversed ? words.reversedNote : nil])
    return [
      NamedTable(name, scalesTable),
      NamedTable("\(name)-items", itemsTable),
    ]
  }

  private func row(_ item: ScaleReliability.Item) -> RowNode {
    let label = context.label(item.label, item.variable)
    return RowNode(
      item.isReversed ? words.bracketed(label, words.reversed) : label,
      [
        number(item.mean, .decimal(2)),
        number(item.standardDeviation, .decimal(2)),
        number(item.restCorrelation, .decimal(3)),
        number(item.alphaWithout, .decimal(3)),
      ])
  }

  private func intervalNote(
    _ interval: Interval?, _ note: (_ level: String, _ method: String) -> String
  ) -> String? {
    interval.map { note(NumberStyle.percentLevel($0.level), $0.method) }
  }

  private func number(_ value: Double?, _ style: NumberStyle) -> TableCell {
    value.map { .value($0, style) } ?? .notAvailable
  }

  private func label(_ scale: ScaleReliability) -> String {
    // Items without a scale of their own are called as the analysis is.
    let title = scale.scale == result.id ? result.title : nil
    return context.label(scale.label ?? title, scale.scale)
  }
}
