import SurveyData

/// How probabilities of several tests are adjusted for their number.
public enum PValueAdjustment: String, Sendable, CaseIterable, Hashable {
  /// Not at all.
  case none
  /// m·p (Bonferroni).
  case bonferroni
  /// Step down: the running maximum of (m − i + 1)·p₍ᵢ₎ (Holm 1979).
  case holm
  /// Step up: the running minimum of the same from the largest p (Hochberg
  /// 1988).
  case hochberg
  /// The false discovery rate: the running minimum of m/i·p₍ᵢ₎ from the
  /// largest p (Benjamini and Hochberg 1995).
  case benjaminiHochberg = "benjamini-hochberg"
  /// The same under any dependence, m/i·Σ1/j in the place of m/i (Benjamini
  /// and Yekutieli 2001).
  case benjaminiYekutieli = "benjamini-yekutieli"

  /// The adjusted probabilities, in the order of those given; none exceeds
  /// 1.
  ///
  /// A probability that is not-a-number stays so and is no test.
  ///
  /// Checked against R's `p.adjust`.
  public func adjusted(_ probabilities: [Double]) -> [Double] {
    let tests = probabilities.indices.filter { !probabilities[$0].isNaN }
    let order = tests.sorted {
      let (left, right) = (probabilities[$0], probabilities[$1])
      return left == right ? $0 < $1 : left < right
    }
    let count = Double(tests.count)
    var result = probabilities
    switch self {
    case .none: break
    case .bonferroni:
      for test in tests { result[test] = min(1, count * probabilities[test]) }
    case .holm:
      var running = 0.0
      for (rank, test) in order.enumerated() {
        running = max(running, (count - Double(rank)) * probabilities[test])
        result[test] = min(1, running)
      }
    case .hochberg, .benjaminiHochberg, .benjaminiYekutieli:
      var running = 1.0
      let harmonic = order.indices.reduce(0.0) { $0 + 1 / Double($1 + 1) }
      for (rank, test) in order.enumerated().reversed() {
        let factor =
          switch self {
          case .hochberg: count - Double(rank)
          case .benjaminiHochberg: count / Double(rank + 1)
          default: harmonic * count / Double(rank + 1)
          }
        running = min(running, factor * probabilities[test])
        result[test] = running
      }
    }
    return result
  }

  /// The choice as it is printed beside the result.
  public var convention: Convention {
    let sentence =
      switch self {
      case .none:
        LocalizedText(
          zh: "多重比较：不调整。", en: "Several tests: not adjusted.")
      case .bonferroni:
        LocalizedText(
          zh: "多重比较：Bonferroni 调整。",
          en: "Several tests: adjusted by Bonferroni's method.")
      case .holm:
        LocalizedText(
          zh: "多重比较：Holm 调整。",
          en: "Several tests: adjusted by Holm's method.")
      case .hochberg:
        LocalizedText(
          zh: "多重比较：Hochberg 调整。",
          en: "Several tests: adjusted by Hochberg's method.")
      case .benjaminiHochberg:
        LocalizedText(
          zh: "多重比较：Benjamini–Hochberg 错误发现率调整。",
          en: "Several tests: false discovery rate of Benjamini and Hochberg.")
      case .benjaminiYekutieli:
        LocalizedText(
          zh: "多重比较：Benjamini–Yekutieli 错误发现率调整。",
          en: "Several tests: false discovery rate of Benjamini and"
            + " Yekutieli.")
      }
    return Convention("adjustment", rawValue, sentence)
  }
}
