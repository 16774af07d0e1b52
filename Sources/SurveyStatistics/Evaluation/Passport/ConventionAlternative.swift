import SurveyData

/// A credible convention that an evaluation might have been made with: a
/// change of its tree or its options, with a name.
///
/// A new method joins passports and sensitivity analyses with one line in
/// `all`.
public struct ConventionAlternative: Sendable {
  /// What the convention is about.
  public enum Axis: String, Sendable, Hashable, CaseIterable {
    /// How raw values become scores.
    case normalisation
    /// Where weights come from.
    case weights
    /// How leaves become the score of a case.
    case score
    /// How children become the score of a node.
    case aggregate
    /// How the scores of evaluators are combined.
    case raters

    /// The name for readers.
    public var label: LocalizedText {
      switch self {
      case .normalisation: LocalizedText(zh: "标准化", en: "normalisation")
      case .weights: LocalizedText(zh: "权重", en: "weights")
      case .score: LocalizedText(zh: "综合方法", en: "score")
      case .aggregate: LocalizedText(zh: "合成方式", en: "aggregate")
      case .raters: LocalizedText(zh: "评委得分", en: "evaluators")
      }
    }
  }

  /// What it is about.
  public let axis: Axis
  /// The name in study files.
  public let name: String
  /// The name for readers.
  public let label: LocalizedText
  /// Whether it belongs to a passport that lists no alternatives.
  let isDefault: Bool
  /// Axes that have no effect together with it.
  let ignored: Set<Axis>
  /// Whether it can be used with zero scores of leaves.
  let takesZeros: Bool
  /// Whether it makes sense for an evaluation.
  let applies: @Sendable (EvaluationAnalysis) -> Bool
  /// The change.
  let apply: @Sendable (inout EvaluationAnalysis) -> Void

  init(
    _ axis: Axis, _ name: String, zh chinese: String, en english: String,
    isDefault: Bool = true, ignored: Set<Axis> = [], takesZeros: Bool = true,
    applies: @escaping @Sendable (EvaluationAnalysis) -> Bool = { _ in true },
    apply: @escaping @Sendable (inout EvaluationAnalysis) -> Void
  ) {
    self.axis = axis
    self.name = name
    label = LocalizedText(zh: chinese, en: english)
    self.isDefault = isDefault
    self.ignored = ignored
    self.takesZeros = takesZeros
    self.applies = applies
    self.apply = apply
  }

  /// Every alternative, by axis.
  public static let all: [ConventionAlternative] =
    normalisations + weights + scores + aggregates + raters

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

  private static let weights = [
    Self(.weights, "direct", zh: "指标表权重", en: "weights of the table") {
      $0.options.weighting = .direct
    },
    Self(.weights, "equal", zh: "等权", en: "equal weights") {
      $0.options.weighting = .equal
    },
    Self(
      .weights, "ahp", zh: "层次分析法", en: "AHP",
      applies: { $0.inputs.judges != nil }
    ) { $0.options.weighting = .hierarchy() },
    Self(.weights, "entropy", zh: "熵权", en: "entropy weights") {
      $0.options.weighting = .entropy(.minMax)
    },
  ]

  private static let scores = [
    Self(.score, "weighted-sum", zh: "逐级合成", en: "weighted sum") {
      $0.options.score = .weightedSum
    },
    Self(
      .score, "topsis", zh: "TOPSIS（向量）", en: "TOPSIS (vector)",
      ignored: [.normalisation, .aggregate]
    ) { $0.options.score = .topsis(.vector) },
    Self(
      .score, "topsis-minmax", zh: "TOPSIS（极差）", en: "TOPSIS (min-max)",
      ignored: [.normalisation, .aggregate]
    ) { $0.options.score = .topsis(.minMax) },
  ]

  private static let aggregates = [
    Self(.aggregate, "arithmetic", zh: "算术平均", en: "arithmetic mean") {
      $0.aggregate { $0.isMean ? .arithmetic : nil }
    },
    Self(
      .aggregate, "geometric", zh: "几何平均", en: "geometric mean",
      takesZeros: false
    ) { $0.aggregate { $0.isMean ? .geometric : nil } },
  ]

  private static let raters = [
    Self(
      .raters, "mean", zh: "平均", en: "mean of evaluators", applies: hasRaters
    ) { $0.combineRaters(.mean) },
    Self(
      .raters, "trimmed-mean", zh: "去极值平均", en: "trimmed mean of evaluators",
      applies: hasRaters
    ) { $0.combineRaters(.trimmedMean) },
    Self(
      .raters, "severity", zh: "宽严校正", en: "severity of evaluators adjusted",
      applies: hasRaters
    ) { $0.combineRaters(.severity) },
  ]

  private static let hasRaters: @Sendable (EvaluationAnalysis) -> Bool = {
    analysis in
    analysis.tree.leaves.contains {
      analysis.tree.indicators[$0].source == .evaluators
    }
  }
}

extension Normalisation {
  /// Whether another way to make scores comparable could stand here; points
  /// by rule (deductions, efficacy, distances to an aim) are what they are.
  fileprivate var isExchangeable: Bool {
    switch self {
    case .none, .minMax, .fixed, .goalposts, .percentileRank, .zScore: true
    default: false
    }
  }
}

extension Aggregate {
  /// Whether another mean could stand here.
  fileprivate var isMean: Bool {
    switch self {
    case .arithmetic, .geometric, .harmonic, .power: true
    default: false
    }
  }
}

extension EvaluationAnalysis {
  fileprivate mutating func normalise(
    _ other: (Normalisation) -> Normalisation?
  ) {
    var indicators = tree.indicators
    for leaf in tree.leaves {
      if let found = other(indicators[leaf].normalisation) {
        indicators[leaf].normalisation = found
      }
    }
    tree = IndicatorTree(indicators, shapedLike: tree)
  }

  fileprivate mutating func aggregate(_ other: (Aggregate) -> Aggregate?) {
    var indicators = tree.indicators
    for position in indicators.indices where !tree.children[position].isEmpty {
      if let found = other(indicators[position].aggregate) {
        indicators[position].aggregate = found
      }
    }
    tree = IndicatorTree(indicators, shapedLike: tree)
  }

  fileprivate mutating func combineRaters(
    _ combination: RaterOptions.Combination
  ) {
    var indicators = tree.indicators
    for leaf in tree.leaves where indicators[leaf].source == .evaluators {
      // A formula would say it differently, unless it says the same.
      let named = indicators[leaf].formula?.name.replacing("_", with: "-")
      if named != combination.rawValue { indicators[leaf].formula = nil }
    }
    tree = IndicatorTree(indicators, shapedLike: tree)
    let unnamed = tree.leaves.contains {
      tree.indicators[$0].source == .evaluators
        && tree.indicators[$0].formula == nil
    }
    if unnamed { options.raters.combine = combination }
  }
}

extension IndicatorTree {
  /// A tree of the same shape with other choices at its nodes.
  ///
  /// - Precondition: `indicators` are those of `tree` in the same order, with
  ///   the same parents.
  init(_ indicators: [Indicator], shapedLike tree: IndicatorTree) {
    precondition(indicators.count == tree.indicators.count)
    self.init(
      indicators: indicators, children: tree.children, parents: tree.parents,
      bands: tree.bands)
  }
}
