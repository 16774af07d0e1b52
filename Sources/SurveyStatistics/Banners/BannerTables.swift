import SurveyData

/// Lays out the tables of a banner book: an index of the questions, a table
/// for each question, and supplements with standard errors, intervals and
/// the differences of columns.
struct BannerTables {
  let frame: BannerFrame
  let results: [BannerResult]
  let options: BannerOptions
  let level: Double

  /// All tables in their order.
  var all: [StatisticsTable] {
    let index = BannerIndex(
      frame: frame, results: results, options: options)
    return distinct([index.table] + tables)
  }

  private var tables: [StatisticsTable] {
    results.flatMap { result in
      split(table(result)) + split(errors(result))
        + (options.listsPairs ? [pairs(result)].compactMap { $0 } : [])
    }
  }

  /// The tables with names of their own, whatever questions are called.
  private func distinct(_ tables: [StatisticsTable]) -> [StatisticsTable] {
    var taken: Set<String> = []
    return tables.map { table in
      var copy = table
      while !taken.insert(copy.name).inserted { copy.name += "-again" }
      return copy
    }
  }

  /// What the book shows, in a sentence.
  var finding: LocalizedText {
    BannerIndex(frame: frame, results: results, options: options).finding
  }

  private var banner: BannerColumns { frame.columns }

  private func columns(
    _ format: StatisticsTable.Format
  ) -> [StatisticsTable.Column] {
    banner.groups.flatMap { group in
      group.columns.map { position in
        let column = banner.columns[position]
        let letter = column.letter.isEmpty ? "" : " (\(column.letter))"
        return StatisticsTable.Column(
          column.name,
          LocalizedText(
            zh: column.label[.chinese] + letter,
            en: column.label[.english] + letter),
          format, spanner: group.label)
      }
    }
  }

  // MARK: - Splitting

  /// The table in parts of at most as many columns as wanted, the total in
  /// each. Columns of one variable stay together unless they alone are too
  /// many.
  private func split(_ table: StatisticsTable) -> [StatisticsTable] {
    guard let limit = options.columnsPerTable, banner.count > limit else {
      return [table]
    }
    let total = banner.total
    let room = max(1, limit - (total == nil ? 0 : 1))
    var parts: [[Int]] = [[]]
    for group in banner.groups where !group.isTotal {
      var columns = Array(group.columns)
      if let last = parts.last, !last.isEmpty,
        last.count + columns.count > room
      {
        parts.append([])
      }
      while columns.count > room {
        parts[parts.count - 1] = Array(columns.prefix(room))
        columns.removeFirst(room)
        parts.append([])
      }
      parts[parts.count - 1] += columns
    }
    parts.removeAll { $0.isEmpty }
    return parts.enumerated().map { index, part in
      let columns = (total.map { [$0] } ?? []) + part
      var copy = table
      if index > 0 { copy.name += "-\(index + 1)" }
      copy.columns = columns.map { table.columns[$0] }
      for row in copy.rows.indices {
        copy.rows[row].cells = columns.map { table.rows[row].cells[$0] }
      }
      return copy
    }
  }

  // MARK: - A question

  private func table(_ result: BannerResult) -> StatisticsTable {
    var rows = bases(result)
    for (index, item) in result.question.items.enumerated() {
      if item.kind == .mean || options.show.contains(.columnShare)
        || item.kind == .net
      {
        rows.append(
          StatisticsTable.Row(
            item.name, item.label,
            kind: item.kind == .net ? .subtotal : .detail,
            format: item.kind == .mean ? .value : nil,
            result.cells[index].map(Self.cell)))
      }
      if item.kind != .mean, options.show.contains(.count) {
        rows.append(
          StatisticsTable.Row(
            "\(item.name)-count",
            LocalizedText(
              zh: item.label[.chinese] + "（加权频数）",
              en: item.label[.english] + " (weighted count)"),
            format: .total,
            result.counts[index].map { StatisticsTable.Cell($0) }))
      }
    }
    return StatisticsTable(
      result.question.name, title: result.question.label,
      columns: columns(.share), rows: rows, notes: notes(result))
  }

  private static func cell(_ cell: BannerResult.Cell) -> StatisticsTable.Cell {
    StatisticsTable.Cell(
      cell.value, letters: cell.letters, isWeak: cell.isWeak)
  }

  private func bases(_ result: BannerResult) -> [StatisticsTable.Row] {
    var rows: [StatisticsTable.Row] = []
    func add(
      _ statistic: BannerStatistic, _ label: LocalizedText,
      _ format: StatisticsTable.Format, _ value: (BannerResult.Base) -> Double
    ) {
      guard options.show.contains(statistic) else { return }
      rows.append(
        StatisticsTable.Row(
          statistic.rawValue, label, format: format,
          result.bases.map { StatisticsTable.Cell(value($0)) }))
    }
    add(.base, LocalizedText(zh: "样本量", en: "Unweighted base"), .count) {
      Double($0.count)
    }
    add(
      .weightedBase, LocalizedText(zh: "加权基数", en: "Weighted base"), .total
    ) { $0.weighted }
    add(
      .effectiveBase, LocalizedText(zh: "有效样本量", en: "Effective base"),
      .total
    ) { $0.effective }
    return rows
  }

  /// What letters say, and the tests of the question.
  private func notes(_ result: BannerResult) -> [LocalizedText] {
    (options.letters.map { [$0.note] } ?? []) + testNotes(result)
  }

  private func testNotes(_ result: BannerResult) -> [LocalizedText] {
    var chinese: [String] = []
    var english: [String] = []
    for (group, test) in zip(banner.groups, result.tests) {
      guard let test, let label = group.label else { continue }
      let text =
        "F(\(Self.rounded(test.numerator, 1)), "
        + "\(Self.rounded(test.denominator, 1))) = "
        + "\(Self.rounded(test.statistic, 2)), "
      let probability = Self.probability(test)
      chinese.append("\(label[.chinese]) \(text)\(probability[.chinese])")
      english.append("\(label[.english]) \(text)\(probability[.english])")
    }
    guard !chinese.isEmpty else { return [] }
    return [
      LocalizedText(
        zh: "与分组变量的检验：" + chinese.joined(separator: "；") + "。",
        en: "Tests by banner variable: " + english.joined(separator: "; ")
          + ".")
    ]
  }

  /// The probability of a test; of several options that of the clearest one
  /// and how it is multiplied, because it does not belong to the F beside it
  /// otherwise.
  private static func probability(_ test: BannerTest) -> LocalizedText {
    guard let options = test.options, let single = test.single, options > 1
    else { return LocalizedText(probability(test.probability)) }
    let own = probability(single)
    let all = rounded(test.probability, 3)
    let isSmall = test.probability < 0.001
    let product = isSmall ? "< 0.001" : "= \(all)"
    return LocalizedText(
      zh: "\(own) × \(options)个选项（Bonferroni）\(product)",
      en: "\(own) × \(options) options (Bonferroni) \(product)")
  }

  /// A probability in a sentence: `p = 0.012`.
  static func probability(_ value: Double) -> String {
    value < 0.001 ? "p < 0.001" : "p = \(rounded(value, 3))"
  }

  /// A number with a fixed number of decimals.
  static func rounded(_ value: Double, _ decimals: Int) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let whole = (abs(value) * scale).rounded()
    guard whole < 1e15 else { return plainText(value) }
    let digits = String(Int(whole))
    let sign = value < 0 && whole > 0 ? "\u{2212}" : ""
    if decimals == 0 { return sign + digits }
    let padded =
      String(repeating: "0", count: max(0, decimals + 1 - digits.count))
      + digits
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  // MARK: - Supplements

  private func errors(_ result: BannerResult) -> StatisticsTable {
    var rows: [StatisticsTable.Row] = []
    for (index, item) in result.question.items.enumerated() {
      let cells = result.cells[index]
      rows.append(
        StatisticsTable.Row(
          item.name, LocalizedText(zh: "估计值", en: "Estimate"),
          section: item.label, format: item.kind == .mean ? .value : nil,
          cells.map { StatisticsTable.Cell($0.value, interval: $0.interval) }))
      rows.append(
        StatisticsTable.Row(
          "\(item.name)-se", LocalizedText(zh: "标准误", en: "Standard error"),
          section: item.label, format: item.kind == .mean ? .value : nil,
          cells.map {
            $0.value == nil ? .empty : StatisticsTable.Cell($0.standardError)
          }))
    }
    return StatisticsTable(
      "\(result.question.name)-errors",
      title: LocalizedText(
        zh: result.question.label[.chinese] + "：置信区间与标准误",
        en: result.question.label[.english]
          + ": intervals and standard errors"),
      columns: columns(.share), rows: rows, isSupplement: true)
  }

  private func pairs(_ result: BannerResult) -> StatisticsTable? {
    var rows: [StatisticsTable.Row] = []
    for (index, item) in result.question.items.enumerated() {
      for pair in result.comparisons[index] {
        let left = banner.columns[pair.left]
        let right = banner.columns[pair.right]
        rows.append(
          StatisticsTable.Row(
            "\(item.name):\(left.name):\(right.name)",
            LocalizedText(
              zh: "\(left.label[.chinese]) − \(right.label[.chinese])",
              en: "\(left.label[.english]) − \(right.label[.english])"),
            section: item.label,
            [
              StatisticsTable.Cell(pair.difference),
              StatisticsTable.Cell(pair.standardError),
              StatisticsTable.Cell(pair.statistic),
              StatisticsTable.Cell(pair.degreesOfFreedom),
              StatisticsTable.Cell(pair.probability),
              StatisticsTable.Cell(pair.adjusted),
            ]))
      }
    }
    guard !rows.isEmpty else { return nil }
    return StatisticsTable(
      "\(result.question.name)-pairs",
      title: LocalizedText(
        zh: result.question.label[.chinese] + "：各列之差",
        en: result.question.label[.english] + ": differences of columns"),
      columns: [
        .init(
          "difference", LocalizedText(zh: "差", en: "Difference"), .coefficient),
        .init("se", LocalizedText(zh: "标准误", en: "SE"), .coefficient),
        .init("t", "t", .statistic),
        .init("df", LocalizedText(zh: "自由度", en: "df"), .degrees),
        .init("p", "p", .probability),
        .init(
          "p-adjusted", LocalizedText(zh: "校正后 p", en: "Adjusted p"),
          .probability),
      ], rows: rows, isSupplement: true)
  }
}
