import Diagnostics
import SurveyData

/// The cases that one row of a table is about: all of them, or a group.
struct LedgerSlice {
  var name: String
  var label: LocalizedText
  var section: LocalizedText?
  var kind: StatisticsTable.Row.Kind
  var terms: [GroupTerm]
  var rows: [Int]

  /// All kept rows first, then each group.
  static func all(
    _ frame: LedgerFrame, kept: [Bool], by: [[String]]
  ) throws(Diagnostic) -> [LedgerSlice] {
    let data = AnalysisData(table: frame.table, domain: kept)
    var slices = [
      LedgerSlice(
        name: "all", label: LocalizedText(zh: "全部", en: "All cases"),
        section: nil, kind: .overall, terms: [],
        rows: frame.rows.filter { kept[$0] })
    ]
    for names in by where !names.isEmpty {
      let grouping = try Grouping(names, data: data)
      let heading = names.map { name in
        frame.table[name]?.variable?.label ?? LocalizedText(name)
      }
      let section = LocalizedText(
        zh: heading.map { $0[.chinese] }.joined(separator: " × "),
        en: heading.map { $0[.english] }.joined(separator: " × "))
      for (terms, rows) in zip(grouping.terms, grouping.rowsOfCells) {
        let labels = terms.map { $0.label ?? LocalizedText($0.value) }
        slices.append(
          LedgerSlice(
            name: zip(names, terms).map { "\($0)=\($1.value)" }
              .joined(separator: "/"),
            label: LocalizedText(
              zh: labels.map { $0[.chinese] }.joined(separator: " × "),
              en: labels.map { $0[.english] }.joined(separator: " × ")),
            section: section, kind: .detail, terms: terms, rows: rows))
      }
    }
    return slices
  }
}

/// Numbers in order, for medians and quantiles.
struct OrderedTimes {
  let sorted: [Double]

  /// Leaves out what is missing.
  init(_ numbers: some Sequence<Double>) {
    sorted = numbers.filter { !$0.isNaN }.sorted()
  }

  /// The quantile of R's default, type 7: x₍ₖ₎ with k = 1 + p(n − 1), and
  /// between two values in proportion.
  func quantile(_ share: Double) -> Double? {
    guard !sorted.isEmpty else { return nil }
    let position = share * Double(sorted.count - 1)
    let low = Int(position)
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (position - Double(low)) * (sorted[high] - sorted[low])
  }

  func cell(_ share: Double) -> StatisticsTable.Cell {
    quantile(share).map { .init($0) } ?? .empty
  }
}
