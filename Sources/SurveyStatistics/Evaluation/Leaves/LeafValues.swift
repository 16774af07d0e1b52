import SurveyData

/// The raw values of a leaf, one a case, and how they can vary.
struct LeafValues {
  /// What a draw does with the values.
  enum Variation {
    /// Nothing: they are facts.
    case fixed
    /// Evaluators are drawn.
    case raters(RaterGroups)
    /// Ratings are drawn: one value a row of the ratings, not-a-number where
    /// it does not count.
    case ratings([Double])
  }

  /// Not-a-number where missing.
  var raw: [Double]
  /// What is behind each value.
  var bases: [Int]
  /// The grade as written, for a category.
  var texts: [String?]
  /// What a draw does with the values.
  var variation: Variation

  init(
    raw: [Double], bases: [Int]? = nil, texts: [String?] = [],
    variation: Variation = .fixed
  ) {
    self.raw = raw
    self.bases = bases ?? raw.map { $0.isNaN ? 0 : 1 }
    self.texts = texts
    self.variation = variation
  }
}
