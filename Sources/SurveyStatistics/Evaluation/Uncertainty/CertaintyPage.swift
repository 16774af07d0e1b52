import SurveyData

/// How certain ranks and bands are over the draws: tables and a sentence.
struct CertaintyPage {
  let draws: RankDraws
  /// What they say, by case.
  let summaries: [CaseDraws]
  let names: CaseNames
  let level: Double
  let bands: [Band]

  /// Below this share of draws the band of a case is marked as uncertain.
  static let bandLimit = 0.6
  /// With more cases than this no table has a column a case.
  static let matrixLimit = 60
  /// With more cases than this no table has a row a case.
  static let listLimit = 2000

  /// For each two cases that follow each other in the ranks, the share of
  /// draws in which the better one is above.
  private var neighbours: [(better: Int, worse: Int, share: Double)] {
    let shares = draws.sharesAboveNext(names.order)
    return shares.indices.compactMap { index in
      shares[index].map { (names.order[index], names.order[index + 1], $0) }
    }
  }

  /// The tables.
  func tables(_ result: EvaluationResult) -> [StatisticsTable] {
    guard !names.order.isEmpty, names.order.count <= Self.listLimit else {
      return []
    }
    var tables = [certainty(result)]
    if names.order.count <= Self.matrixLimit {
      tables += [acceptability(result), pairwise]
    }
    return tables
  }

  private func certainty(_ result: EvaluationResult) -> StatisticsTable {
    typealias Column = StatisticsTable.Column
    let next = Dictionary(
      neighbours.map { ($0.better, $0.share) },
      uniquingKeysWith: { first, _ in first })
    let showsRanks = result.supportsRanking
    var columns = [
      Column(
        "rank_lower", LocalizedText(zh: "最好", en: "Best"), .count,
        spanner: LocalizedText(zh: "名次区间", en: "Rank interval")),
      Column(
        "rank_upper", LocalizedText(zh: "最差", en: "Worst"), .count,
        spanner: LocalizedText(zh: "名次区间", en: "Rank interval")),
    ]
    if showsRanks {
      columns.insert(
        Column("rank", LocalizedText(zh: "名次", en: "Rank"), .count), at: 0)
      columns += [
        Column(
          "median_rank", LocalizedText(zh: "名次中位数", en: "Median rank"),
          .degrees),
        Column(
          "mean_rank", LocalizedText(zh: "平均名次", en: "Mean rank"), .statistic),
      ]
    }
    columns.append(
      Column(
        "above_next",
        LocalizedText(zh: "高于下一名的抽样比例", en: "Above the next"), .share))
    if !bands.isEmpty {
      columns.append(
        Column("band", LocalizedText(zh: "等次（把握）", en: "Band"), .text))
      columns.append(
        Column(
          "band_share", LocalizedText(zh: "属该等次的抽样比例", en: "Certainty"),
          .share))
    }
    let byID = Dictionary(
      result.cases.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let rows = names.order.map { row -> StatisticsTable.Row in
      let found = summaries[row]
      var cells = [
        StatisticsTable.Cell(found.rankInterval?.lower),
        StatisticsTable.Cell(found.rankInterval?.upper),
      ]
      if showsRanks {
        cells.insert(
          StatisticsTable.Cell(names.ranks[row].map(Double.init)), at: 0)
        cells += [
          StatisticsTable.Cell(found.medianRank),
          StatisticsTable.Cell(found.meanRank),
        ]
      }
      cells.append(next[row].map { StatisticsTable.Cell($0) } ?? .empty)
      if !bands.isEmpty {
        let item = byID[names.ids[row]]
        if let band = item?.band, let shares = item?.bandShares,
          shares.indices.contains(band)
        {
          cells.append(
            StatisticsTable.Cell(bandText(bands[band], shares[band])))
          cells.append(StatisticsTable.Cell(shares[band]))
        } else {
          cells += [.empty, .empty]
        }
      }
      return StatisticsTable.Row(names.ids[row], names.label(row), cells)
    }
    let text = plainText(level * 100)
    return StatisticsTable(
      "rank-certainty",
      title: LocalizedText(
        zh: "名次和等次的把握", en: "How certain ranks and bands are"),
      stub: LocalizedText(zh: "对象", en: "Case"), columns: columns, rows: rows,
      notes: [
        LocalizedText(
          zh: "高于下一名的抽样比例不足 \(text)% 的，两者名次不能区分；属该等次的抽样比例不足 60% 的，等次不稳，以“?”标出。",
          en: "A case that is above the next in less than \(text)% of the "
            + "draws cannot be told from it; a band that is found in less "
            + "than 60% of the draws is uncertain and marked with '?'.")
      ] + (showsRanks ? [] : [UncertaintyResult.rankingNotSupported]),
      figure: .rankRange(
        rank: "rank", lower: "rank_lower", upper: "rank_upper"),
      isSupplement: true)
  }

  private func bandText(_ band: Band, _ share: Double) -> LocalizedText {
    let percent = plainText((share * 100).rounded())
    let mark = share < Self.bandLimit ? " ?" : ""
    return LocalizedText(
      zh: "\(band.label[.chinese])（\(percent)%）\(mark)",
      en: "\(band.label[.english]) (\(percent)%)\(mark)")
  }

  private func acceptability(_ result: EvaluationResult) -> StatisticsTable {
    let count = names.order.count
    let columns = (1...count).map { rank in
      StatisticsTable.Column(
        "rank_\(rank)", LocalizedText("\(rank)"), .share,
        spanner: LocalizedText(zh: "名次", en: "Rank"))
    }
    return StatisticsTable(
      "rank-acceptability",
      title: LocalizedText(
        zh: "各名次的抽样比例", en: "Share of draws with each rank"),
      stub: LocalizedText(zh: "对象", en: "Case"), columns: columns,
      rows: names.order.map { row in
        StatisticsTable.Row(
          names.ids[row], names.label(row),
          draws.rankShares(of: row).prefix(count).map {
            StatisticsTable.Cell($0)
          })
      }, figure: .heat(columns: columns.map(\.name)), isSupplement: true)
  }

  private var pairwise: StatisticsTable {
    let columns = names.order.map { row in
      StatisticsTable.Column(names.ids[row], names.label(row), .share)
    }
    let shares = draws.sharesAbove(names.order)
    let size = names.order.count
    return StatisticsTable(
      "pairwise",
      title: LocalizedText(
        zh: "行对象得分高于列对象的抽样比例",
        en: "Share of draws in which the row is above the column"),
      stub: LocalizedText(zh: "对象", en: "Case"), columns: columns,
      rows: names.order.enumerated().map { index, row in
        StatisticsTable.Row(
          names.ids[row], names.label(row),
          (0..<size).map { other in
            index == other
              ? .empty : StatisticsTable.Cell(shares[index * size + other])
          })
      }, figure: .heat(columns: columns.map(\.name)), isSupplement: true)
  }

  /// Which neighbours cannot be told apart.
  var findings: [LocalizedText] {
    let neighbours = neighbours
    guard !neighbours.isEmpty else { return [] }
    let close = neighbours.filter { $0.share < level }
    let percent = plainText(level * 100)
    if close.isEmpty {
      return [
        LocalizedText(
          zh: "相邻名次在至少 \(percent)% 的抽样中顺序一致。",
          en: "Neighbours in the ranks keep their order in at least "
            + "\(percent)% of the draws.")
      ]
    }
    let pairs = close.prefix(6).map {
      "\(names.ids[$0.better])–\(names.ids[$0.worse])"
    }
    let all = close.count == neighbours.count
    let isMost = 2 * close.count > neighbours.count
    return [
      LocalizedText(
        zh:
          "\(neighbours.count) 对相邻名次中有 \(close.count) 对不能区分（顺序一致的抽样不足 \(percent)%）："
          + pairs.joined(separator: "、") + (close.count > 6 ? "等" : "") + "。"
          + (isMost ? "数据不足以支持逐名排名，宜公布分数区间或等次。" : ""),
        en: (all ? "None" : "\(neighbours.count - close.count)")
          + " of \(neighbours.count) pairs of neighbours in the ranks can be "
          + "told apart in \(percent)% of the draws; these cannot: "
          + pairs.joined(separator: ", ")
          + (close.count > 6 ? ", …" : "") + "."
          + (isMost
            ? " The data cannot support a league table: publish scores with "
              + "intervals, or bands." : ""))
    ]
  }
}
