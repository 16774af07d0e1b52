import Diagnostics
import SurveyData

/// Weights of a whole tree, and how they came about.
struct WeightSet {
  /// A number for each indicator, to be shown beside its weight.
  struct Column {
    var name: String
    var label: LocalizedText
    var format: StatisticsTable.Format
    /// By position in the tree; not-a-number where there is none.
    var values: [Double]
  }

  /// One weight an indicator.
  var local: [Double]
  /// How each computed group came about, in the order of the tree.
  var results: [WeightingResult] = []
  /// What the reader should know.
  var diagnostics: [Diagnostic] = []
  /// Numbers by indicator.
  var columns: [Column] = []
  /// Further tables.
  var tables: [StatisticsTable] = []
  /// How the weights follow from values; `nil` when they do not.
  var source: WeightSource?
}

/// How the shares of leaves follow from their values.
indirect enum WeightSource {
  case fixed([Double])
  case measured(MeasuredWeighting)
  case combined(CombinedWeighting.Rule, [Double], [WeightSource])

  /// One share a leaf; `nil` when the values give none.
  func shares(_ columns: [[Double]], isBenefit: [Bool]) -> [Double]? {
    switch self {
    case .fixed(let shares): return shares
    case .measured(let method):
      return try? method(columns, isBenefit: isBenefit).weights
    case .combined(let rule, let parts, let sources):
      var sets: [[Double]] = []
      sets.reserveCapacity(sources.count)
      for source in sources {
        guard let shares = source.shares(columns, isBenefit: isBenefit) else {
          return nil
        }
        sets.append(shares)
      }
      return CombinedWeights(sets, rule: rule, shares: parts)?.weights
    }
  }
}
