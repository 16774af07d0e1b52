import SurveyData

/// A formula with the values put in: `Σwy / Σw = 12,345.5 / 150 = 82.3`.
///
/// It is made from the numbers of a result alone and is the same in every
/// language, but for the name of what is computed.
public struct WorkedFormula: Sendable, Hashable {
  /// What is computed, where it is not the number itself: a group of
  /// indicators.
  public var name: LocalizedText?
  /// The formula.
  public var formula: String
  /// The formula with its values.
  public var values: String
  /// What comes out, unrounded.
  public var result: Double

  /// Puts the sums of an estimate into its formula; `nil` where a number is
  /// not made from two sums.
  ///
  /// - Parameter result: The result that the estimate is of.
  public init?(_ estimate: Estimate, of result: AnalysisResult) {
    guard let sums = estimate.sums, let value = estimate.value else {
      return nil
    }
    self.init(
      sums: sums, value: value, formula: Self.formula(of: estimate, in: result))
  }

  /// Puts the sums of a cell into a formula.
  public init?(_ cell: StatisticsTable.Cell, formula: String) {
    guard let sums = cell.sums, let value = cell.value else { return nil }
    self.init(sums: sums, value: value, formula: formula)
  }

  private init(sums: EstimateSums, value: Double, formula: String) {
    // Rates are also given per 1,000.
    let factor = sums.factor == 1 ? "" : " · " + compactNumber(sums.factor)
    self.formula = formula + factor
    values =
      compactNumber(sums.above)
      + (sums.below.map { " / " + compactNumber($0) } ?? "") + factor
    result = value
  }

  /// A formula whose values are put in already.
  public init(
    name: LocalizedText?, formula: String, values: String, result: Double
  ) {
    self.name = name
    self.formula = formula
    self.values = values
    self.result = result
  }

  /// The formula of one statistic. That of the analysis may be of another
  /// number: an analysis of indices has rates too, the rule of a verdict is no
  /// share of votes, and a ledger counts beside its curves.
  private static func formula(
    of estimate: Estimate, in result: AnalysisResult
  ) -> String {
    let analysis = result.provenance.formula
    return switch (estimate.statistic, estimate.unit) {
    case ("index", _), ("ratio", _), ("total", _): analysis
    case ("mean", _): "ȳ = Σwy / Σw"
    case ("net", _): "Σw·([x = +] − [x = −]) / Σw"
    case ("share", _):
      switch result.kind {
      case "ledger": "p = x / n"
      case "verdict": "p = v / N"
      case "crosstab": "p = N̂ᵢⱼ / N̂.ⱼ"
      default: analysis.isEmpty ? "p = x / n" : analysis
      }
    case (_, .share): "p = Σw·[x ∈ C] / Σw"
    default: analysis
    }
  }
}

extension WorkedFormula {
  /// The formulas of a score with their values, the whole first and then each
  /// group of indicators; empty where a method that compares cases makes it.
  public static func formulas(
    of breakdown: ScoreBreakdown, in evaluation: EvaluationResult
  ) -> [WorkedFormula] {
    breakdown.nodes.map { node in
      let terms = node.children.map {
        (weight: compactNumber($0.weight, 4), score: compactNumber($0.score, 7))
      }
      let scores = terms.map(\.score).joined(separator: ", ")
      let products = terms.map { "\($0.weight)·\($0.score)" }
        .joined(separator: " + ")
      let (formula, values) =
        switch node.aggregate {
        case "arithmetic": ("Σ w·y", products)
        case "geometric":
          (
            "Π y^w",
            terms.map { "\($0.score)^\($0.weight)" }.joined(separator: " · ")
          )
        case "harmonic":
          (
            "1 / Σ (w / y)",
            "1 / ("
              + terms.map { "\($0.weight)/\($0.score)" }
              .joined(separator: " + ") + ")"
          )
        case "min": ("min y", "min(\(scores))")
        case "sum_capped": ("min(100, Σ w·y)", "min(100, \(products))")
        case let name where name.hasPrefix("sum"): (name, products)
        default: (node.aggregate, scores)
        }
      return WorkedFormula(
        name: evaluation.indicators[node.indicator].name, formula: formula,
        values: values, result: node.score)
    }
  }
}

/// A number with at most so many significant digits and no trailing zeros;
/// whole numbers keep all of theirs.
public func compactNumber(_ number: Double, _ digits: Int = 10) -> String {
  guard number.isFinite else { return plainText(number) }
  if number == number.rounded(), abs(number) < 1e15 { return plainText(number) }
  var (scale, steps) = (1.0, digits - 1)
  var size = abs(number)
  while size >= 10, steps > 0 {
    size /= 10
    steps -= 1
  }
  // Small numbers have zeros before their first digit.
  while size < 1, steps < 300 {
    size *= 10
    steps += 1
  }
  for _ in 0..<min(steps, 300) { scale *= 10 }
  let rounded = (number * scale).rounded() / scale
  return plainText(rounded.isFinite ? rounded : number)
}
