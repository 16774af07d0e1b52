import SurveyData

/// One walk of an evaluation as methods that compare cases see it.
struct RankingInput: Sendable {
  let tree: IndicatorTree
  let leaves: [Int]
  /// Raw values by indicator, and memberships behind them.
  let raw: [[Double]]
  /// Scores by indicator on 0 to 100.
  let scores: [[Double]]
  /// Local weights by indicator.
  let weights: [Double]
  /// For each case whether it is rated; the others take no part.
  let isRated: [Bool]

  var caseCount: Int { isRated.count }

  /// The leaves as columns.
  ///
  /// Raw values in the direction of the indicator, or with `usesScores` the
  /// scores on 0 to 100. A leaf whose normalisation has a direction of its
  /// own (`centre`, `interval`, `deduct`, `efficacy`, `category`) is always
  /// given by its scores. Where the tree counts a missing leaf as 0, it has
  /// the worst value of its column.
  func matrix(usesScores: Bool = false) -> CaseMatrix {
    let global = tree.globalWeights(of: weights)
    let excludes = isRated.contains(false)
    var columns: [[Double]] = []
    var isBenefit: [Bool] = []
    for leaf in leaves {
      let indicator = tree.indicators[leaf]
      let isScore = usesScores || indicator.normalisation.hasOwnDirection
      var column = isScore ? scores[leaf] : raw[leaf]
      let isGood = isScore || indicator.isBenefit
      if excludes {
        for row in column.indices where !isRated[row] { column[row] = .nan }
      }
      if indicator.missingRule == .zero, !isScore,
        let (low, high) = extremes(of: column)
      {
        for row in column.indices where column[row].isNaN && isRated[row] {
          column[row] = isGood ? low : high
        }
      }
      columns.append(column)
      isBenefit.append(isGood)
    }
    return CaseMatrix(
      columns, isBenefit: isBenefit, weights: leaves.map { global[$0] })
  }
}

extension Normalisation {
  /// Whether high raw values need be neither good nor bad, so that only the
  /// scores tell which case is better.
  var hasOwnDirection: Bool {
    switch self {
    case .centre, .interval, .deduct, .efficacy, .category: true
    default: false
    }
  }
}
