import Diagnostics
import SurveyData

extension AlphaAnalysis {
  /// Items that clearly go against the rest of their scale, which more often
  /// are worded or coded the other way round than bad items.
  ///
  /// An item counts as such when its correlation with the others is below
  /// −0.2 and that of most items is above 0, so that it is the item that
  /// differs and not the scale that has no direction.
  func contrary(
    _ found: ScaleReliability, _ data: AnalysisData
  ) -> [Diagnostic] {
    let correlations = found.items.map { $0.restCorrelation ?? 0 }
    guard 2 * correlations.count(where: { $0 > 0 }) > correlations.count
    else { return [] }
    return found.items.indices.filter { correlations[$0] < -0.2 }.map { index in
      let item = found.items[index]
      let rounded = (correlations[index] * 100).rounded() / 100
      let shown = plainText(rounded)
      return Diagnostic(
        .contraryItem, .note, at: data.place(of: item.variable),
        "'\(item.variable)' goes against the other items of its scale: the"
          + " correlation with them is \(shown)",
        zh: "“\(item.variable)”与量表其余题目方向相反：与其余题目之和的相关系数为\(shown)",
        help: item.isReversed
          ? "it is reversed; take it out of 'reversed' if its answers run like"
            + " the others"
          : "if it is worded the other way round, name it in 'reversed'")
    }
  }
}
