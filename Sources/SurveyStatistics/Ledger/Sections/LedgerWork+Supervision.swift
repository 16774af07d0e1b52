import Diagnostics
import SurveyData

/// One thing in which key-supervised cases may differ from the others.
struct ComparedOutcome {
  var name: String
  var label: LocalizedText
  /// 1, 0 or not-a-number for a rate; a number for a mean.
  var values: [Double]
  var isRate: Bool
}

extension LedgerWork {
  private func outcomes() -> [ComparedOutcome] {
    let count = frame.table.rowCount
    func rate(
      _ name: String, _ chinese: String, _ english: String,
      _ value: (Int) -> Bool?
    ) -> ComparedOutcome {
      ComparedOutcome(
        name: name, label: LocalizedText(zh: chinese, en: english),
        values: (0..<count).map { value($0).map { $0 ? 1 : 0 } ?? .nan },
        isRate: true)
    }
    var found = [
      rate("on-time", "按期答复", "Answered in time") { times($0).isOnTime },
      rate("signed-in-time", "按期签收", "Signed in time") {
        isSignedInTime($0)
      },
      rate("meetings-all", "三次见面齐全", "All three meetings") {
        hasAllMeetings($0)
      },
      rate("solved", "已解决", "Solved") { isSolved($0) },
      rate("commitments-kept", "承诺按期兑现", "Commitment kept in time") {
        isKept($0)
      },
    ]
    if frame.has(.round), !frame.isEveryRound {
      found.append(
        rate("handled-again", "再次办理", "Handled again") { row in
          frame.days(.replied)[row].isNaN ? nil : frame.round(row) > 1
        })
    }
    found.append(
      ComparedOutcome(
        name: "days-to-reply",
        label: LocalizedText(zh: "答复用时（天）", en: "Days to reply"),
        values: (0..<count).map { times($0).toReply }, isRate: false))
    return found
  }

  /// The columns that differences are adjusted for: those of the study, as
  /// far as the ledger has them.
  func adjusted() throws(Diagnostic) -> [Column] {
    var columns: [Column] = []
    for name in options.adjust {
      // The fields of the schema need not be there.
      if let role = LedgerRole(rawValue: name) {
        if let column = frame.table[frame.name(role)] { columns.append(column) }
      } else {
        columns.append(try frame.table.column(name))
      }
    }
    return columns
  }

  mutating func addSupervision() throws(Diagnostic) {
    guard frame.has(.keySupervised) else { return }
    let rows = frame.rows.filter {
      checks.kept[$0] && frame.flag(.keySupervised, $0) != nil
    }
    let isKey = (0..<frame.table.rowCount).map {
      frame.flag(.keySupervised, $0) == true
    }
    let keyCount = rows.count { isKey[$0] }
    guard keyCount > 0, keyCount < rows.count else { return }
    let columns = try adjusted()
    let factors = strata(rows, columns)
    let outcomes = outcomes()
    for isRate in [true, false] {
      let chosen = outcomes.filter { $0.isRate == isRate }
      addComparison(
        chosen, rows, isKey, factors, isRate, note(columns))
    }
  }

  /// For each row the texts of the columns that differences are adjusted for;
  /// `nil` for a row without one of them.
  private func strata(
    _ rows: [Int], _ columns: [Column]
  ) -> [[String]?] {
    var result = [[String]?](repeating: nil, count: frame.table.rowCount)
    for row in rows {
      let texts = columns.compactMap { $0.text(at: row) }
      if texts.count == columns.count { result[row] = texts }
    }
    return result
  }

  private mutating func addComparison(
    _ outcomes: [ComparedOutcome], _ rows: [Int], _ isKey: [Bool],
    _ factors: [[String]?], _ isRate: Bool, _ note: LocalizedText
  ) {
    var made: [StatisticsTable.Row] = []
    let labels = [
      "raw": LocalizedText(
        zh: "重点督办减其他", en: "key-supervised less others"),
      "adjusted": LocalizedText(
        zh: "重点督办减其他（调整后）", en: "key-supervised less others, adjusted"),
    ]
    for outcome in outcomes {
      let known = rows.filter { !outcome.values[$0].isNaN }
      let key = known.filter { isKey[$0] }.map { outcome.values[$0] }
      let rest = known.filter { !isKey[$0] }.map { outcome.values[$0] }
      guard !key.isEmpty, !rest.isEmpty else { continue }
      let raw = rawDifference(key, rest, isRate)
      let adjusted = adjustedDifference(outcome, known, isKey, factors)
      var cells: [StatisticsTable.Cell] = [.init(Double(key.count))]
      cells.append(cell(key, isRate))
      cells.append(.init(Double(rest.count)))
      cells.append(cell(rest, isRate))
      cells.append(.init(raw.value, interval: raw.interval))
      cells.append(adjusted?.cell ?? .empty)
      cells.append(adjusted.map { .init(Double($0.used)) } ?? .empty)
      cells.append(
        adjusted.flatMap(\.strata).map { .init(Double($0)) } ?? .empty)
      made.append(StatisticsTable.Row(outcome.name, outcome.label, cells))
      for (name, found) in [("raw", raw), ("adjusted", adjusted)] {
        guard let found else { continue }
        add(
          outcome.name, outcome.label, statistic: "difference", found.value,
          unit: isRate ? .net : .value, error: found.error,
          interval: found.interval, base: key.count + rest.count,
          category: name, categoryLabel: labels[name])
      }
    }
    guard !made.isEmpty else { return }
    let key = LocalizedText(zh: "重点督办", en: "Key-supervised")
    let rest = LocalizedText(zh: "其他", en: "Others")
    let difference = LocalizedText(zh: "差", en: "Difference")
    let level = LocalizedText(
      zh: isRate ? "比率" : "平均", en: isRate ? "Rate" : "Mean")
    let format: StatisticsTable.Format = isRate ? .share : .value
    tables.append(
      StatisticsTable(
        isRate ? "supervision" : "supervision-days",
        title: isRate
          ? LocalizedText(
            zh: "重点督办与其他办件", en: "Key-supervised cases and the others")
          : LocalizedText(
            zh: "重点督办与其他办件：用时", en: "Key-supervised cases and the others: days"),
        stub: LocalizedText(zh: "指标", en: "Measure"),
        columns: [
          .init("key_n", "n", .count, spanner: key),
          .init("key", level, format, spanner: key),
          .init("others_n", "n", .count, spanner: rest),
          .init("others", level, format, spanner: rest),
          .init(
            "raw", LocalizedText(zh: "原始差", en: "Raw"),
            isRate ? .points : .value, spanner: difference),
          .init(
            "adjusted", LocalizedText(zh: "调整后", en: "Adjusted"),
            isRate ? .points : .value, spanner: difference),
          .init(
            "used", LocalizedText(zh: "可比的督办件", en: "Comparable cases"), .count),
          .init("strata", LocalizedText(zh: "层数", en: "Strata"), .count),
        ], rows: made,
        notes: [note],
        figure: .dots(
          column: made.contains { !($0.cells[5].isEmpty) } ? "adjusted" : "raw",
          reference: 0)))
  }

  /// What the differences are adjusted for, and what they are not.
  private func note(_ columns: [Column]) -> LocalizedText {
    let chance = LocalizedText(
      zh: "督办件不是随机选取的，差异不等于督办的效果。",
      en: "Cases are not put under supervision at random, so a difference is"
        + " not the effect of supervision.")
    guard !columns.isEmpty else {
      return LocalizedText(
        zh: "台账没有可据以调整的列，差异未经调整。" + chance[.chinese],
        en: "The ledger has no column to adjust for. " + chance[.english])
    }
    let names = columns.map { adjustedName($0) }
    return LocalizedText(
      zh: "调整后：只在" + names.map { $0[.chinese] }.joined(separator: "与")
        + "相同的办件之间比较，没有对照的督办件不进入。" + chance[.chinese],
      en: "Adjusted: cases are compared with others of the same "
        + names.map { $0[.english] }.joined(separator: " and ")
        + "; supervised cases without such others are not compared. "
        + chance[.english])
  }

  /// What a column that is adjusted for is called in a sentence.
  func adjustedName(_ column: Column) -> LocalizedText {
    if column.name == frame.name(.category) {
      return LocalizedText(zh: "类别", en: "category")
    }
    if column.name == frame.name(.leadUnit) {
      return LocalizedText(zh: "单位", en: "unit")
    }
    return column.variable?.label ?? LocalizedText(column.name)
  }

  private func cell(_ values: [Double], _ isRate: Bool) -> StatisticsTable.Cell
  {
    if isRate {
      return intervals.cell(
        CountedRate(values.count { $0 == 1 }, of: values.count))
    }
    return .init(values.reduce(0, +) / Double(values.count))
  }

  /// The difference of shares with Newcombe's (1998) interval from Wilson's
  /// limits, or that of means with Welch's.
  private func rawDifference(
    _ key: [Double], _ rest: [Double], _ isRate: Bool
  ) -> AdjustedDifference {
    func mean(_ values: [Double]) -> Double {
      values.reduce(0, +) / Double(values.count)
    }
    let (p, q) = (mean(key), mean(rest))
    var found = AdjustedDifference(value: p - q, used: key.count)
    if options.isCensus { return found }
    if isRate {
      let plain = RateIntervals(level: level, method: .wilson, isCensus: false)
      guard
        let a = plain.interval(
          CountedRate(key.count { $0 == 1 }, of: key.count)),
        let b = plain.interval(
          CountedRate(rest.count { $0 == 1 }, of: rest.count))
      else { return found }
      let low = (p - a.lower) * (p - a.lower) + (b.upper - q) * (b.upper - q)
      let high = (a.upper - p) * (a.upper - p) + (q - b.lower) * (q - b.lower)
      found.interval = Interval(
        lower: p - q - low.squareRoot(), upper: p - q + high.squareRoot(),
        level: level, method: "newcombe")
      return found
    }
    func part(_ values: [Double], _ mean: Double) -> Double {
      guard values.count > 1 else { return .nan }
      let n = Double(values.count)
      return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1) / n
    }
    let (u, v) = (part(key, p), part(rest, q))
    let degrees =
      (u + v) * (u + v)
      / (u * u / Double(key.count - 1) + v * v / Double(rest.count - 1))
    found.error = (u + v).squareRoot()
    if degrees.isFinite {
      found.interval = tInterval(
        p - q, standardError: found.error, degreesOfFreedom: degrees,
        level: level)
    }
    return found
  }

  private func adjustedDifference(
    _ outcome: ComparedOutcome, _ rows: [Int], _ isKey: [Bool],
    _ factors: [[String]?]
  ) -> AdjustedDifference? {
    let known = rows.filter { factors[$0] != nil }
    if outcome.isRate, options.adjustment == .mantelHaenszel {
      var strata: [[String]: MantelHaenszel.Stratum] = [:]
      for row in known {
        guard let key = factors[row] else { continue }
        var stratum =
          strata[key]
          ?? MantelHaenszel.Stratum(
            events: 0, count: 0, otherEvents: 0, otherCount: 0)
        let event = outcome.values[row] == 1 ? 1 : 0
        if isKey[row] {
          stratum.count += 1
          stratum.events += event
        } else {
          stratum.otherCount += 1
          stratum.otherEvents += event
        }
        strata[key] = stratum
      }
      let order = strata.keys.sorted { $0.lexicographicallyPrecedes($1) }
      guard let found = MantelHaenszel(order.compactMap { strata[$0] }) else {
        return nil
      }
      // An error of 0 is that of strata in which nothing varies.
      let isKnown = !options.isCensus && found.standardError > 0
      return AdjustedDifference(
        value: found.difference,
        error: isKnown ? found.standardError : nil,
        interval: isKnown ? found.interval(level: level) : nil,
        used: found.used, strata: found.strata, sums: found.sums)
    }
    return regression(outcome, known, isKey, factors)
  }

  /// A regression on the flag with each column of the adjustment as a factor:
  /// linear for means, logistic for rates, of which the mean difference of the
  /// predictions is taken.
  private func regression(
    _ outcome: ComparedOutcome, _ rows: [Int], _ isKey: [Bool],
    _ factors: [[String]?]
  ) -> AdjustedDifference? {
    let width = rows.first.flatMap { factors[$0]?.count } ?? 0
    var columns = [
      Column("outcome", .doubles(rows.map { outcome.values[$0] })),
      Column("key", .doubles(rows.map { isKey[$0] ? 1 : 0 })),
    ]
    for position in 0..<width {
      var codes: [String: Int32] = [:]
      var levels: [String] = []
      let values = rows.map { row -> Int32 in
        let text = factors[row]?[position] ?? ""
        if let code = codes[text] { return code }
        let code = Int32(levels.count)
        codes[text] = code
        levels.append(text)
        return code
      }
      // A column with one value says nothing.
      if levels.count < 2 { continue }
      columns.append(
        Column(
          "factor\(position)",
          .texts(DictionaryText(codes: values, levels: levels))))
    }
    let names = columns.dropFirst().map(\.name)
    let table = Table(
      name: "cases", columns: columns, source: frame.table.source)
    let model = RegressionAnalysis(
      model: ModelSpecification(
        outcome: "outcome", event: nil, terms: Array(names), factors: ["key"],
        references: ["key": "0"]),
      family: outcome.isRate ? .binomial : .gaussian, tests: [],
      hasMargins: outcome.isRate)
    guard
      let found = try? model.run(on: AnalysisData(table: table, level: level)),
      case .tables(let tables, _) = found.details
    else { return nil }
    let name = outcome.isRate ? "effects" : "coefficients"
    guard let made = tables.first(where: { $0.name == name }),
      let cell = made["key1", "estimate"], let value = cell.value
    else { return nil }
    return AdjustedDifference(
      value: value,
      error: options.isCensus ? nil : made["key1", "se"]?.value,
      interval: options.isCensus ? nil : cell.interval,
      used: rows.count { isKey[$0] },
      sums: outcome.isRate
        ? nil : flagSums(outcome, rows, isKey, columns.dropFirst(2)))
  }
}
