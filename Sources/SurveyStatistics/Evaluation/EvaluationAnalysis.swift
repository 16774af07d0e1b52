import Diagnostics
import SurveyData

/// An evaluation of cases by a tree of indicators: raw values of the leaves,
/// their scores on 0 to 100, the score of each case, ranks, bands, gates,
/// strengths and obstacles, and intervals from draws.
public struct EvaluationAnalysis: Sendable {
  /// The kind in study files.
  public static let kind = "evaluation"
  /// The tree.
  public var tree: IndicatorTree
  /// The tables.
  public var inputs: EvaluationInputs
  /// The choices.
  public var options: EvaluationOptions

  /// Creates an evaluation.
  public init(
    tree: IndicatorTree, inputs: EvaluationInputs,
    options: EvaluationOptions = EvaluationOptions()
  ) {
    self.tree = tree
    self.inputs = inputs
    self.options = options
  }
}
