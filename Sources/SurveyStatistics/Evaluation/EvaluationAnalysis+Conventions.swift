import SurveyData

extension EvaluationAnalysis {
  /// The formula variants that this evaluation uses, each with a sentence.
  public var conventions: [Convention] {
    var list: [Convention] = []
    if let imputation = options.imputation {
      list.append(imputation.convention)
    }
    if let treatment = options.treatment { list.append(treatment.convention) }
    list.append(normalisationConvention)
    if options.score.usesWeights { list += options.weighting.conventions }
    list += scoreConventions
    list += raterConventions
    list += ratingConventions
    list += [closingConvention].compactMap { $0 }
    list += [
      options.rankTies.convention,
      coverageConvention,
    ]
    if options.bandRule == nil, !(options.bands ?? tree.bands).isEmpty {
      list.append(options.bandComparison.convention)
    }
    if let uncertainty = options.uncertainty, uncertainty.draws > 0 {
      list += uncertaintyConventions(uncertainty)
    }
    return list
  }

  private var normalisationConvention: Convention {
    var names: [String] = []
    for leaf in tree.leaves {
      let name = normalisationName(of: leaf)
      if !names.contains(name) { names.append(name) }
    }
    let list = names.joined(separator: ", ")
    let chinese = names.map { Self.conversions[$0] ?? $0 }
      .joined(separator: "、")
    return Convention(
      "normalisation", list,
      LocalizedText(
        zh: "各末级指标按指标表规定的方法（\(chinese)）换算为 0–100 分。",
        en: "Raw values become scores on 0–100 as the indicator table says "
          + "(\(list))."))
  }

  /// What conversions are called in Chinese.
  private static let conversions = [
    "none": "不转换", "minmax": "极差转换", "fixed": "固定量程",
    "goalposts": "上下限", "deduct": "扣分", "steps": "分档",
    "category": "按类别", "percentile-rank": "百分位", "borda": "博尔达计分",
    "z-score": "标准分", "vector": "向量归一", "sum": "总和归一",
    "target": "与目标的距离", "efficacy": "功效系数", "centre": "中间值最优",
    "interval": "区间最优", "piecewise": "分段线性",
  ]

  /// The name of a leaf's normalisation without its parameters.
  private func normalisationName(of leaf: Int) -> String {
    let own = tree.indicators[leaf].normalisation
    guard let chosen = options.normalisation, !own.hasOwnDirection else {
      return own.name
    }
    return chosen.rawValue
  }

  private var scoreConventions: [Convention] {
    if let ranking = options.score.ranking { return ranking.conventions }
    return [
      Convention(
        "score", "weighted-sum",
        LocalizedText(
          zh: "得分自末级指标逐级加权合成，合成方式见指标表。",
          en: "Scores are put together from the leaves up, node by node, with "
            + "the aggregate that the indicator table names."))
    ]
  }

  private var ratingConventions: [Convention] {
    let isUsed = tree.leaves.contains {
      tree.indicators[$0].source == .satisfaction
    }
    guard isUsed, let weights = inputs.ratingWeights else { return [] }
    return [
      Convention(
        "rating-weights", weights,
        LocalizedText(
          zh: "评价按抽样权数（\(weights)）加权平均，重抽时权数随评价不变。",
          en: "Ratings are averaged with their survey weights (\(weights)); "
            + "a rating keeps its weight in every draw."))
    ] + inputs.ratingConventions
  }

  private var coverageConvention: Convention {
    let threshold = tree.root.minimumCoverage ?? options.minimumCoverage
    let text = plainText(threshold)
    let hasSums = tree.indicators.indices.contains {
      !tree.children[$0].isEmpty
        && tree.indicators[$0].aggregate.takesWeightsAsGiven
    }
    return Convention(
      "coverage", text,
      LocalizedText(
        zh: "缺失指标的权重按比例分给同级指标（指标表另有规定的从其规定）；"
          + (hasSums ? "求和的部分，缺失指标不计分；" : "")
          + "有值指标的权重不足 \(text) 的对象不评分。",
        en: "The weight of a missing indicator goes to its siblings in "
          + "proportion, unless the indicator table says otherwise; "
          + (hasSums ? "in a sum it counts nothing; " : "") + "a case "
          + "with values for less than \(text) of the weights is not rated."))
  }

  private func uncertaintyConventions(
    _ choice: UncertaintyOptions
  ) -> [Convention] {
    var weights: Convention
    switch choice.weights {
    case .fixed:
      weights = Convention(
        "weight-draws", "fixed",
        LocalizedText(
          zh: "抽样时权重不变。", en: "Weights stay the same in all draws."))
    case .uniform(let share):
      let text = plainText(share)
      weights = Convention(
        "weight-draws", "uniform-\(text)",
        LocalizedText(
          zh: "抽样时每个权重乘以 1±\(text) 之间的均匀随机数，再在同级内归一。",
          en: "In each draw every weight is multiplied by a uniform number "
            + "within 1±\(text) and divided by the sum among siblings."))
    case .dirichlet(let concentration):
      let text = plainText(concentration)
      weights = Convention(
        "weight-draws", "dirichlet-\(text)",
        LocalizedText(
          zh: "抽样时同级权重取自以原权重为中心、集中度为 \(text) 的狄利克雷分布。",
          en: "In each draw the weights of siblings come from a Dirichlet "
            + "distribution around them with concentration \(text)."))
    }
    if !inputs.weightDraws.isEmpty {
      weights = Convention(
        "weight-draws", "file",
        LocalizedText(
          zh: "各次抽样的末级指标权重取自文件。",
          en: "The weights of the leaves in each draw come from a file."))
    }
    var who: (zh: [String], en: [String]) = ([], [])
    let sources = tree.leaves.map { tree.indicators[$0].source }
    if choice.resamplesRaters, sources.contains(.evaluators) {
      who.zh.append("评委")
      who.en.append("evaluators")
    }
    if choice.resamplesRatings, sources.contains(.satisfaction) {
      who.zh.append("每个对象的评价")
      who.en.append("the ratings of each case")
    }
    let weightsVary =
      options.score.usesWeights
      && (choice.weights != .fixed || !inputs.weightDraws.isEmpty)
    let sample = LocalizedText(
      zh: who.zh.isEmpty
        ? "不重抽评委和评价"
          + (weightsVary ? "：区间只反映权重的选择，不含数据本身的误差。" : "。")
        : "每次抽样有放回地重抽\(who.zh.joined(separator: "和"))，并重算全过程。",
      en: who.en.isEmpty
        ? "Evaluators and ratings stay the same in all draws"
          + (weightsVary
            ? ": the intervals hold only the choice of weights, not the error "
              + "of the data." : ".")
        : "Each draw takes \(who.en.joined(separator: " and ")) with "
          + "replacement and repeats the whole evaluation.")
    var further: [Convention] = []
    if choice.resamplesRatings, sources.contains(.satisfaction),
      let design = inputs.ratingDesign
    {
      further.append(design.convention)
    }
    if options.weighting.dependsOnData, inputs.weightDraws.isEmpty,
      !who.en.isEmpty
    {
      further.append(
        Convention(
          "reweigh", choice.reweighs ? "each-draw" : "never",
          choice.reweighs
            ? LocalizedText(
              zh: "由数据得出的权重在每次抽样中重新计算。",
              en: "Weights that follow from the values of the cases are "
                + "computed anew in each draw.")
            : LocalizedText(
              zh: "由数据得出的权重在各次抽样中不重新计算。",
              en: "Weights that follow from the values of the cases are not "
                + "computed anew in the draws.")))
    }
    let draws =
      inputs.weightDraws.isEmpty
      ? choice.draws : inputs.weightDraws.count
    return (options.score.usesWeights ? [weights] : []) + [
      Convention(
        "resampling", who.en.isEmpty ? "none" : "bootstrap", sample)
    ] + further + [
      Convention(
        "interval", "quantile-type-7",
        LocalizedText(
          zh: "区间取 \(draws) 次抽样结果的分位数（第 7 型），名次区间向外取整。",
          en: "Intervals are quantiles (type 7) over \(draws) draws; "
            + "those of ranks are rounded outwards."))
    ]
  }
}

extension Normalisation {
  /// The name of the method without its parameters.
  var name: String {
    String(summary.prefix { $0 != " " })
  }
}
