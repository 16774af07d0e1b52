import SurveyData

extension CrosstabLayout {
  /// The tests, a row each; with several answers a row for each option, and
  /// one for all of them together.
  func tests(_ tested: [CrosstabTested]) -> StatisticsTable {
    var rows: [StatisticsTable.Row] = []
    for pair in tested {
      let prefix =
        tested.count > 1
        ? "\(pair.grid.rows.name)×\(pair.grid.columns.name):" : ""
      let section = tested.count > 1 ? subject(pair.grid) : nil
      for (position, test) in analysis.tests.enumerated() {
        for part in pair.parts {
          let options = options(part, pair.grid)
          let result = part.results[position]
          rows.append(
            StatisticsTable.Row(
              prefix
                + ([test.rawValue] + options.map(\.value)).joined(
                  separator: "/"),
              .joined([test.label] + options.map(\.label)), section: section,
              [
                StatisticsTable.Cell(result?.statistic),
                degrees(result?.numeratorDegrees, result),
                degrees(result?.denominatorDegrees, result),
                StatisticsTable.Cell(result?.probability),
              ]))
        }
        guard pair.grid.takesSeveral else { continue }
        rows.append(
          StatisticsTable.Row(
            "\(prefix)\(test.rawValue)-all",
            LocalizedText(
              zh: "\(test.label[.chinese])：全部选项（Bonferroni）",
              en: "\(test.label[.english]), all options (Bonferroni)"),
            section: section, kind: .subtotal,
            [
              .empty, .empty, .empty,
              StatisticsTable.Cell(pair.adjusted[position]),
            ]))
      }
      if pair.grid.takesSeveral { continue }
      rows.append(
        StatisticsTable.Row(
          "\(prefix)pearson",
          LocalizedText(zh: "皮尔逊卡方（未校正）", en: "Pearson, uncorrected"),
          section: section,
          [
            StatisticsTable.Cell(pair.parts.first?.pearson), .empty, .empty,
            .empty,
          ]))
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
      ], rows: rows,
      notes: (tested.contains { $0.grid.takesSeveral }
        ? [Self.severalNote] : []) + tested.flatMap(notes))
  }

  /// Why tests are missing, and which cells they go by.
  private func notes(_ pair: CrosstabTested) -> [LocalizedText] {
    let name = subject(pair.grid)
    var found: [LocalizedText] = []
    for part in pair.parts {
      let options = options(part, pair.grid).map(\.label)
      let who = LocalizedText.joined([name] + options)
      if let fault = part.fault {
        found.append(
          LocalizedText(
            zh: "\(who[.chinese])：没有结果的检验无法计算，"
              + "因为\(fault.words[.chinese])。",
            en: "\(who[.english]): tests without a result cannot be made,"
              + " because \(fault.words[.english])."))
      }
      if part.usesExpectedShares {
        found.append(
          LocalizedText(
            zh: "\(who[.chinese])：有的答案只出现在同一列，校正按独立假设下的"
              + "期望比例计算（Rao 和 Scott，1984）。",
            en: "\(who[.english]): some answers occur in one column only; the"
              + " correction goes by the shares under independence (Rao and"
              + " Scott 1984)."))
      }
    }
    return found
  }

  private static let severalNote = LocalizedText(
    zh: "多选题的选项并不互斥，整张表的独立性检验不成立；每个选项按“选”与“未选”单独检验，"
      + "“全部选项”为最小 p 值乘以可检验的选项数（Bilder 和 Loughin，2004）。",
    en: "Options of a question with several answers do not exclude each other,"
      + " so that no test of the whole table holds. Each is tested as ticked or"
      + " not; for all options the smallest p times the number of options that"
      + " could be tested (Bilder and Loughin 2004).")

  /// The options that a part is about.
  private func options(
    _ part: CrosstabTested.Part, _ grid: CrosstabGrid
  ) -> [(value: String, label: LocalizedText)] {
    [
      part.row.map { grid.rows.levels[$0] },
      part.column.map { grid.columns.levels[$0] },
    ].compactMap { $0 }
  }

  private func degrees(
    _ value: Double?, _ result: IndependenceResult?
  ) -> StatisticsTable.Cell {
    result != nil && value == nil ? .empty : StatisticsTable.Cell(value)
  }

  private func subject(_ table: CrosstabGrid) -> LocalizedText {
    LocalizedText(
      zh: "\(table.rows.label[.chinese]) × \(table.columns.label[.chinese])",
      en: "\(table.rows.label[.english]) × \(table.columns.label[.english])")
  }

  /// What the first test says of each pair, in words that do not say more
  /// than it does: nothing was found is not that there is nothing.
  func finding(_ tested: [CrosstabTested]) -> LocalizedText? {
    if analysis.tests.isEmpty { return nil }
    let sentences = tested.prefix(3).map { sentence($0) }
    if sentences.isEmpty { return nil }
    return LocalizedText(
      zh: sentences.map { $0[.chinese] }.joined(),
      en: sentences.map { $0[.english] }.joined(separator: " "))
  }

  /// The same as a headline, which ends without a full stop.
  func headline(_ tested: [CrosstabTested]) -> LocalizedText? {
    finding(tested).map { text in
      LocalizedText(
        zh: String(text[.chinese].dropLast()),
        en: String(text[.english].dropLast()))
    }
  }

  private func sentence(_ pair: CrosstabTested) -> LocalizedText {
    let (row, column) = (pair.grid.rows.label, pair.grid.columns.label)
    let (zhRow, zhColumn) = (row[.chinese], column[.chinese])
    let (enRow, enColumn) = (row[.english], column[.english])
    guard let p = pair.probability else {
      let faults = pair.parts.compactMap(\.fault)
      let reason = faults.first?.words ?? IndependenceFault.oneValue.words
      return LocalizedText(
        zh: "“\(zhRow)”与“\(zhColumn)”之间无法检验：\(reason[.chinese])。",
        en: "Whether \(enRow) and \(enColumn) are related cannot be tested:"
          + " \(reason[.english]).")
    }
    let text = IndependenceTest.text(probability: p)
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
