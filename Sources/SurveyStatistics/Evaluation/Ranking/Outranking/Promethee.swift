import Foundation
import SurveyData

/// Flows of preference between cases (PROMETHEE I and II).
///
/// With d the difference of two cases in the direction of an indicator:
///
///     usual    1 when d > 0
///     u-shape  1 when d > q
///     v-shape  d/p, between 0 and 1
///     level    0, ½ above q, 1 above p
///     linear   (d - q)/(p - q), between 0 and 1
///     gauss    1 - exp(-d²/2s²) for d > 0
///
///     π(a,b) = Σ w P(d),  φ⁺ = Σ π(a,·)/(m - 1),  φ⁻ = Σ π(·,a)/(m - 1),
///     φ = φ⁺ - φ⁻
///
/// Two cases are compared on the indicators that both have, with the weights
/// divided by their sum; without any, neither is preferred. A single case has
/// flows of zero.
///
/// Source: Brans and Vincke (1985). Checked against pymcdm and pyDecision in
/// `Tests/References/evaluation/mcdm_ranking.json`.
public struct Promethee: Sendable, Hashable {
  /// How a difference becomes a preference.
  public enum Function: String, Sendable, Hashable, CaseIterable {
    /// Any difference is full preference.
    case usual
    /// Differences above q are full preference.
    case uShape = "u-shape"
    /// Preference grows to p.
    case vShape = "v-shape"
    /// Half preference above q, full above p.
    case level
    /// Preference grows from q to p.
    case linear
    /// Preference grows as a bell curve with s.
    case gauss
  }

  /// The choices.
  public struct Options: Sendable, Hashable {
    /// How a difference becomes a preference.
    public var function: Function
    /// q: up to it differences do not matter.
    public var indifference: PreferenceThreshold
    /// p: from it on preference is full.
    public var preference: PreferenceThreshold
    /// s: where the bell curve bends.
    public var bend: PreferenceThreshold

    /// Creates options.
    public init(
      function: Function = .linear,
      indifference: PreferenceThreshold = .share(0.05),
      preference: PreferenceThreshold = .share(0.3),
      bend: PreferenceThreshold = .share(0.2)
    ) {
      self.function = function
      self.indifference = indifference
      self.preference = preference
      self.bend = bend
    }
  }

  /// How much each case is preferred to the others, not-a-number without any
  /// value.
  public var positive: [Double]
  /// How much the others are preferred to it.
  public var negative: [Double]
  /// The difference of both.
  public var net: [Double] { zip(positive, negative).map { $0 - $1 } }

  /// Computes flows.
  public init(_ matrix: CaseMatrix, options: Options = Options()) {
    let count = matrix.caseCount
    let ranges = matrix.ranges
    let present = matrix.present
    let isComplete = matrix.isComplete
    let q = ranges.indices.map {
      options.indifference.difference($0, range: ranges[$0])
    }
    let p = ranges.indices.map {
      options.preference.difference($0, range: ranges[$0])
    }
    let s = ranges.indices.map {
      options.bend.difference($0, range: ranges[$0])
    }
    var out = [Double](repeating: 0, count: count)
    var into = out
    matrix.comparePairs(present) { index, difference, zero in
      difference <= zero
        ? 0
        : Self.preference(
          difference, options.function, q[index], p[index], s[index], zero)
    } take: { row, other, preferred, shared in
      let value = isComplete ? preferred : preferred / shared
      out[row] += value
      into[other] += value
    }
    let others = Double(max(1, present.count { $0 } - 1))
    positive = (0..<count).map { present[$0] ? out[$0] / others : .nan }
    negative = (0..<count).map { present[$0] ? into[$0] / others : .nan }
  }

  /// The preference for a difference above zero.
  private static func preference(
    _ difference: Double, _ function: Function, _ q: Double, _ p: Double,
    _ s: Double, _ zero: Double
  ) -> Double {
    switch function {
    case .usual: return 1
    case .uShape: return difference > q + zero ? 1 : 0
    case .vShape: return p > 0 ? min(1, difference / p) : 1
    case .level:
      if difference <= q + zero { return 0 }
      return difference > p + zero ? 1 : 0.5
    case .linear:
      if p <= q { return difference > q + zero ? 1 : 0 }
      return min(1, max(0, (difference - q) / (p - q)))
    case .gauss:
      return s > 0 ? 1 - exp(-difference * difference / (2 * s * s)) : 1
    }
  }
}

/// The net flow as the score of an evaluation.
struct PrometheeRanking: CaseRanking {
  var options: Promethee.Options

  func scores(of input: RankingInput) -> [Double] {
    Promethee(input.matrix(), options: options).net
  }

  func report(on input: RankingInput, names: RankingNames) -> RankingReport {
    let found = Promethee(input.matrix(), options: options)
    let net = found.net
    let table = StatisticsTable(
      "promethee",
      title: LocalizedText(
        zh: "PROMETHEE：流出、流入与净流量",
        en: "PROMETHEE: positive, negative and net flows"),
      stub: RankingNames.stub,
      columns: [
        .init("phi+", LocalizedText("φ⁺"), .coefficient),
        .init("phi-", LocalizedText("φ⁻"), .coefficient),
        .init("phi", LocalizedText(zh: "净流量 φ", en: "net φ"), .coefficient),
      ],
      rows: names.rows { row in
        [
          .number(found.positive[row]), .number(found.negative[row]),
          .number(net[row]),
        ]
      }, figure: .dots(column: "phi", reference: 0))
    return RankingReport(tables: [table])
  }

  var conventions: [Convention] {
    var used: [String] = []
    switch options.function {
    case .usual: break
    case .uShape: used = ["q=\(options.indifference.text)"]
    case .vShape: used = ["p=\(options.preference.text)"]
    case .level, .linear:
      used = [
        "q=\(options.indifference.text)", "p=\(options.preference.text)",
      ]
    case .gauss: used = ["s=\(options.bend.text)"]
    }
    let list = used.isEmpty ? "" : " (\(used.joined(separator: ", ")))"
    return [
      Convention(
        "promethee", options.function.rawValue + list,
        LocalizedText(
          zh: "得分为 PROMETHEE II 净流量 φ（-1 至 1），偏好函数 "
            + "\(options.function.rawValue)\(list)，百分数指占指标极差的比例；"
            + "两个对象只在共有的指标上比较，权重归一。",
          en: "The score is the net flow φ of PROMETHEE II, from -1 to 1, with "
            + "the preference function '\(options.function.rawValue)'\(list); "
            + "percentages are of an indicator's range; two cases are compared "
            + "on the indicators that both have."))
    ]
  }

  var formula: String { "S = φ⁺ - φ⁻, φ± = Σ Σ w P(d)/(m - 1)" }

  var scale: ScoreScale {
    ScoreScale(
      label: LocalizedText(zh: "净流量 φ", en: "Net flow φ"), lower: -1,
      upper: 1, decimals: 3,
      explanation: LocalizedText(
        zh: "得分为净流量：本对象优于其他对象的程度减去其他对象优于本案的程度（PROMETHEE II），在 -1 与 1 之间。",
        en: "The score is the net flow of PROMETHEE II, from -1 to 1: how "
          + "much the case is preferred to the others, less how much they "
          + "are preferred to it."))
  }

  var cost: RankingCost { .pairs }
}
