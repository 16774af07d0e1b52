import SurveyData

extension LedgerWork {
  mutating func addUnits() {
    guard frame.has(.leadUnit) else { return }
    var lead: [String: [Int]] = [:]
    var helped: [String: Int] = [:]
    for row in frame.rows where checks.kept[row] {
      if let unit = frame.text(.leadUnit, row) {
        lead[unit, default: []].append(row)
      }
      guard let others = frame.text(.coUnits, row) else { continue }
      for part in others.split(whereSeparator: { "|;；、".contains($0) }) {
        var name = part
        while name.first?.isWhitespace == true { name.removeFirst() }
        while name.last?.isWhitespace == true { name.removeLast() }
        if !name.isEmpty { helped[String(name), default: 0] += 1 }
      }
    }
    let names = Set(lead.keys).union(helped.keys).sorted {
      let (a, b) = (
        lead[$0]?.count(where: isFinal) ?? 0,
        lead[$1]?.count(where: isFinal) ?? 0
      )
      return a == b ? $0 < $1 : a > b
    }
    // A case in several rounds is one case.
    func cases(_ rows: [Int]) -> Int { rows.count(where: isFinal) }
    let all = lead.values.reduce(0) { $0 + cases($1) }
    let hasHelpers = frame.has(.coUnits)
    var rows: [StatisticsTable.Row] = []
    for name in names {
      let own = lead[name] ?? []
      let days = replyCurve(own)
      let rates = [
        CountedRate(own.map { times($0).isOnTime }),
        CountedRate(own.map { isSignedInTime($0) }),
        CountedRate(own.map { hasAllMeetings($0) }),
        CountedRate(own.map { isSolved($0) }),
        CountedRate(own.map { isKept($0) }),
      ]
      rows.append(
        StatisticsTable.Row(
          name, frame.label(.leadUnit, name),
          [
            .init(Double(cases(own))),
            .init(all > 0 ? Double(cases(own)) / Double(all) : nil),
            .init(Double(helped[name] ?? 0)),
            days.count > 0
              ? days.quantile(0.5).map { .init($0) } ?? .empty : .empty,
          ] + rates.map(intervals.cell)))
    }
    // A measure that the ledger has no columns for is no column either.
    let columns = columns.enumerated().filter { position, column in
      column.name == "co"
        ? hasHelpers
        : position < 2
          || rows.contains { !$0.cells[position].isEmpty }
    }
    let measures = ["solved_rate", "on_time_rate", "meetings_rate"]
    let shown = measures.first { name in
      columns.contains { $0.element.name == name }
    }
    rows = rows.map { row in
      var row = row
      row.cells = columns.map { row.cells[$0.offset] }
      return row
    }
    tables.append(
      StatisticsTable(
        "units",
        title: LocalizedText(zh: "承办单位", en: "Units in charge"),
        stub: LocalizedText(zh: "单位", en: "Unit"),
        columns: columns.map(\.element), rows: rows,
        notes: [
          LocalizedText(
            zh: "件数少的单位区间很宽，名次没有意义。",
            en: "Units with few cases have wide intervals; their order says"
              + " little.")
        ], figure: shown.map { .dots(column: $0, reference: nil) }))
  }

  /// What may be said of a unit.
  private var columns: [StatisticsTable.Column] {
    [
      .init("lead", LocalizedText(zh: "主办件数", en: "In charge"), .count),
      .init("lead_share", LocalizedText(zh: "占比", en: "Share"), .share),
      .init("co", LocalizedText(zh: "协办件数", en: "Helping"), .count),
      .init(
        "median_days",
        LocalizedText(zh: "答复中位天数", en: "Median days to reply"), .degrees),
      .init(
        "on_time_rate", LocalizedText(zh: "按期答复率", en: "In time"), .share),
      .init(
        "signed_rate", LocalizedText(zh: "按期签收率", en: "Signed in time"),
        .share),
      .init(
        "meetings_rate", LocalizedText(zh: "三次见面率", en: "Three meetings"),
        .share),
      .init("solved_rate", LocalizedText(zh: "办成率", en: "Solved"), .share),
      .init(
        "kept_rate", LocalizedText(zh: "按期兑现率", en: "Commitments kept"),
        .share),
    ]
  }
}
