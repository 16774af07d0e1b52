import Diagnostics
import SurveyData

/// A report about the weights of a design: what they were made to meet, how
/// they are distributed, and what they cost.
///
/// The design effect of weighting is Kish's n·Σw²/(Σw)² (1965, section
/// 11.7), the effective base (Σw)²/Σw², both over the rows with weight; the
/// coefficient of variation has the divisor n, so that the design effect is
/// 1 + CV². The R-indicator is that of Schouten, Cobben and Bethlehem (2009).
///
/// Edge cases:
///
/// - Without a weighting the tables about steps and targets are left out.
/// - A condition (`where`) limits the distribution and the bases, not what
///   is said about targets.
///
/// Checked against formulas in R in `Tests/References/weighting`.
public struct WeightingAnalysis: Analysis {
  /// `weighting`.
  public static let kind = "weighting"

  /// The groupings whose cells get an effective base.
  public var by: [[String]]

  /// Creates the analysis.
  public init(by: [[String]] = []) { self.by = by }

  /// Makes the report.
  ///
  /// - Throws: A diagnostic when a column does not exist.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    let groupings = try Grouping.all(by, data: data)
    let isUsed =
      data.domain ?? [Bool](repeating: true, count: data.design.rowCount)
    let final = WeightSummary(data.design.weights, isUsed: isUsed)
    let tables = WeightingTables(data: data, isUsed: isUsed)
    var shown: [StatisticsTable] = []
    if let record = data.design.weighting {
      shown.append(tables.steps(record))
      if let targets = tables.targets(record) { shown.append(targets) }
    }
    shown.append(tables.distribution())
    shown.append(tables.histogram())
    shown.append(tables.bases(groupings))
    if let record = data.design.weighting {
      shown += record.steps.indices.compactMap {
        tables.extremes(record.steps[$0], position: $0)
      }
    }
    return AnalysisOutcome(
      formula: "deff = n·Σw² / (Σw)²; n_eff = (Σw)² / Σw²",
      details: .tables(shown, finding: finding(data.design, final)),
      diagnostics: Grouping.findings(groupings, by: by, data: data))
  }

  private func finding(
    _ design: SurveyDesign, _ summary: WeightSummary
  ) -> LocalizedText? {
    guard summary.count > 0, summary.sum > 0 else { return nil }
    let effect = fixed(summary.designEffect, 2)
    let effective = fixed(summary.effective, 0)
    var zh =
      "加权的设计效应为\(effect)，\(summary.count)份答卷的有效样本量为\(effective)"
    var en =
      "The weights have a design effect of \(effect): \(summary.count) rows"
      + " count like \(effective)"
    if let record = design.weighting {
      let goals = record.steps.reduce(0) { $0 + ($1.targets?.goals.count ?? 0) }
      let areMet = record.steps.allSatisfy(\.hasConverged)
      if goals > 0 {
        zh += areMet ? "；\(goals)个目标均已达到" : "；有目标未达到"
        en +=
          areMet
          ? "; all \(goals) targets are met" : "; some targets are not met"
      }
    }
    return LocalizedText(zh: zh + "。", en: en + ".")
  }

  /// A number with a fixed count of decimals.
  private func fixed(_ number: Double, _ decimals: Int) -> String {
    guard number.isFinite, abs(number) < 1e15 else { return plainText(number) }
    var scale = 1
    for _ in 0..<decimals { scale *= 10 }
    let scaled = Int((number * Double(scale)).rounded())
    if decimals == 0 { return String(scaled) }
    var digits = String(abs(scaled) % scale)
    while digits.count < decimals { digits = "0" + digits }
    return "\(scaled < 0 ? "-" : "")\(abs(scaled) / scale).\(digits)"
  }
}

/// Measures of weights other than 0.
struct WeightSummary {
  /// The weights in order.
  let sorted: [Double]
  /// Their sum.
  let sum: Double
  /// Their squares.
  let squares: Double

  /// Takes the rows in use.
  init(_ weights: [Double], isUsed: [Bool]) {
    sorted = weights.indices.filter { isUsed[$0] && weights[$0] != 0 }
      .map { weights[$0] }.sorted()
    var sum = CompensatedSum()
    for weight in sorted { sum.add(weight) }
    self.sum = sum.value
    squares = sorted.reduce(0) { $0 + $1 * $1 }
  }

  var count: Int { sorted.count }
  var mean: Double { sum / Double(count) }
  /// Kish's design effect.
  var designEffect: Double { Double(count) * squares / (sum * sum) }
  /// Kish's effective base.
  var effective: Double { squares > 0 ? sum * sum / squares : 0 }
  /// The coefficient of variation, divisor n.
  var variation: Double { max(0, designEffect - 1).squareRoot() }

  /// A quantile, `nil` without a weight.
  func quantile(_ share: Double) -> Double? {
    sorted.isEmpty ? nil : WeightThreshold.quantile(share, of: sorted)
  }
}

extension SurveyDesign {
  /// How the weights were changed, as it is printed beside results.
  public var weightingConventions: [Convention] {
    weighting?.conventions(isRepeated: replicates != nil) ?? []
  }
}
