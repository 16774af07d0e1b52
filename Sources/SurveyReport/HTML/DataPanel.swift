import SVG
import SurveyData

/// One data set on the page of data: what became of its records, and what its
/// columns miss and why.
struct DataPanel: Sendable {
  /// The funnel; its items are the columns.
  let funnel: RowFunnel
  /// The words.
  let words: Words

  /// With more columns than this the table is longer than its use.
  private static let limit = 60

  /// The heading and the tables.
  func html() -> [HTML] {
    let style = NumberStyle.integer
    var bare = funnel
    bare.items = []
    var content = [
      HTML(
        "h4", [:],
        HTML(
          words.pair(
            words.rowSteps, words.dataSet(funnel.data, file: funnel.file))))
    ]
    content += LineagePanel.funnel(bare, words)
    let missing = funnel.items.filter { $0.unused > 0 }
    if missing.isEmpty {
      return content + [HTML("p", [:], HTML(words.noColumnMisses))]
    }
    let rows = missing.prefix(Self.limit).map { item in
      [
        item.variable, style.text(Double(item.unused)),
        item.missing.map {
          "\(words.reason($0.reason)) \(style.text(Double($0.rows)))"
        }.joined(separator: words.say("，", ", ")),
      ]
    }
    let left = missing.count - rows.count
    content.append(
      HTML(
        "details", [:],
        [
          HTML("summary", [:], HTML(words.missingByColumn)),
          HTML.scrolling(
            HTML.simpleTable(
              head: [
                words.variableColumn, words.missingColumn, words.reasonColumn,
              ], rows: Array(rows)), label: words.missingByColumn),
        ] + (left > 0 ? [HTML("p", [:], HTML(words.andMore(left)))] : [])))
    return content
  }
}
