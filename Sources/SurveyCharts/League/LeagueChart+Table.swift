import SVG

extension LeagueChart {
  /// The numbers drawn, as texts, in drawing order.
  public var table: ChartTable {
    let rows = orderedRows
    let hasBands = rows.contains { $0.band != nil }
    let hasBases = rows.contains { $0.base != nil }
    var columns = [
      words.rowHeading, headings.score, words.lower, words.upper,
    ]
    if supportsRanking { columns.append(headings.rank) }
    if hasBands { columns.append(headings.band) }
    if hasBases { columns.append(headings.base) }
    var table = ChartTable(columns: columns, rows: [])
    for row in rows {
      var texts = [row.label, axis.text(row.score, missing: words.missing)]
      texts += axis.texts(interval(row))
      if supportsRanking { texts.append(rankText(row)) }
      if hasBands { texts.append(row.band ?? "") }
      if hasBases { texts.append(baseText(row.base, .none)) }
      table.rows.append(texts)
    }
    return table
  }

  /// The rows by falling score; without ranks by band first.
  var orderedRows: [Row] {
    let sorted = rows.sortedDescending { $0.score.finite }
    guard !supportsRanking, rows.contains(where: { $0.bandPosition != nil })
    else { return sorted }
    return sorted.sortedDescending { row in
      row.bandPosition.map { -Double($0) }
    }
  }

  func interval(_ row: Row) -> ClosedRange<Double>? {
    guard row.score.finite != nil, let lower = row.scoreLower.finite,
      let upper = row.scoreUpper.finite, lower <= upper
    else { return nil }
    return lower...upper
  }

  func rankInterval(_ row: Row) -> ClosedRange<Double>? {
    guard let lower = row.rankLower.finite, let upper = row.rankUpper.finite,
      lower <= upper
    else { return nil }
    return lower...upper
  }

  /// A rank with its interval, such as `3 (1–6)`; half ranks of ties keep
  /// their decimal.
  func rankText(_ row: Row) -> String {
    let parts = rankParts(row)
    return parts.interval.isEmpty
      ? parts.rank : "\(parts.rank) \(parts.interval)"
  }

  /// A rank and its interval in brackets, as texts.
  func rankParts(_ row: Row) -> (rank: String, interval: String) {
    guard let rank = row.rank.finite else { return ("", "") }
    func text(_ rank: Double) -> String {
      (rank == rank.rounded() ? NumberStyle.integer : .decimal(1)).text(rank)
    }
    guard let interval = rankInterval(row) else { return (text(rank), "") }
    let ends = (text(interval.lowerBound), text(interval.upperBound))
    return (
      text(rank),
      ends.0 == ends.1 ? "(\(ends.0))" : "(\(ends.0)\u{2013}\(ends.1))"
    )
  }
}
