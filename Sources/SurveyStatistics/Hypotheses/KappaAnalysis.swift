import Diagnostics
import SurveyData

/// Agreement of two ratings of the same rows: the share that agrees and
/// Cohen's kappa, overall and by groups.
///
/// The standard error is that of the linearised kappa under the design.
/// Categories are all values of both variables, so that a value that one of
/// them never has is none the less a category.
///
/// Edge cases:
///
/// - Where everybody has one and the same value in both, agreement by chance
///   is complete and there is no kappa.
/// - Rows without one of the ratings do not count.
///
/// Checked against R survey 4.1-1 (`svykappa`) and, with weights of
/// agreement, by the delta method in R, in `Tests/References/estimates`.
public struct KappaAnalysis: Analysis {
  /// `kappa`.
  public static let kind = "kappa"

  /// More categories than this are no ratings.
  static let maximumCategories = 200

  /// How much two different ratings agree.
  public enum Agreement: String, Sendable, CaseIterable, Hashable {
    /// Not at all.
    case exact
    /// 1 − |k − l|/(K − 1) by their places.
    case linear
    /// 1 − (k − l)²/(K − 1)² by their places.
    case quadratic

    /// The agreement of two categories of `count`.
    func weight(_ one: Int, _ other: Int, of count: Int) -> Double {
      if one == other { return 1 }
      let distance = abs(Double(one - other)) / Double(max(1, count - 1))
      switch self {
      case .exact: return 0
      case .linear: return 1 - distance
      case .quadratic: return 1 - distance * distance
      }
    }

    var convention: Convention {
      let sentence =
        switch self {
        case .exact:
          LocalizedText(
            zh: "κ系数：只有相同的评价算一致。",
            en: "Kappa: only equal ratings agree.")
        case .linear:
          LocalizedText(
            zh: "κ系数：一致程度按等级差线性递减，等级按编码簿或数值的顺序。",
            en: "Kappa: agreement falls linearly with the distance of the"
              + " categories in the order of the codebook or of their size.")
        case .quadratic:
          LocalizedText(
            zh: "κ系数：一致程度按等级差的平方递减，等级按编码簿或数值的顺序。",
            en: "Kappa: agreement falls with the squared distance of the"
              + " categories in the order of the codebook or of their size.")
        }
      return Convention("agreement", rawValue, sentence)
    }
  }

  /// The first rating.
  public var first: String
  /// The second rating.
  public var second: String
  /// How much different ratings agree.
  public var agreement: Agreement
  /// The groupings, each one variable or several crossed.
  public var by: [[String]]

  /// Creates the analysis.
  public init(
    first: String, second: String, agreement: Agreement = .exact,
    by: [[String]] = []
  ) {
    self.first = first
    self.second = second
    self.agreement = agreement
    self.by = by
  }

  /// Refuses columns that do not exist or are no ratings.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    _ = try ratings(data)
  }

  /// Computes agreement and kappa.
  ///
  /// - Throws: A diagnostic when a column does not exist.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    let ratings = try ratings(data)
    let groupings = try Grouping.all(by, data: data)
    var estimates: [[Estimate]] = [[], []]
    for grouping in groupings {
      for cell in 0..<grouping.cellCount {
        func masked(_ codes: [Int32]) -> [Int32] {
          codes.indices.map {
            Int(grouping.cells[$0]) == cell ? codes[$0] : -1
          }
        }
        let statistics = AgreementStatistics(
          first: masked(ratings.first), second: masked(ratings.second),
          categoryCount: ratings.count, agreement: agreement)
        let found = data.design.estimate(statistics)
        for index in 0..<2 {
          estimates[index].append(
            Estimate(
              variable: "\(first), \(second)", label: label(data.table),
              group: grouping.terms[cell],
              statistic: index == 0 ? "agreement" : "kappa",
              unit: index == 0 ? .share : .coefficient, found, index: index,
              bases: found?.bases
                ?? SampleBases(
                  isUsed: statistics.isUsed, weights: data.design.weights),
              level: data.level))
        }
      }
    }
    return AnalysisOutcome(
      estimates: estimates[1] + estimates[0],
      conventions: [agreement.convention] + data.design.conventions,
      formula: "κ = (pₒ − pₑ) / (1 − pₑ)",
      diagnostics: Grouping.findings(groupings, by: by, data: data))
  }

  private func label(_ table: Table) -> LocalizedText? {
    guard let one = table[first]?.variable?.label,
      let other = table[second]?.variable?.label
    else { return nil }
    return LocalizedText(
      zh: "\(one[.chinese])、\(other[.chinese])",
      en: "\(one[.english]), \(other[.english])")
  }

  /// Both ratings as positions among the values of the two together.
  private func ratings(
    _ data: AnalysisData
  ) throws(Diagnostic) -> (first: [Int32], second: [Int32], count: Int) {
    let one = AnswerValues(try data.table.column(first))
    let other = AnswerValues(try data.table.column(second))
    var values = one.levels.map(\.value)
    if max(values.count, other.levels.count) <= Self.maximumCategories {
      for level in other.levels where !values.contains(level.value) {
        values.append(level.value)
      }
    }
    guard max(values.count, other.levels.count) <= Self.maximumCategories else {
      throw Diagnostic(
        .wrongOption, at: data.place(of: first),
        "'\(first)' and '\(second)' have more than"
          + " \(Self.maximumCategories) different values, too many for"
          + " ratings",
        zh: "“\(first)”与“\(second)”有\(Self.maximumCategories)个以上不同的值，作为评定过多",
        help: "round or recode the values")
    }
    // Numbers without a codebook stand in the order of their size.
    let isDeclared = !(one.column.variable?.valueLabels ?? []).isEmpty
    if !isDeclared {
      let numbers = values.map { Double($0) }
      if numbers.allSatisfy({ $0 != nil }) {
        values = values.sorted { (Double($0) ?? 0) < (Double($1) ?? 0) }
      }
    }
    let positions = Dictionary(
      values.enumerated().map { ($0.element, Int32($0.offset)) },
      uniquingKeysWith: { first, _ in first })
    func codes(_ answers: AnswerValues) -> [Int32] {
      let map = answers.levels.map { positions[$0.value] ?? -1 }
      return answers.codes.map { $0 < 0 ? -1 : map[Int($0)] }
    }
    return (codes(one), codes(other), values.count)
  }
}

extension Estimate {
  /// One of several estimates under the design, with a t interval; without a
  /// value where there are none.
  init(
    variable: String, label: LocalizedText?, group: [GroupTerm],
    statistic: String, unit: Unit, _ found: SampledEstimates?, index: Int,
    bases: SampleBases, level: Double
  ) {
    let error = found?.standardError(index)
    var interval: Interval?
    if let found, !found.remarks.contains("census") {
      interval = TestedNumber(
        value: found.values[index], standardError: error,
        degreesOfFreedom: found.degreesOfFreedom
      ).interval(level: level)
    }
    var remarks = found?.remarks ?? []
    if found != nil, error == nil, remarks.isEmpty {
      remarks.append("no-standard-error")
    }
    self.init(
      variable: variable, label: label, group: group, statistic: statistic,
      unit: unit, value: found?.values[index], standardError: error,
      interval: interval, degreesOfFreedom: found?.degreesOfFreedom,
      base: bases.count, weightedBase: bases.weighted,
      effectiveBase: bases.effective > 0 ? bases.effective : nil,
      remarks: remarks)
  }
}
