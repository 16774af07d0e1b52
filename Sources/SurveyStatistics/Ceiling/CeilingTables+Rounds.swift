import SurveyData

/// The first round beside the final one.
extension CeilingTables {
  /// What became of the answers between both rounds.
  func changes(_ rounds: MatchedRounds) -> StatisticsTable {
    let table = rounds.table
    let total = table.count
    func share(_ number: Int) -> Cell {
      guard total > 0 else { return Cell(nil) }
      return counted(
        Double(number) / Double(total), number, of: total,
        interval: interval(
          clopperPearson(number, of: total, level: level), "clopper-pearson"))
    }
    func count(_ number: Int) -> Cell { Cell(Double(number)) }
    var rows = [
      Row(
        "matched", LocalizedText(zh: "两轮都有评价", en: "In both rounds"),
        [count(total), .empty]),
      Row(
        "first", LocalizedText(zh: "首轮满意", en: "Satisfied at first"),
        [count(table.both + table.lost), share(table.both + table.lost)]),
      Row(
        "final", LocalizedText(zh: "末轮满意", en: "Satisfied in the end"),
        [count(table.both + table.gained), share(table.both + table.gained)]),
      Row(
        "gained",
        LocalizedText(zh: "由不满意转为满意", en: "Became satisfied"),
        [count(table.gained), share(table.gained)]),
      Row(
        "lost", LocalizedText(zh: "由满意转为不满意", en: "No longer satisfied"),
        [count(table.lost), share(table.lost)]),
      Row(
        "change", LocalizedText(zh: "满意率变化", en: "Change"), kind: .subtotal,
        format: .points,
        [
          .empty,
          counted(
            table.change, table.gained - table.lost, of: total,
            interval: interval(table.interval(level: level), "newcombe")),
        ]),
    ]
    if let change = rounds.change {
      rows.append(
        Row(
          "weighted-change",
          LocalizedText(zh: "满意率变化（加权）", en: "Change, weighted"),
          kind: .subtotal, format: .points,
          [.empty, Cell(change.value, interval: change.interval)]))
    }
    rows.append(
      Row(
        "p", LocalizedText(zh: "McNemar精确检验p", en: "McNemar, exact p"),
        kind: .subtotal, format: .probability,
        [.empty, Cell(table.probability)]))
    return StatisticsTable(
      "rounds",
      title: LocalizedText(
        zh: "首轮与末轮满意（同一办件配对）", en: "First and final round, matched"),
      stub: LocalizedText(zh: "配对结果", en: "Matched cases"),
      columns: [
        Column("count", LocalizedText(zh: "件数", en: "Count"), .count),
        Column("share", LocalizedText(zh: "比例", en: "Share"), .share),
      ], rows: rows,
      notes: rounds.unmatched > 0
        ? [
          LocalizedText(
            zh: "另有\(rounds.unmatched)件只有一轮有效评价，未计入。",
            en: "\(rounds.unmatched) more had a valid answer in one round only."
          )
        ] : [])
  }
}
