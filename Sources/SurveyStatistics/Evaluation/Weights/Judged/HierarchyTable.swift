import SurveyData

/// How consistent judgements of pairs are, for all judges together and for
/// each.
struct HierarchyTable {
  /// The judgements of one group of siblings.
  struct Group {
    var parent: String
    /// The ids of the children.
    var names: [String]
    /// The judgements of all together.
    var matrix: JudgementMatrix
    var together: HierarchyWeights
    /// For each judge the matrix, and the weights unless its comparisons do
    /// not connect all indicators.
    var judges: [(String, JudgementMatrix, HierarchyWeights?)]
  }

  let tree: IndicatorTree
  let groups: [Group]
  let options: HierarchyOptions

  var table: StatisticsTable {
    StatisticsTable(
      "judgements",
      title: LocalizedText(
        zh: "两两比较的一致性", en: "How consistent the comparisons are"),
      stub: LocalizedText(zh: "评判者", en: "Judge"),
      columns: [
        .init(
          "eigenvalue",
          LocalizedText(zh: "最大特征值", en: "Largest eigenvalue"), .coefficient),
        .init("ci", "CI", .coefficient), .init("ri", "RI", .coefficient),
        .init("cr", "CR", .coefficient), .init("gci", "GCI", .coefficient),
        .init(
          "gci-limit", LocalizedText(zh: "GCI 上限", en: "Limit of GCI"),
          .statistic),
        .init(
          "worst", LocalizedText(zh: "最不一致的比较", en: "Least consistent pair"),
          .text),
        .init(
          "judged", LocalizedText(zh: "判断值", en: "Judged"), .coefficient),
        .init(
          "implied", LocalizedText(zh: "权重之比", en: "Ratio of weights"),
          .coefficient),
        .init(
          "missing", LocalizedText(zh: "未比较", en: "Not compared"), .count),
      ], rows: groups.flatMap(rows),
      notes: [
        LocalizedText(
          zh: "CR 不超过 0.10、GCI 不超过其上限（3 个指标 0.31，4 个 0.35，更多 0.37）视为一致；"
            + "GCI 按行几何平均权重计算，与所用权重无关。",
          en: "Consistent are a CR up to 0.10 and a GCI up to its limit (0.31 "
            + "for three indicators, 0.35 for four, 0.37 for more). GCI is "
            + "that of the geometric means of the rows, whatever the weights.")
      ])
  }

  private func rows(_ group: Group) -> [StatisticsTable.Row] {
    let section =
      tree.position(of: group.parent).map { tree.indicators[$0].name }
      ?? LocalizedText(group.parent)
    var rows: [StatisticsTable.Row] = []
    if group.judges.count > 1 {
      rows = group.judges.map { judge, matrix, weights in
        row(
          "\(group.parent)/\(judge)", LocalizedText(judge), section, group,
          matrix, weights, .detail)
      }
    }
    rows.append(
      row(
        group.parent, LocalizedText(zh: "合计", en: "Together"), section, group,
        group.matrix, group.together, .overall))
    return rows
  }

  private func row(
    _ name: String, _ label: LocalizedText, _ section: LocalizedText,
    _ group: Group, _ matrix: JudgementMatrix, _ weights: HierarchyWeights?,
    _ kind: StatisticsTable.Row.Kind
  ) -> StatisticsTable.Row {
    let count = group.names.count
    let isSmall = count < 3
    let open = matrix.rows.reduce(0) { $0 + $1.count { $0.isNaN } } / 2
    func number(_ value: Double?) -> StatisticsTable.Cell {
      isSmall ? .empty : StatisticsTable.Cell(value)
    }
    let pair = weights?.worstPair
    return StatisticsTable.Row(
      name, label, section: section, kind: kind,
      [
        StatisticsTable.Cell(weights?.largestEigenvalue),
        number(weights?.consistencyIndex),
        number(options.randomIndex(count)), number(weights?.consistencyRatio),
        number(weights?.geometricConsistencyIndex),
        number(weights?.geometricConsistencyLimit),
        pair.map { pair in
          StatisticsTable.Cell(
            LocalizedText(
              zh: "\(title(group, pair.first, .chinese))∶"
                + title(group, pair.second, .chinese),
              en: "\(title(group, pair.first, .english)) : "
                + title(group, pair.second, .english)))
        } ?? .empty,
        pair.map { StatisticsTable.Cell(matrix.rows[$0.first][$0.second]) }
          ?? .empty,
        pair.map { pair in
          StatisticsTable.Cell(weights?.implied(pair.first, pair.second))
        } ?? .empty,
        StatisticsTable.Cell(Double(open)),
      ])
  }

  private func title(
    _ group: Group, _ child: Int, _ language: Language
  ) -> String {
    tree.position(of: group.names[child])
      .map { tree.indicators[$0].name[language] } ?? group.names[child]
  }
}
