import SurveyData

/// How weights and memberships are put together in a fuzzy evaluation.
///
/// With weights w that add up to 1 and the membership r of an indicator in a
/// grade:
///
///     min-max      max min(w, r)        M(∧,∨)
///     product-max  max w r              M(·,∨)
///     min-sum      min(1, Σ min(w, r))  M(∧,⊕)
///     product-sum  Σ w r                M(·,⊕)
public enum FuzzyOperator: String, Sendable, Hashable, CaseIterable {
  /// Only what stands out counts.
  case minMax = "min-max"
  /// What stands out counts by its weight.
  case productMax = "product-max"
  /// Everything counts, cut off by the weights.
  case minSum = "min-sum"
  /// Everything counts by its weight.
  case productSum = "product-sum"
}

/// A grade of a fuzzy evaluation.
public struct FuzzyGrade: Sendable, Hashable {
  /// The name.
  public var label: LocalizedText
  /// What it is worth, on 0 to 100.
  public var score: Double

  /// Creates a grade.
  public init(label: LocalizedText, score: Double) {
    self.label = label
    self.score = score
  }

  /// Four grades: 100, 80, 60 and 40.
  public static let usual = [
    FuzzyGrade(label: LocalizedText(zh: "优秀", en: "excellent"), score: 100),
    FuzzyGrade(label: LocalizedText(zh: "良好", en: "good"), score: 80),
    FuzzyGrade(label: LocalizedText(zh: "合格", en: "passable"), score: 60),
    FuzzyGrade(label: LocalizedText(zh: "不合格", en: "poor"), score: 40),
  ]
}

/// Fuzzy comprehensive evaluation of cases: memberships in grades, put
/// together over indicators.
///
/// B = W ∘ R with one of four operators, divided by its sum. The score is
/// Σ s B with the scores s of the grades; the grade is that of the largest
/// membership, which stands on firm ground only when its effectiveness
///
///     α = (n b₁ - 1) / (2 b₂ (n - 1))
///
/// with the largest b₁ and the second largest b₂ of n grades is at least ½.
///
/// Missing indicators are left out and the weights of the others divided by
/// their sum. Sources: Zadeh (1965); checked against the R package mathmodels
/// in `Tests/References/evaluation/fce.json`.
public struct FuzzyEvaluation: Sendable, Hashable {
  /// Memberships before they are divided by their sum, by grade and case.
  public var composed: [[Double]]
  /// Memberships that add up to 1, by grade and case; not-a-number for a case
  /// without any.
  public var memberships: [[Double]]

  /// Puts memberships together.
  ///
  /// - Parameters:
  ///   - indicators: Memberships by indicator, grade and case.
  ///   - weights: One an indicator; divided by their sum.
  public init(
    _ indicators: [[[Double]]], weights: [Double],
    operator composition: FuzzyOperator = .productSum
  ) {
    precondition(indicators.count == weights.count)
    let gradeCount = indicators.first?.count ?? 0
    let count = indicators.first?.first?.count ?? 0
    var totals = [Double](repeating: 0, count: count)
    for (indicator, weight) in zip(indicators, weights) where weight > 0 {
      guard let first = indicator.first else { continue }
      for row in 0..<count where !first[row].isNaN { totals[row] += weight }
    }
    var result = [[Double]](
      repeating: [Double](repeating: 0, count: count), count: gradeCount)
    for (indicator, weight) in zip(indicators, weights) where weight > 0 {
      for (grade, column) in indicator.enumerated() {
        for row in 0..<count where !column[row].isNaN {
          let (w, r) = (weight / totals[row], column[row])
          switch composition {
          case .minMax:
            result[grade][row] = max(result[grade][row], min(w, r))
          case .productMax:
            result[grade][row] = max(result[grade][row], w * r)
          case .minSum: result[grade][row] += min(w, r)
          case .productSum: result[grade][row] += w * r
          }
        }
      }
    }
    if composition == .minSum {
      for grade in result.indices {
        for row in 0..<count { result[grade][row] = min(1, result[grade][row]) }
      }
    }
    composed = result
    for row in 0..<count {
      let sum = result.reduce(0) { $0 + $1[row] }
      for grade in result.indices {
        if totals[row] <= 0 || sum <= 0 {
          composed[grade][row] = .nan
          result[grade][row] = .nan
        } else {
          result[grade][row] /= sum
        }
      }
    }
    memberships = result
  }

  /// Σ s B for each case.
  public func scores(_ grades: [Double]) -> [Double] {
    guard let first = memberships.first else { return [] }
    return first.indices.map { row in
      zip(grades, memberships).reduce(0) { $0 + $1.0 * $1.1[row] }
    }
  }

  /// The grade with the largest membership, the better one of equal ones.
  public func grade(of row: Int) -> Int? {
    var best: Int?
    for (grade, column) in memberships.enumerated() {
      if column[row].isNaN { return nil }
      if let found = best, column[row] <= memberships[found][row] + 1e-12 {
        continue
      }
      best = grade
    }
    return best
  }

  /// α of a case; `nil` when it is not defined, as when one grade has all.
  public func effectiveness(of row: Int) -> Double? {
    let values = memberships.map { $0[row] }.sorted(by: >)
    guard values.count > 1, values.allSatisfy({ !$0.isNaN }), values[1] > 0
    else { return nil }
    let n = Double(values.count)
    return (n * values[0] - 1) / (2 * values[1] * (n - 1))
  }
}
