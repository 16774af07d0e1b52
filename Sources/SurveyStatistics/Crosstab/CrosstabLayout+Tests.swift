import Foundation
import SurveyData

extension CrosstabLayout {
  /// The tests, a row each.
  func tests(_ tested: [Tested]) -> StatisticsTable {
    var rows: [StatisticsTable.Row] = []
    for pair in tested {
      let names = "\(pair.table.rows.name)×\(pair.table.columns.name)"
      for (test, result) in zip(analysis.tests, pair.results) {
        rows.append(
          StatisticsTable.Row(
            tested.count > 1 ? "\(names):\(test.rawValue)" : test.rawValue,
            test.label,
            section: tested.count > 1 ? subject(pair.table) : nil,
            [
              StatisticsTable.Cell(result?.statistic),
              degrees(result?.numeratorDegrees, result),
              degrees(result?.denominatorDegrees, result),
              StatisticsTable.Cell(result?.probability),
            ]))
      }
    }
    return StatisticsTable(
      "tests", title: LocalizedText(zh: "独立性检验", en: "Tests of independence"),
      stub: LocalizedText(zh: "检验", en: "Test"),
      columns: [
        StatisticsTable.Column(
          "statistic", LocalizedText(zh: "统计量", en: "Statistic"), .statistic),
        StatisticsTable.Column(
          "df1", LocalizedText(zh: "自由度", en: "df"), .degrees),
        StatisticsTable.Column(
          "df2", LocalizedText(zh: "分母自由度", en: "Denominator df"), .degrees),
        StatisticsTable.Column(
          "p", LocalizedText(zh: "p 值", en: "p"), .probability),
      ], rows: rows, notes: tested.compactMap { pearson($0) })
  }

  /// The statistic that most tests start from, as R prints it.
  private func pearson(_ pair: Tested) -> LocalizedText? {
    guard let value = pair.pearson else { return nil }
    let text = String(format: "%.2f", value)
    let subject = subject(pair.table)
    return LocalizedText(
      zh: "\(subject[.chinese])：未校正的皮尔逊卡方为\(text)。",
      en: "\(subject[.english]): Pearson's chi-square is \(text) before any"
        + " correction.")
  }

  private func degrees(
    _ value: Double?, _ result: IndependenceResult?
  ) -> StatisticsTable.Cell {
    result != nil && value == nil ? .empty : StatisticsTable.Cell(value)
  }

  private func subject(_ table: Crosstab) -> LocalizedText {
    LocalizedText(
      zh: "\(table.rows.label[.chinese]) × \(table.columns.label[.chinese])",
      en: "\(table.rows.label[.english]) × \(table.columns.label[.english])")
  }

  /// What the first test says of each pair, in words that do not say more
  /// than it does: nothing was found is not that there is nothing.
  func finding(_ tested: [Tested]) -> LocalizedText? {
    if analysis.tests.isEmpty { return nil }
    let sentences = tested.prefix(3).map { sentence($0) }
    if sentences.isEmpty { return nil }
    return LocalizedText(
      zh: sentences.map { $0[.chinese] }.joined(),
      en: sentences.map { $0[.english] }.joined(separator: " "))
  }

  private func sentence(_ pair: Tested) -> LocalizedText {
    let (row, column) = (pair.table.rows.label, pair.table.columns.label)
    let (zhRow, zhColumn) = (row[.chinese], column[.chinese])
    let (enRow, enColumn) = (row[.english], column[.english])
    guard let result = pair.results.first ?? nil, !result.probability.isNaN
    else {
      return LocalizedText(
        zh: "“\(zhRow)”与“\(zhColumn)”之间无法检验。",
        en: "Whether \(enRow) and \(enColumn) are related cannot be tested.")
    }
    let p = result.probability
    let text = p < 0.001 ? "p < 0.001" : "p = \(String(format: "%.3f", p))"
    if p < 0.01 {
      return LocalizedText(
        zh: "“\(zhRow)”因“\(zhColumn)”而异（\(text)）。",
        en: "\(enRow) differs by \(enColumn) (\(text)).")
    }
    if p < 0.05 {
      return LocalizedText(
        zh: "有一定迹象表明“\(zhRow)”因“\(zhColumn)”而异（\(text)）。",
        en: "There are signs that \(enRow) differs by \(enColumn) (\(text)).")
    }
    return LocalizedText(
      zh: "未发现“\(zhRow)”因“\(zhColumn)”而异的证据（\(text)），"
        + "这并不说明两者无关。",
      en:
        "No evidence was found that \(enRow) differs by \(enColumn) (\(text)),"
        + " which does not show that it does not.")
  }
}
