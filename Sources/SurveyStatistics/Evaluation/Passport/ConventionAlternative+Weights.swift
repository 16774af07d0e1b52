import SurveyData

extension ConventionAlternative {
  /// Where weights can come from.
  static let weights = [
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
      aside: LocalizedText(
        zh: "位序和权重的变体，更偏重首位指标。",
        en: "a variant of rank-sum weights that gives the first indicators more"
      )
    ) { DirectWeights.rankOrderCentroid($0) },
    Self(
      .weights, "ahp", zh: "层次分析法", en: "AHP",
      applies: { $0.inputs.judges != nil }
    ) { $0.options.weighting = .hierarchy() },
    Self(
      .weights, "ahp-geometric-mean", zh: "层次分析法（几何平均）",
      en: "AHP by geometric means",
      aside: LocalizedText(
        zh: "层次分析法的变体，判断一致时结果几乎相同。",
        en:
          "a variant of AHP that says the same where judgements are consistent"),
      applies: { $0.inputs.judges != nil }
    ) {
      $0.options.weighting = .hierarchy(
        HierarchyOptions(judgement: .geometricMean))
    },
    Self(
      .weights, "ahp-priorities", zh: "层次分析法（权重平均）",
      en: "AHP by the mean of the judges' weights",
      aside: LocalizedText(
        zh: "群组判断的另一种合成。",
        en: "another way to put several judges together"),
      applies: { $0.inputs.judges != nil }
    ) {
      $0.options.weighting = .hierarchy(HierarchyOptions(group: .priorities))
    },
    measured("entropy", zh: "熵权", en: "entropy weights", .entropy(.minMax)),
    measured(
      "entropy-shift", zh: "熵权（平移）", en: "shifted entropy weights",
      aside: LocalizedText(zh: "熵权的变体。", en: "a variant of entropy weights"),
      .entropy(.minMaxShift)),
    measured(
      "entropy-scaled", zh: "熵权（压缩）", en: "squeezed entropy weights",
      aside: LocalizedText(zh: "熵权的变体。", en: "a variant of entropy weights"),
      .entropy(.scaled)),
    measured(
      "entropy-raw", zh: "熵权（原值）", en: "entropy weights of raw values",
      aside: LocalizedText(
        zh: "不考虑指标方向，且随指标零点而变。",
        en:
          "it leaves out directions and depends on where the scale of an indicator begins"
      ), .entropy(.raw)),
    measured(
      "entropy-reciprocal", zh: "熵权（倒数）",
      en: "entropy weights with reciprocals",
      aside: LocalizedText(
        zh: "随指标零点而变。",
        en: "it depends on where the scale of an indicator begins"),
      .entropy(.reciprocal)),
    measured("critic", zh: "CRITIC 权重", en: "CRITIC weights", .critic),
    measured(
      "sd", zh: "标准差权重", en: "weights by standard deviation",
      .standardDeviation),
    measured(
      "cv", zh: "变异系数权重", en: "weights by coefficient of variation",
      aside: LocalizedText(
        zh: "随指标零点而变。",
        en: "it depends on where the scale of an indicator begins"),
      .coefficientOfVariation),
    measured(
      "pca", zh: "主成分权重", en: "weights by principal components",
      .principalComponents()),
    measured(
      "pca-rotated", zh: "主成分权重（旋转）",
      en: "weights by rotated components",
      aside: LocalizedText(
        zh: "主成分权重的变体。", en: "a variant of weights by components"),
      .principalComponents(PrincipalComponentOptions(variant: .rotated))),
    Self(
      .weights, "combined", zh: "组合权重（指标表与熵权）",
      en: "weights of the table with entropy"
    ) {
      $0.options.weighting = .combined(
        CombinedWeighting([.direct, .entropy()], rule: .relativeEntropy))
    },
    Self(
      .weights, "combined-linear", zh: "组合权重（线性）",
      en: "mean of the table's weights and entropy",
      aside: LocalizedText(zh: "组合权重的变体。", en: "a variant of combined weights")
    ) {
      $0.options.weighting = .combined(
        CombinedWeighting([.direct, .entropy()], rule: .linear))
    },
    Self(
      .weights, "combined-multiplicative", zh: "组合权重（乘法）",
      en: "product of the table's weights and entropy",
      aside: LocalizedText(zh: "组合权重的变体。", en: "a variant of combined weights")
    ) {
      $0.options.weighting = .combined(
        CombinedWeighting([.direct, .entropy()], rule: .multiplicative))
    },
    Self(
      .weights, "combined-game", zh: "组合权重（博弈论）",
      en: "weights of the table, entropy and CRITIC by game theory",
      aside: LocalizedText(zh: "组合权重的变体。", en: "a variant of combined weights")
    ) {
      $0.options.weighting = .combined(
        CombinedWeighting(
          [.direct, .entropy(), .measured(.critic)], rule: .game))
    },
  ]

  private static func measured(
    _ name: String, zh chinese: String, en english: String,
    aside: LocalizedText? = nil, _ method: MeasuredWeighting
  ) -> Self {
    Self(.weights, name, zh: chinese, en: english, aside: aside) {
      $0.options.weighting = .measured(method)
    }
  }

  /// Weights by the order of importance that the table's weights state; equal
  /// weights share the mean of what their places have, and what has no weight
  /// has no place.
  private static func ranked(
    _ name: String, zh chinese: String, en english: String,
    aside: LocalizedText? = nil,
    _ byPlace: @escaping @Sendable (Int) -> [Double]
  ) -> Self {
    Self(.weights, name, zh: chinese, en: english, aside: aside) {
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
}
