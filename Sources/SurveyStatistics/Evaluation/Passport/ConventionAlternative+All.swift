import SurveyData

extension ConventionAlternative {
  /// Every alternative, by axis.
  public static let all: [ConventionAlternative] =
    normalisations + weights + scores + aggregates + raters + ties

  private static let zeroPoint = LocalizedText(
    zh: "随指标零点而变，相对差异小的指标几乎不起作用。",
    en: "it depends on where the scale of an indicator begins: one with small"
      + " relative differences hardly counts")

  private static let normalisations = [
    Self(.normalisation, "minmax", zh: "极差", en: "min-max") {
      $0.normalise { $0.isExchangeable ? .minMax() : nil }
    },
    Self(.normalisation, "z-score", zh: "Z 分数", en: "z-scores") {
      $0.normalise { $0.isExchangeable ? .zScore(clips: false) : nil }
    },
    Self(.normalisation, "percentile-rank", zh: "百分位次", en: "percentile ranks")
    { $0.normalise { $0.isExchangeable ? .percentileRank : nil } },
    Self(
      .normalisation, "vector", zh: "向量", en: "vectors", aside: zeroPoint
    ) { $0.normalise { $0.isExchangeable ? .vector : nil } },
    Self(
      .normalisation, "sum", zh: "求和", en: "shares of the sum",
      aside: zeroPoint,
      unfit: { raw, leaf in
        guard leaf.normalisation.isExchangeable,
          Normalisation.sum.undefinedValues(raw, isBenefit: leaf.isBenefit) > 0
        else { return nil }
        return LocalizedText(
          zh: "指标“\(leaf.name[.chinese])”有不大于零的值。",
          en: "'\(leaf.name[.english])' has values that are not positive")
      }
    ) { $0.normalise { $0.isExchangeable ? .sum : nil } },
  ]

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
    ranking(
      "topsis-goalposts", zh: "TOPSIS（绝对）", en: "TOPSIS (absolute)",
      aside: LocalizedText(
        zh: "用指标树的得分，要求各指标有固定的上下限。",
        en: "it uses the scores of the tree, which need fixed limits"),
      ignores: [.aggregate], .topsis(.goalposts)),
    ranking("vikor", zh: "VIKOR", en: "VIKOR", .vikor()),
    ranking("grey", zh: "灰色关联", en: "grey relation", .greyRelation()),
    ranking(
      "wrsr", zh: "加权秩和比", en: "weighted rank-sum ratio",
      .rankSumRatio(isWeighted: true)),
    ranking("promethee", zh: "PROMETHEE II", en: "PROMETHEE II", .promethee()),
    ranking("copeland", zh: "Copeland", en: "Copeland", .copeland),
    ranking("borda", zh: "Borda", en: "Borda", .borda),
    ranking(
      "electre-3", zh: "ELECTRE III", en: "ELECTRE III",
      aside: LocalizedText(
        zh: "级差阈值出于判断，且常有并列。",
        en: "its thresholds are a matter of judgement, and cases often tie"),
      .electre3()),
    ranking(
      "electre-1", zh: "ELECTRE I", en: "ELECTRE I",
      aside: LocalizedText(
        zh: "得分是个数，常有并列。",
        en: "its scores are numbers of cases, which often tie"),
      .electre1()),
    fuzzy("fuzzy", .productSum),
    fuzzy("fuzzy-product-max", .productMax, aside: dominated),
    fuzzy("fuzzy-min-sum", .minSum, aside: dominated),
    fuzzy("fuzzy-min-max", .minMax, aside: dominated),
    // The others do not use the weights that were decided on.
    ranking(
      "rsr", zh: "秩和比（不加权）", en: "rank-sum ratio without weights",
      aside: LocalizedText(zh: "不使用权重。", en: "it does not use the weights"),
      ignores: overRawValues.union([.weights]), .rankSumRatio()),
    ranking(
      "mpi", zh: "MPI", en: "Mazziotta-Pareto index",
      aside: LocalizedText(zh: "不使用权重。", en: "it does not use the weights"),
      ignores: overRawValues.union([.weights]), .mazziottaPareto()),
    Self(
      .score, "benefit-of-the-doubt", zh: "最有利权重",
      en: "benefit of the doubt",
      aside: LocalizedText(
        zh: "不使用权重，每个对象各有一套。",
        en: "it does not use the weights: each case has its own"),
      ignored: [.weights, .aggregate]
    ) {
      // Unlimited shares leave too many cases at the top to rank them.
      let equal = 1 / Double(max(1, $0.tree.leaves.count))
      $0.options.score = .benefitOfTheDoubt(
        EvaluationOptions.Doubt(
          shares: min(0.05, equal / 2)...max(0.4, min(1, 2 * equal))))
    },
  ]

  private static let dominated = LocalizedText(
    zh: "只取突出的指标，指标多时隶属度被权重截断，难分高下。",
    en: "only what stands out counts: with many indicators the weights cut"
      + " memberships off, and cases tie")

  /// Memberships are put together node by node in place of means; grades are
  /// fixed points on the scores that were chosen.
  private static func fuzzy(
    _ name: String, _ composition: FuzzyOperator, aside: LocalizedText? = nil
  ) -> Self {
    Self(
      .score, name, zh: "模糊综合评价 \(composition.symbol)",
      en: "fuzzy evaluation \(composition.symbol)", aside: aside,
      ignored: overRawValues
    ) {
      $0.options.score = .fuzzy(
        FuzzyOptions(composition: composition, grades: $0.fuzzyGrades))
    }
  }

  private static func ranking(
    _ name: String, zh chinese: String, en english: String,
    aside: LocalizedText? = nil, ignores: Set<Axis> = overRawValues,
    _ method: EvaluationOptions.Score
  ) -> Self {
    Self(
      .score, name, zh: chinese, en: english, aside: aside, ignored: ignores
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
    Self(
      .aggregate, "power", zh: "幂平均（0.5）", en: "power mean (0.5)",
      aside: LocalizedText(
        zh: "介于算术平均与几何平均之间。",
        en: "it lies between the arithmetic and the geometric mean")
    ) { $0.aggregate { $0.isMean ? .power(0.5) : nil } },
    Self(
      .aggregate, "min", zh: "取最低", en: "worst part",
      aside: LocalizedText(
        zh: "只看最差的一项，权重不起作用。",
        en: "the worst part alone decides, whatever the weights")
    ) { $0.aggregate { $0.isMean ? .minimum : nil } },
  ]

  private static let raters = [
    combination("mean", zh: "平均", en: "mean of evaluators", .mean),
    combination(
      "trimmed-mean", zh: "去极值平均", en: "trimmed mean of evaluators",
      .trimmedMean),
    combination(
      "median", zh: "中位数", en: "median of evaluators",
      aside: LocalizedText(
        zh: "与去极值平均相近。", en: "it is close to the trimmed mean"),
      .median),
    combination(
      "severity", zh: "宽严校正", en: "severity of evaluators adjusted",
      .severity),
    combination(
      "severity-reml", zh: "宽严校正（REML）",
      en: "severity of evaluators adjusted by REML",
      aside: LocalizedText(
        zh: "宽严校正的变体。", en: "a variant of the adjustment for severity"),
      .severityREML),
    combination(
      "z-score", zh: "评委分标准化", en: "z-scores of evaluators",
      aside: LocalizedText(
        zh: "只有评委都评相同对象时才可靠。",
        en: "it is safe only where all evaluators scored the same cases"),
      .zScore),
    combination(
      "mixed", zh: "混合模型", en: "mixed model of evaluators",
      aside: LocalizedText(
        zh: "把评分少的对象拉向平均，改变的是得分的含义。",
        en: "it draws cases with few scores towards the mean, which is another"
          + " question"), .mixed),
  ]

  private static func combination(
    _ name: String, zh chinese: String, en english: String,
    aside: LocalizedText? = nil, _ method: RaterOptions.Combination
  ) -> Self {
    Self(
      .raters, name, zh: chinese, en: english, aside: aside,
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
