import Diagnostics
import SurveyData

extension PointsAnalysis {
  /// How the points of one unit add up: a row a month with the points of each
  /// term, and what is counted of them.
  ///
  /// - Returns: `nil` when there is no such unit.
  /// - Throws: What `run` throws about columns.
  public func account(
    of unit: String, on data: AnalysisData
  ) throws(Diagnostic) -> StatisticsTable? {
    let ledger = try PointsLedger(
      data.table, domain: data.domain, options: options)
    return ledger.units.firstIndex { $0.name == unit }.map {
      account(of: $0, in: ledger)
    }
  }

  /// The account of the unit with the most points, as an example for all.
  func example(_ ledger: PointsLedger) -> StatisticsTable? {
    ledger.units.indices.max {
      (ledger.units[$0].capped, $1) < (ledger.units[$1].capped, $0)
    }.map { account(of: $0, in: ledger) }
  }

  /// The account of the unit at a position.
  func account(of index: Int, in ledger: PointsLedger) -> StatisticsTable {
    let unit = ledger.units[index]
    let earned = ledger.monthlyPoints(of: index)
    let terms = ledger.terms.indices.filter { term in
      earned.contains { $0.points[term] != nil }
    }
    let spanner = LocalizedText(zh: "按规则得分", en: "By the rule")
    let columns =
      terms.map {
        StatisticsTable.Column(
          "term=\(ledger.terms[$0].name)",
          LocalizedText(ledger.terms[$0].name), .degrees, spanner: spanner)
      } + [
        .init("month", LocalizedText(zh: "当月合计", en: "Month"), .degrees),
        .init("counted", LocalizedText(zh: "计入", en: "Counted"), .degrees),
      ]
    var rows: [StatisticsTable.Row] = []
    let caps = ledger.caps
    if caps.month != nil || caps.terms.contains(where: { $0 != nil }) {
      rows.append(
        StatisticsTable.Row(
          "cap", LocalizedText(zh: "每月上限", en: "At most a month"),
          kind: .subtotal,
          terms.map { caps.terms[$0].map { .init($0) } ?? .empty } + [
            caps.month.map { .init($0) } ?? .empty, .empty,
          ]))
    }
    var total = 0.0
    for (position, month) in earned.enumerated() {
      let sum = month.points.sorted { $0.key < $1.key }.reduce(0.0) {
        $0 + caps.ofTerm($1.key, $1.value)
      }
      let counted = caps.month.map { min($0, sum) } ?? sum
      rows.append(
        StatisticsTable.Row(
          month.label[.english], month.label,
          terms.map { month.points[$0].map { .init($0) } ?? .empty }
            + [.init(sum), .init(counted)]))
      total += counted
      let year = month.month / 12
      let ends =
        position + 1 == earned.count || earned[position + 1].month / 12 != year
      guard ends, let cap = caps.year else { continue }
      rows.append(
        StatisticsTable.Row(
          "year=\(year)",
          LocalizedText(
            zh: "\(year)年，至多\(plainText(cap))分",
            en: "\(year), at most \(plainText(cap))"), kind: .subtotal,
          terms.map { _ in .empty } + [.init(total), .init(min(cap, total))]))
      total = 0
    }
    rows.append(
      StatisticsTable.Row(
        "total", LocalizedText(zh: "合计", en: "Total"), kind: .overall,
        terms.map { _ in .empty } + [.empty, .init(unit.capped)]))
    return StatisticsTable(
      "account",
      title: LocalizedText(
        zh: "得分如何合计：\(unit.name)", en: "How points add up: \(unit.name)"),
      stub: LocalizedText(zh: "月份", en: "Month"), columns: columns, rows: rows,
      notes: [
        LocalizedText(
          zh: "其他单位的算法相同；先按项目、再按月、再按年取上限。",
          en: "Other units add up in the same way: caps of terms first, then of"
            + " months, then of years.")
      ], isSupplement: true)
  }
}

extension PointsLedger {
  /// What a unit earned in a month, by the position of the term.
  struct Month {
    /// Counted from year 0; -1 for rows without a day.
    var month: Int
    var points: [Int: Double] = [:]

    /// The month as it is written.
    var label: LocalizedText {
      if month < 0 { return LocalizedText(zh: "无日期", en: "no day") }
      let (year, number) = (month / 12, month % 12 + 1)
      return LocalizedText(
        zh: "\(year)年\(number)月",
        en: "\(year)-\(number < 10 ? "0" : "")\(number)")
    }
  }

  /// The months of a unit in rising order.
  func monthlyPoints(of index: Int) -> [Month] {
    let unit = units[index].drawable
    var months: [Month] = []
    for slot in unit.slots where months.last?.month != slot.month {
      months.append(Month(month: slot.month))
    }
    let positions = Dictionary(
      uniqueKeysWithValues: months.enumerated().map { ($1.month, $0) })
    for earning in unit.activities.flatMap({ $0 }) {
      let slot = unit.slots[earning.slot]
      guard let position = positions[slot.month] else { continue }
      months[position].points[slot.term, default: 0] += earning.points
    }
    return months
  }
}
