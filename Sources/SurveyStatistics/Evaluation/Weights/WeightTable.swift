import SurveyData

/// The weights of all indicators and what the method found on its way.
struct WeightTable {
  let tree: IndicatorTree
  let set: WeightSet
  let method: EvaluationOptions.Weighting

  var table: StatisticsTable {
    let global = tree.globalWeights(of: set.local)
    let levels = tree.levels
    let isDeep = (levels.max() ?? 0) > 1
    var columns: [StatisticsTable.Column] = []
    if isDeep {
      columns += [
        .init("parent", LocalizedText(zh: "上级指标", en: "Parent"), .text),
        .init(
          "local", LocalizedText(zh: "同级权重", en: "Weight among siblings"),
          .share),
      ]
    }
    columns.append(
      .init("weight", LocalizedText(zh: "权重", en: "Weight"), .share))
    columns += set.columns.map { .init($0.name, $0.label, $0.format) }
    let rows = tree.indicators.indices.compactMap {
      position -> StatisticsTable.Row? in
      guard let parent = tree.parents[position] else { return nil }
      let isLeaf = tree.children[position].isEmpty
      var cells: [StatisticsTable.Cell] = []
      if isDeep {
        cells += [
          .init(tree.indicators[parent].name), .init(set.local[position]),
        ]
      }
      cells.append(.init(global[position]))
      cells += set.columns.map { column in
        let value = column.values[position]
        return value.isNaN ? .empty : .init(value)
      }
      return StatisticsTable.Row(
        tree.indicators[position].id, tree.indicators[position].name,
        kind: isLeaf ? .detail : .subtotal, cells)
    }
    return StatisticsTable(
      "weights",
      title: LocalizedText(
        zh: "权重：\(method.label.chinese ?? method.name)",
        en: "Weights: \(method.label.english ?? method.name)"),
      stub: LocalizedText(zh: "指标", en: "Indicator"), columns: columns,
      rows: rows, figure: .bars(columns: ["weight"], isStacked: false))
  }
}

extension EvaluationOptions.Weighting {
  /// What the method is called.
  var label: LocalizedText {
    switch self {
    case .direct: LocalizedText(zh: "指标表的权重", en: "indicator table")
    case .equal: LocalizedText(zh: "等权", en: "equal")
    case .stated(.given): LocalizedText(zh: "给定权重", en: "given")
    case .stated(.rankSum): LocalizedText(zh: "等级和法", en: "rank sum")
    case .stated(.rankOrderCentroid):
      LocalizedText(zh: "等级质心法", en: "rank-order centroid")
    case .hierarchy:
      LocalizedText(zh: "层次分析法", en: "analytic hierarchy process")
    case .judged(.budget): LocalizedText(zh: "分值分配法", en: "budget allocation")
    case .judged(.precedence): LocalizedText(zh: "优序图法", en: "precedence chart")
    case .measured(.entropy): LocalizedText(zh: "熵权法", en: "entropy")
    case .measured(.critic): LocalizedText(zh: "CRITIC 法", en: "CRITIC")
    case .measured(.standardDeviation):
      LocalizedText(zh: "标准差法", en: "standard deviation")
    case .measured(.coefficientOfVariation):
      LocalizedText(zh: "变异系数法", en: "coefficient of variation")
    case .measured(.principalComponents):
      LocalizedText(zh: "主成分法", en: "principal components")
    case .combined: LocalizedText(zh: "组合赋权", en: "combination")
    }
  }
}
