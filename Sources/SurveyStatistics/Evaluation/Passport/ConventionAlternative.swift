import SurveyData

/// A credible convention that an evaluation might have been made with: a
/// change of its tree or its options, with a name.
///
/// A new method joins passports and sensitivity analyses with one line in
/// `all` (`ConventionAlternative+All.swift`).
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
    /// The rank that cases with the same score share.
    case ties

    /// The key of study files; `score` is also understood for `methods`.
    public var key: String { self == .score ? "methods" : rawValue }

    /// The name for readers.
    public var label: LocalizedText {
      switch self {
      case .normalisation: LocalizedText(zh: "标准化", en: "normalisation")
      case .weights: LocalizedText(zh: "权重", en: "weights")
      case .score: LocalizedText(zh: "综合方法", en: "score")
      case .aggregate: LocalizedText(zh: "合成方式", en: "aggregate")
      case .raters: LocalizedText(zh: "评委得分", en: "evaluators")
      case .ties: LocalizedText(zh: "并列名次", en: "ties")
      }
    }
  }

  /// What it is about.
  public let axis: Axis
  /// The name in study files.
  public let name: String
  /// The name for readers.
  public let label: LocalizedText
  /// Why it is no part of a passport that lists no alternatives; `nil` when
  /// it is.
  let aside: LocalizedText?
  /// Axes that have no effect together with it.
  let ignored: Set<Axis>
  /// Whether it can be used with zero scores of leaves.
  let takesZeros: Bool
  /// Why the raw values of a leaf do not bear it; `nil` when they do.
  let unfit: @Sendable (_ raw: [Double], _ leaf: Indicator) -> LocalizedText?
  /// Whether it makes sense for an evaluation.
  let applies: @Sendable (EvaluationAnalysis) -> Bool
  /// The change.
  let apply: @Sendable (inout EvaluationAnalysis) -> Void

  init(
    _ axis: Axis, _ name: String, zh chinese: String, en english: String,
    aside: LocalizedText? = nil, ignored: Set<Axis> = [],
    takesZeros: Bool = true,
    unfit: @escaping @Sendable ([Double], Indicator) -> LocalizedText? = {
      _, _ in nil
    },
    applies: @escaping @Sendable (EvaluationAnalysis) -> Bool = { _ in true },
    apply: @escaping @Sendable (inout EvaluationAnalysis) -> Void
  ) {
    self.axis = axis
    self.name = name
    label = LocalizedText(zh: chinese, en: english)
    self.aside = aside
    self.unfit = unfit
    self.ignored = ignored
    self.takesZeros = takesZeros
    self.applies = applies
    self.apply = apply
  }
}

extension Normalisation {
  /// Whether another way to make scores comparable could stand here; points
  /// by rule (deductions, efficacy, distances to an aim) are what they are.
  var isExchangeable: Bool {
    switch self {
    case .none, .minMax, .fixed, .goalposts, .percentileRank, .borda, .zScore,
      .vector, .sum:
      true
    default: false
    }
  }
}

extension Aggregate {
  /// Whether another mean could stand here.
  var isMean: Bool {
    switch self {
    case .arithmetic, .geometric, .harmonic, .power: true
    default: false
    }
  }
}

extension EvaluationAnalysis {
  /// The grades of fuzzy evaluations: those of the study where it has any.
  var fuzzyGrades: [FuzzyGrade] {
    for method in [options.score] + options.compare {
      if case .fuzzy(let choice) = method { return choice.grades }
    }
    return FuzzyGrade.usual
  }

  mutating func normalise(
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

  mutating func aggregate(_ other: (Aggregate) -> Aggregate?) {
    var indicators = tree.indicators
    for position in indicators.indices where !tree.children[position].isEmpty {
      if let found = other(indicators[position].aggregate) {
        indicators[position].aggregate = found
      }
    }
    tree = IndicatorTree(indicators, shapedLike: tree)
  }

  mutating func combineRaters(
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
