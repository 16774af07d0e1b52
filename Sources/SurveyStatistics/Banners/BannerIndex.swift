import SurveyData

/// The first table of a banner book: which questions depend on which banner
/// variables, and the largest difference of each.
struct BannerIndex {
  let frame: BannerFrame
  let results: [BannerResult]
  let options: BannerOptions

  private var banner: BannerColumns { frame.columns }

  /// The banner variables that questions are tested by.
  private var tested: [Int] {
    banner.groups.indices.filter { group in
      banner.groups[group].isPartition
        && banner.groups[group].columns.count > 1
    }
  }

  /// The table.
  var table: StatisticsTable {
    let tested = tested
    var columns = [
      StatisticsTable.Column(
        "base", LocalizedText(zh: "样本量", en: "Base"), .count)
    ]
    let spanner = LocalizedText(
      zh: "独立性检验 p 值", en: "p of the test by")
    for group in tested {
      columns.append(
        StatisticsTable.Column(
          banner.groups[group].name,
          banner.groups[group].label
            ?? LocalizedText(banner.groups[group].name),
          .probability, spanner: spanner))
    }
    let showsDifferences = options.letters != nil
    if showsDifferences {
      columns.append(
        StatisticsTable.Column(
          "largest",
          LocalizedText(zh: "最大的显著差异", en: "Largest significant difference"),
          .text))
    }
    let rows = results.map { result in
      var cells = [StatisticsTable.Cell(Double(base(result)))]
      for group in tested {
        cells.append(
          result.tests[group].map { StatisticsTable.Cell($0.probability) }
            ?? StatisticsTable.Cell(nil))
      }
      if showsDifferences {
        cells.append(
          largest(result).map { StatisticsTable.Cell($0.text) } ?? .empty)
      }
      return StatisticsTable.Row(
        result.question.name, result.question.label, cells)
    }
    return StatisticsTable(
      "index", title: LocalizedText(zh: "题目索引", en: "Index of questions"),
      stub: LocalizedText(zh: "题目", en: "Question"), columns: columns,
      rows: rows)
  }

  /// Everybody who answered: the total, or the largest column.
  private func base(_ result: BannerResult) -> Int {
    banner.total.map { result.bases[$0].count }
      ?? result.bases.map(\.count).max() ?? 0
  }

  /// The difference that stands out: the largest of shares that is marked
  /// with a capital letter, or the surest of means.
  private func largest(
    _ result: BannerResult
  ) -> (size: Double, text: LocalizedText)? {
    guard let letters = options.letters else { return nil }
    let items = result.question.items
    let showsShares = items.contains { $0.kind != .mean }
    var best: (size: Double, item: Int, pair: BannerComparison)?
    for (index, item) in items.enumerated()
    where (item.kind != .mean) == showsShares {
      for pair in result.comparisons[index] where pair.adjusted < letters.level
      {
        let size =
          showsShares ? abs(pair.difference) : abs(pair.statistic)
        if size > best?.size ?? 0 { best = (size, index, pair) }
      }
    }
    guard let best else { return nil }
    let isLeft = best.pair.difference > 0
    let above = isLeft ? best.pair.left : best.pair.right
    let below = isLeft ? best.pair.right : best.pair.left
    func words(_ language: Language) -> String {
      let item = items[best.item]
      func column(_ position: Int) -> String {
        let value = result.cells[best.item][position].value ?? 0
        let number =
          item.kind == .mean
          ? BannerTables.rounded(value, 2)
          : BannerTables.rounded(100 * value, 1) + "%"
        return "\(banner.columns[position].label[language]) \(number)"
      }
      let separator = language == .chinese ? "：" : ": "
      return item.label[language] + separator + column(above) + " > "
        + column(below)
    }
    return (
      showsShares ? best.size : 0,
      LocalizedText(zh: words(.chinese), en: words(.english))
    )
  }

  /// What the book shows, in a sentence.
  var finding: LocalizedText {
    let level = options.letters?.level ?? 0.05
    let percent = plainText((level * 1000).rounded() / 10)
    let count = results.count
    var chinese: [String] = []
    var english: [String] = []
    for group in tested {
      let tests = results.compactMap { $0.tests[group]?.probability }
      let found = tests.count { $0 < level }
      let label =
        banner.groups[group].label ?? LocalizedText(banner.groups[group].name)
      // What could not be tested was not found to be the same either.
      let rest = count - tests.count
      if tests.isEmpty {
        chinese.append("因\(label[.chinese])的差异都不能检验")
        english.append("none could be tested by \(label[.english])")
        continue
      }
      chinese.append(
        "\(found) 题因\(label[.chinese])而异"
          + (rest > 0 ? "（可检验 \(tests.count) 题，\(rest) 题不能检验）" : ""))
      english.append(
        "\(found) by \(label[.english])"
          + (rest > 0
            ? " (of \(tests.count) tested; \(rest) not testable)" : ""))
    }
    var zh = "\(count) 道题"
    var en = count == 1 ? "1 question" : "\(count) questions"
    if !chinese.isEmpty {
      zh += "中，" + chinese.joined(separator: "，") + "（\(percent)% 水平）"
      en +=
        ": answers differ for " + english.joined(separator: ", ")
        + " (at \(percent)%)"
    } else {
      zh += "，\(banner.count) 列"
      en += " in \(banner.count) columns"
    }
    let most = results.compactMap { result in
      largest(result).map { (result, $0) }
    }.max { $0.1.size < $1.1.size }
    if let (result, difference) = most, difference.size > 0 {
      zh +=
        "；最大的显著差异：\(result.question.label[.chinese])，"
        + difference.text[.chinese]
      en +=
        "; the largest significant difference is in "
        + "\(result.question.label[.english]), \(difference.text[.english])"
    }
    return LocalizedText(zh: zh, en: en)
  }
}
