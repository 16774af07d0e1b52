import SurveyData

extension EvaluationResult {
  /// The band of each case with the share of draws that agree, as stars.
  var certaintyTable: StatisticsTable? {
    let rated = cases.filter { $0.band != nil }
    guard !bands.isEmpty, !rated.isEmpty else { return nil }
    let hasDraws = rated.contains { !$0.bandShares.isEmpty }
    var columns: [StatisticsTable.Column] = [
      .init("stars", LocalizedText(zh: "星数", en: "Stars"), .count),
      .init("band", LocalizedText(zh: "等次", en: "Band"), .text),
    ]
    if hasDraws {
      columns.append(
        .init("certainty", LocalizedText(zh: "把握", en: "Certainty"), .share))
    }
    columns.append(.init("score", LocalizedText(zh: "得分", en: "Score"), .value))
    var uncertain = 0
    let rows = rated.map { found -> StatisticsTable.Row in
      let band = found.band ?? 0
      let share =
        found.bandShares.indices.contains(band) ? found.bandShares[band] : nil
      if let share, share < StarsAnalysis.certain { uncertain += 1 }
      var cells: [StatisticsTable.Cell] = [
        .init(Double(bands.count - band)),
        .init(certain(bands[band].label, share)),
      ]
      if hasDraws { cells.append(.init(share)) }
      cells.append(.init(found.score, interval: found.scoreInterval))
      return StatisticsTable.Row(
        found.id, found.title ?? LocalizedText(found.id), cells)
    }
    return StatisticsTable(
      "bands",
      title: LocalizedText(zh: "等次及其把握", en: "Bands and their certainty"),
      stub: LocalizedText(zh: "对象", en: "Case"), columns: columns, rows: rows,
      notes: hasDraws
        ? [
          LocalizedText(
            zh: "把握是得到同一等次的抽取比例；\(uncertain) 个对象不足 60%，标为不确定。",
            en:
              "Certainty is the share of draws with the same band; \(uncertain)"
              + (uncertain == 1 ? " case is" : " cases are")
              + " below 60 % and marked as uncertain.")
        ] : [],
      figure: .stars(
        column: "stars", count: bands.count,
        certainty: hasDraws ? "certainty" : nil))
  }

  private func certain(
    _ label: LocalizedText, _ share: Double?
  ) -> LocalizedText {
    guard let share else { return label }
    let percent = certaintyPercent(share)
    let isUncertain = share < StarsAnalysis.certain
    return LocalizedText(
      zh: "\(label[.chinese])（\(percent)%\(isUncertain ? "，不确定" : "")）",
      en: "\(label[.english]) (\(percent)%\(isUncertain ? ", uncertain" : ""))")
  }
}
