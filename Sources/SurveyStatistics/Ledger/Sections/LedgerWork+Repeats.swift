import SurveyData

extension LedgerWork {
  /// The rows that stand for cases: the first of each identifier.
  private var caseRows: [Int] {
    guard frame.isEveryRound else {
      return frame.rows.filter { checks.kept[$0] }
    }
    var seen: Set<String> = []
    return frame.rows.filter { row in
      guard checks.kept[row], let id = frame.text(.caseID, row) else {
        return false
      }
      return seen.insert(id).inserted
    }
  }

  private func year(_ row: Int) -> Int? {
    let submitted = frame.days(.submitted)[row]
    let day = submitted.isNaN ? frame.days(.assigned)[row] : submitted
    return LedgerFrame.day(day)?.components.year
  }

  /// The first case of the chain that a row belongs to.
  private func root(_ row: Int) -> Int {
    var row = row
    // Cycles have been cut.
    while checks.earlier[row] >= 0 { row = checks.earlier[row] }
    return row
  }

  mutating func addRepeats() {
    guard frame.has(.repeatOf) else { return }
    let cases = caseRows
    let members = Set(cases)
    let label = LocalizedText(zh: "重复提出率", en: "Raised again")
    var rows: [StatisticsTable.Row] = []
    var chains: [Int: Set<Int>] = [:]
    for row in cases where checks.earlier[row] >= 0 {
      let first = root(row)
      chains[first, default: [first]].insert(row)
    }
    let years = chains.mapValues { Set($0.compactMap(year)).sorted() }
    func isUnsolved(_ chain: Set<Int>) -> Bool {
      let last = chain.max {
        (frame.days(.assigned)[$0], $0) < (frame.days(.assigned)[$1], $1)
      }
      return last.map { isSolved(finalRow($0)) != true } ?? false
    }
    var open: Set<Int> = []
    for (first, chain) in chains
    where (years[first]?.count ?? 0) > 1 && isUnsolved(chain) {
      open.insert(first)
    }
    for slice in slices {
      let own = slice.rows.filter(members.contains)
      let rate = CountedRate(own.map { checks.earlier[$0] >= 0 })
      guard rate.base > 0 else { continue }
      let unsolved = own.count {
        checks.earlier[$0] >= 0 && open.contains(root($0))
      }
      add("repeated", label, rate, slice)
      rows.append(
        row(
          slice,
          [
            .init(Double(rate.base)), .init(Double(rate.count)),
            intervals.cell(rate), .init(Double(unsolved)),
          ]))
    }
    tables.append(
      StatisticsTable(
        "repeats",
        title: LocalizedText(zh: "重复提出的建议", en: "Suggestions raised again"),
        stub: stub,
        columns: [
          .init("cases", LocalizedText(zh: "件数", en: "Cases"), .count),
          .init(
            "repeats", LocalizedText(zh: "重复提出", en: "Raised again"), .count),
          .init("repeat_rate", label, .share),
          .init(
            "unsolved_years",
            LocalizedText(zh: "跨年度提出且未解决", en: "Over years and unsolved"),
            .count),
        ], rows: rows))
    let long = chains.filter { $0.value.count > 1 }
    guard !long.isEmpty else { return }
    addChains(long, years, open)
    remarks.append(
      LocalizedText(
        zh: "\(long.count)组建议重复提出，其中\(open.count)组跨年度且尚未解决",
        en: "\(long.count) suggestions were raised again, \(open.count) of them"
          + " in several years and unsolved"))
  }

  private mutating func addChains(
    _ chains: [Int: Set<Int>], _ years: [Int: [Int]], _ open: Set<Int>
  ) {
    let order = chains.keys.sorted {
      let (a, b) = (chains[$0]?.count ?? 0, chains[$1]?.count ?? 0)
      let (c, d) = (open.contains($0) ? 0 : 1, open.contains($1) ? 0 : 1)
      return (c, -a, $0) < (d, -b, $1)
    }
    let rows = order.map { first in
      let members = (chains[first] ?? []).sorted {
        (frame.days(.assigned)[$0], $0) < (frame.days(.assigned)[$1], $1)
      }
      let ids = members.compactMap { frame.text(.caseID, $0) }
      let classes = members.map { resultClass($0) ?? "–" }
      let isOpen = open.contains(first)
      return StatisticsTable.Row(
        ids.first ?? "", LocalizedText(ids.first ?? ""),
        [
          .init(Double(members.count)),
          .init(
            LocalizedText(
              (years[first] ?? []).map(String.init).joined(separator: ", "))),
          .init(LocalizedText(ids.joined(separator: " → "))),
          .init(LocalizedText(classes.joined(separator: " → "))),
          .init(
            isOpen
              ? LocalizedText(zh: "跨年度未解决", en: "unsolved over years")
              : LocalizedText(zh: "", en: "")),
        ])
    }
    tables.append(
      StatisticsTable(
        "chains",
        title: LocalizedText(zh: "重复提出的脉络", en: "Chains of repeats"),
        stub: LocalizedText(zh: "最早的建议", en: "First case"),
        columns: [
          .init("length", LocalizedText(zh: "次数", en: "Times"), .count),
          .init("years", LocalizedText(zh: "年度", en: "Years"), .text),
          .init("cases", LocalizedText(zh: "建议", en: "Cases"), .text),
          .init("classes", LocalizedText(zh: "结果类别", en: "Classes"), .text),
          .init("state", LocalizedText(zh: "情况", en: "State"), .text),
        ], rows: rows, isSupplement: rows.count > 40))
  }
}
