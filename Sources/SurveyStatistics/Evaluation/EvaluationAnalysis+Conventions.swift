import SurveyData

extension EvaluationAnalysis {
  /// The formula variants that this evaluation uses, each with a sentence.
  public var conventions: [Convention] {
    var list = [normalisationConvention]
    if options.score.usesWeights {
      list += [weightConvention] + methodConventions
    }
    list.append(scoreConvention)
    list += raterConventions
    list += ratingConventions
    list += [
      Convention(
        "rank-ties", "min",
        LocalizedText(
          zh: "得分按 1e-10 修约后相同的并列，取较好的名次（1、2、2、4）。",
          en: "Scores that are equal after rounding to 1e-10 share the better "
            + "rank (1, 2, 2, 4).")),
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
      let name = tree.indicators[leaf].normalisation.name
      if !names.contains(name) { names.append(name) }
    }
    let list = names.joined(separator: ", ")
    return Convention(
      "normalisation", list,
      LocalizedText(
        zh: "各末级指标按指标表规定的方法（\(list)）换算为 0–100 分。",
        en: "Raw values become scores on 0–100 as the indicator table says "
          + "(\(list))."))
  }

  private var weightConvention: Convention {
    switch options.weighting {
    case .direct:
      Convention(
        "weights", "direct",
        LocalizedText(
          zh: "权重取指标表中的数值，同级之和归一。",
          en: "Weights are those of the indicator table, divided by their sum "
            + "among siblings."))
    case .equal:
      Convention(
        "weights", "equal",
        LocalizedText(
          zh: "同级指标权重相等。", en: "Siblings have equal weights."))
    case .hierarchy:
      Convention(
        "weights", "ahp",
        LocalizedText(
          zh: "权重由评判者对指标的两两比较得出（层次分析法）。",
          en: "Weights come from judges' comparisons of pairs of indicators "
            + "(analytic hierarchy process)."))
    case .entropy:
      Convention(
        "weights", "entropy",
        LocalizedText(
          zh: "权重由各末级指标在案件间的差异程度得出（熵权法），上级权重为下级之和。",
          en: "Weights come from how much the cases differ on each leaf "
            + "(entropy); a node has the sum of its leaves."))
    }
  }

  private var methodConventions: [Convention] {
    switch options.weighting {
    case .direct, .equal: []
    case .hierarchy(let choice):
      [
        choice.judgement.convention, choice.group.convention,
        choice.randomIndex.convention,
      ]
    case .entropy(let variant): [variant.convention]
    }
  }

  private var scoreConvention: Convention {
    switch options.score {
    case .weightedSum:
      Convention(
        "score", "weighted-sum",
        LocalizedText(
          zh: "得分自末级指标逐级加权合成，合成方式见指标表。",
          en: "Scores are put together from the leaves up, node by node, with "
            + "the aggregate that the indicator table names."))
    case .topsis(let normalisation): normalisation.convention
    case .benefitOfTheDoubt(let options): options.convention
    }
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
    ]
  }

  private var raterConventions: [Convention] {
    let formulas = Set(
      tree.leaves.compactMap { leaf -> String? in
        let indicator = tree.indicators[leaf]
        guard indicator.source == .evaluators else { return nil }
        return indicator.formula?.name
          ?? options.raters.combine.rawValue.replacing("-", with: "_")
      })
    var list: [Convention] = []
    if formulas.contains("mean") {
      list.append(
        Convention(
          "raters", "mean",
          LocalizedText(
            zh: "评委得分取平均值。",
            en: "Scores of evaluators are combined by their mean.")))
    }
    if formulas.contains("trimmed_mean") {
      list.append(
        Convention(
          "raters", "trimmed-mean",
          LocalizedText(
            zh: "去掉最高分和最低分（每端 \(options.raters.trim) 个，公式另有规定的从其规定）后取平均值；"
              + "评分不足 \(options.raters.minimum) 个时不去分。",
            en: "The highest and the lowest scores are dropped "
              + "(\(options.raters.trim) at each end unless the formula says "
              + "otherwise) and the others averaged; with fewer than "
              + "\(options.raters.minimum) scores nothing is dropped.")))
    }
    if formulas.contains("severity") {
      list.append(
        Convention(
          "raters", "severity",
          LocalizedText(
            zh: "按“案件效应加评委效应”的最小二乘模型校正评委宽严。",
            en: "Scores are adjusted for how severe each evaluator is, by "
              + "least squares with an effect of each case and each "
              + "evaluator.")))
    }
    return list
  }

  private var coverageConvention: Convention {
    let threshold = tree.root.minimumCoverage ?? options.minimumCoverage
    let text = plainText(threshold)
    return Convention(
      "coverage", text,
      LocalizedText(
        zh: "缺失指标的权重按比例分给同级指标（指标表另有规定的从其规定）；有值指标的权重不足 \(text) 的案件不评分。",
        en: "The weight of a missing indicator goes to its siblings in "
          + "proportion, unless the indicator table says otherwise; a case "
          + "with values for less than \(text) of the weights is not rated."))
  }

  private func uncertaintyConventions(
    _ choice: UncertaintyOptions
  ) -> [Convention] {
    let weights: Convention
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
    var who: (zh: [String], en: [String]) = ([], [])
    let sources = tree.leaves.map { tree.indicators[$0].source }
    if choice.resamplesRaters, sources.contains(.evaluators) {
      who.zh.append("评委")
      who.en.append("evaluators")
    }
    if choice.resamplesRatings, sources.contains(.satisfaction) {
      who.zh.append("每个案件的评价")
      who.en.append("the ratings of each case")
    }
    let sample = LocalizedText(
      zh: who.zh.isEmpty
        ? "不重抽评委和评价。" : "每次抽样有放回地重抽\(who.zh.joined(separator: "和"))，并重算全过程。",
      en: who.en.isEmpty
        ? "Evaluators and ratings stay the same in all draws."
        : "Each draw takes \(who.en.joined(separator: " and ")) with "
          + "replacement and repeats the whole evaluation.")
    return (options.score.usesWeights ? [weights] : []) + [
      Convention(
        "resampling", who.en.isEmpty ? "none" : "bootstrap", sample),
      Convention(
        "interval", "quantile-type-7",
        LocalizedText(
          zh: "区间取 \(choice.draws) 次抽样结果的分位数（第 7 型），名次区间向外取整。",
          en: "Intervals are quantiles (type 7) over \(choice.draws) draws; "
            + "those of ranks are rounded outwards.")),
    ]
  }
}

extension Normalisation {
  /// The name of the method without its parameters.
  var name: String {
    String(summary.prefix { $0 != " " })
  }
}

extension HierarchyOptions.Judgement {
  /// The choice and what it means.
  public var convention: Convention {
    switch self {
    case .eigenvector:
      Convention(
        "judgement", rawValue,
        LocalizedText(
          zh: "判断矩阵的权重取主特征向量。",
          en: "Weights are the principal eigenvector of the judgement matrix."))
    case .geometricMean:
      Convention(
        "judgement", rawValue,
        LocalizedText(
          zh: "判断矩阵的权重取各行几何平均。",
          en: "Weights are the geometric means of the rows of the judgement "
            + "matrix."))
    }
  }
}

extension HierarchyOptions.Group {
  /// The choice and what it means.
  public var convention: Convention {
    switch self {
    case .judgements:
      Convention(
        "judges", rawValue,
        LocalizedText(
          zh: "多位评判者的判断逐格取几何平均后再求权重。",
          en: "The judgements of several judges are combined cell by cell by "
            + "their geometric mean."))
    case .priorities:
      Convention(
        "judges", rawValue,
        LocalizedText(
          zh: "先求各评判者的权重，再取算术平均。",
          en: "Weights are the arithmetic mean of the judges' weights."))
    case .geometricPriorities:
      Convention(
        "judges", rawValue,
        LocalizedText(
          zh: "先求各评判者的权重，再取几何平均并归一。",
          en: "Weights are the geometric mean of the judges' weights, divided "
            + "by their sum."))
    }
  }
}

extension RandomIndex {
  /// The choice and what it means.
  public var convention: Convention {
    let source: String
    switch self {
    case .saaty: source = "Saaty (1980)"
    case .tummalaLing: source = "Tummala & Ling (1998)"
    }
    return Convention(
      "random-index", rawValue,
      LocalizedText(
        zh: "一致性比率用 \(source) 的随机一致性指标表。",
        en: "Consistency ratios use the random indices of \(source)."))
  }
}

extension EntropyVariant {
  /// The choice and what it means.
  public var convention: Convention {
    let sentence: LocalizedText
    switch self {
    case .minMax:
      sentence = LocalizedText(
        zh: "熵由按方向极差标准化的数值计算，0·ln0 取 0。",
        en: "Entropies use min-max values in the direction of the indicator, "
          + "with 0·ln 0 = 0.")
    case .minMaxShift:
      sentence = LocalizedText(
        zh: "熵由极差标准化后加 0.01 的数值计算。",
        en: "Entropies use min-max values plus 0.01.")
    case .scaled:
      sentence = LocalizedText(
        zh: "熵由压缩到 0.002–0.998 的极差标准化数值计算。",
        en: "Entropies use min-max values squeezed to 0.002–0.998.")
    case .raw:
      sentence = LocalizedText(
        zh: "熵由原始数值计算，不考虑方向。",
        en: "Entropies use raw values, whatever the direction.")
    case .reciprocal:
      sentence = LocalizedText(
        zh: "熵由原始数值计算，逆向指标取倒数。",
        en: "Entropies use raw values, with 1/x where low values are good.")
    }
    return Convention("entropy", rawValue, sentence)
  }
}

extension TOPSISNormalisation {
  /// The choice and what it means.
  public var convention: Convention {
    let sentence: LocalizedText
    switch self {
    case .vector:
      sentence = LocalizedText(
        zh: "得分为 TOPSIS 贴近度乘 100，向量归一化。",
        en: "The score is 100 times the TOPSIS closeness, with vector "
          + "normalisation.")
    case .minMax:
      sentence = LocalizedText(
        zh: "得分为 TOPSIS 贴近度乘 100，极差标准化。",
        en: "The score is 100 times the TOPSIS closeness, with min-max "
          + "normalisation.")
    case .goalposts:
      sentence = LocalizedText(
        zh: "得分为 TOPSIS 贴近度乘 100，以指标满分和零分为正负理想点。",
        en: "The score is 100 times the TOPSIS closeness to full marks and "
          + "from zero on every indicator.")
    }
    return Convention("topsis", rawValue, sentence)
  }
}
