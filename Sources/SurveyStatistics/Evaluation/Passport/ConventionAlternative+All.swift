import SurveyData

extension ConventionAlternative {
  /// Every alternative, by axis.
  public static let all: [ConventionAlternative] =
    normalisations + weights + scores + aggregates + raters + ties

  private static let normalisations = [
    Self(.normalisation, "minmax", zh: "极差", en: "min-max") {
      $0.normalise { $0.isExchangeable ? .minMax() : nil }
    },
    Self(.normalisation, "z-score", zh: "Z 分数", en: "z-scores") {
      $0.normalise { $0.isExchangeable ? .zScore(clips: false) : nil }
    },
    Self(.normalisation, "percentile-rank", zh: "百分位次", en: "percentile ranks")
    { $0.normalise { $0.isExchangeable ? .percentileRank : nil } },
  ]

  // MARK: - Weights

  private static let weights = [
    Self(.weights, "direct", zh: "指标表权重", en: "weights of the table") {
      $0.options.weighting = .direct
    },
    Self(.weights, "equal", zh: "等权", en: "equal weights") {
      $0.options.weighting = .equal
    },
    ranked("rank-sum", zh: "位序和权重", en: "rank-sum weights") {
      DirectWeights.rankSum($0)
    },
    ranked(
      "rank-order-centroid", zh: "位序重心权重", en: "rank-order centroids",
      isDefault: false
    ) { DirectWeights.rankOrderCentroid($0) },
    Self(
      .weights, "ahp", zh: "层次分析法", en: "AHP",
      applies: { $0.inputs.judges != nil }
    ) { $0.options.weighting = .hierarchy() },
    Self(
      .weights, "ahp-geometric-mean", zh: "层次分析法（几何平均）",
      en: "AHP by geometric means", isDefault: false,
      applies: { $0.inputs.judges != nil }
    ) {
      $0.options.weighting = .hierarchy(
        HierarchyOptions(judgement: .geometricMean))
    },
    measured("entropy", zh: "熵权", en: "entropy weights", .entropy(.minMax)),
    measured(
      "entropy-shift", zh: "熵权（平移）", en: "shifted entropy weights",
      isDefault: false, .entropy(.minMaxShift)),
    measured(
      "entropy-raw", zh: "熵权（原值）", en: "entropy weights of raw values",
      isDefault: false, .entropy(.raw)),
    measured(
      "entropy-reciprocal", zh: "熵权（倒数）",
      en: "entropy weights with reciprocals", isDefault: false,
      .entropy(.reciprocal)),
    measured("critic", zh: "CRITIC 权重", en: "CRITIC weights", .critic),
    measured(
      "sd", zh: "标准差权重", en: "weights by standard deviation",
      .standardDeviation),
    measured(
      "cv", zh: "变异系数权重", en: "weights by coefficient of variation",
      isDefault: false, .coefficientOfVariation),
    measured(
      "pca", zh: "主成分权重", en: "weights by principal components",
      .principalComponents()),
    Self(
      .weights, "combined", zh: "组合权重（指标表与熵权）",
      en: "weights of the table with entropy"
    ) {
      $0.options.weighting = .combined(
        CombinedWeighting([.direct, .entropy()], rule: .relativeEntropy))
    },
    Self(
      .weights, "combined-linear", zh: "组合权重（线性）",
      en: "mean of the table's weights and entropy", isDefault: false
    ) {
      $0.options.weighting = .combined(
        CombinedWeighting([.direct, .entropy()], rule: .linear))
    },
    Self(
      .weights, "combined-game", zh: "组合权重（博弈论）",
      en: "weights of the table, entropy and CRITIC by game theory",
      isDefault: false
    ) {
      $0.options.weighting = .combined(
        CombinedWeighting(
          [.direct, .entropy(), .measured(.critic)], rule: .game))
    },
  ]

  private static func measured(
    _ name: String, zh chinese: String, en english: String,
    isDefault: Bool = true, _ method: MeasuredWeighting
  ) -> Self {
    Self(.weights, name, zh: chinese, en: english, isDefault: isDefault) {
      $0.options.weighting = .measured(method)
    }
  }

  /// Weights by the order of importance that the table's weights state; equal
  /// weights share the mean of what their places have, and what has no weight
  /// has no place.
  private static func ranked(
    _ name: String, zh chinese: String, en english: String,
    isDefault: Bool = true, _ byPlace: @escaping @Sendable (Int) -> [Double]
  ) -> Self {
    Self(.weights, name, zh: chinese, en: english, isDefault: isDefault) {
      let tree = $0.tree
      let global = tree.globalWeights
      let counted = tree.leaves.filter { global[$0] > 0 }
      let found = shared(byPlace(counted.count), by: counted.map { global[$0] })
      $0.options.weighting = .stated(
        .given(
          names: tree.leaves.map { tree.indicators[$0].id },
          values: tree.leaves.map { leaf in
            counted.firstIndex(of: leaf).map { found[$0] } ?? 0
          }))
    }
  }

  /// What the places of numbers in their falling order have, the same for
  /// equal numbers.
  static func shared(_ places: [Double], by numbers: [Double]) -> [Double] {
    let order = numbers.indices.sorted {
      (numbers[$1], $0) < (numbers[$0], $1)
    }
    var found = numbers
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count,
        numbers[order[start]] - numbers[order[end]] < 1e-12
      {
        end += 1
      }
      let mean = places[start..<end].reduce(0, +) / Double(end - start)
      for place in start..<end { found[order[place]] = mean }
      start = end
    }
    return found
  }

  // MARK: - Scores

  /// Methods over all leaves at once use raw values, so that neither the
  /// normalisation of the tree nor the means at its nodes matter.
  private static let overRawValues: Set<Axis> = [.normalisation, .aggregate]

  private static let scores = [
    Self(.score, "weighted-sum", zh: "逐级合成", en: "weighted sum") {
      $0.options.score = .weightedSum
    },
    ranking(
      "topsis", zh: "TOPSIS（向量）", en: "TOPSIS (vector)", .topsis(.vector)),
    ranking(
      "topsis-minmax", zh: "TOPSIS（极差）", en: "TOPSIS (min-max)",
      .topsis(.minMax)),
    ranking("vikor", zh: "VIKOR", en: "VIKOR", .vikor()),
    ranking("grey", zh: "灰色关联", en: "grey relation", .greyRelation()),
    ranking(
      "wrsr", zh: "加权秩和比", en: "weighted rank-sum ratio",
      .rankSumRatio(isWeighted: true)),
    ranking("promethee", zh: "PROMETHEE II", en: "PROMETHEE II", .promethee()),
    ranking("copeland", zh: "Copeland", en: "Copeland", .copeland),
    ranking("borda", zh: "Borda", en: "Borda", .borda),
    ranking(
      "electre-3", zh: "ELECTRE III", en: "ELECTRE III", isDefault: false,
      .electre3()),
    // The others do not use the weights that were decided on.
    ranking(
      "rsr", zh: "秩和比（不加权）", en: "rank-sum ratio without weights",
      isDefault: false, ignoresWeights: true, .rankSumRatio()),
    ranking(
      "mpi", zh: "MPI", en: "Mazziotta-Pareto index", isDefault: false,
      ignoresWeights: true, .mazziottaPareto()),
    Self(
      .score, "benefit-of-the-doubt", zh: "最有利权重",
      en: "benefit of the doubt", isDefault: false,
      ignored: [.weights, .aggregate]
    ) {
      // Unlimited shares leave too many cases at the top to rank them.
      let equal = 1 / Double(max(1, $0.tree.leaves.count))
      $0.options.score = .benefitOfTheDoubt(
        EvaluationOptions.Doubt(
          shares: min(0.05, equal / 2)...max(0.4, min(1, 2 * equal))))
    },
  ]

  private static func ranking(
    _ name: String, zh chinese: String, en english: String,
    isDefault: Bool = true, ignoresWeights: Bool = false,
    _ method: EvaluationOptions.Score
  ) -> Self {
    Self(
      .score, name, zh: chinese, en: english, isDefault: isDefault,
      ignored: ignoresWeights ? overRawValues.union([.weights]) : overRawValues
    ) { $0.options.score = method }
  }

  // MARK: - The tree, evaluators, ties

  private static let aggregates = [
    Self(.aggregate, "arithmetic", zh: "算术平均", en: "arithmetic mean") {
      $0.aggregate { $0.isMean ? .arithmetic : nil }
    },
    Self(
      .aggregate, "geometric", zh: "几何平均", en: "geometric mean",
      takesZeros: false
    ) { $0.aggregate { $0.isMean ? .geometric : nil } },
    Self(
      .aggregate, "harmonic", zh: "调和平均", en: "harmonic mean",
      takesZeros: false
    ) { $0.aggregate { $0.isMean ? .harmonic : nil } },
  ]

  private static let raters = [
    combination("mean", zh: "平均", en: "mean of evaluators", .mean),
    combination(
      "trimmed-mean", zh: "去极值平均", en: "trimmed mean of evaluators",
      .trimmedMean),
    combination(
      "median", zh: "中位数", en: "median of evaluators", isDefault: false,
      .median),
    combination(
      "severity", zh: "宽严校正", en: "severity of evaluators adjusted",
      .severity),
    combination(
      "severity-reml", zh: "宽严校正（REML）",
      en: "severity of evaluators adjusted by REML", isDefault: false,
      .severityREML),
  ]

  private static func combination(
    _ name: String, zh chinese: String, en english: String,
    isDefault: Bool = true, _ method: RaterOptions.Combination
  ) -> Self {
    Self(
      .raters, name, zh: chinese, en: english, isDefault: isDefault,
      applies: hasRaters
    ) { $0.combineRaters(method) }
  }

  private static let hasRaters: @Sendable (EvaluationAnalysis) -> Bool = {
    analysis in
    analysis.tree.leaves.contains {
      analysis.tree.indicators[$0].source == .evaluators
    }
  }

  private static let ties = [
    Self(.ties, "min", zh: "并列取较好名次", en: "ties share the better rank") {
      $0.options.rankTies = .minimum
    },
    Self(.ties, "average", zh: "并列取平均名次", en: "ties share the mean rank") {
      $0.options.rankTies = .average
    },
    Self(.ties, "dense", zh: "并列后名次连续", en: "no rank left out after ties") {
      $0.options.rankTies = .dense
    },
  ]
}
