import Foundation
import SurveyData

/// A compromise between the regret over all indicators and the worst regret.
///
/// With the best f* and the worst f⁻ value of each indicator:
///
///     S = Σ w (f* - f)/(f* - f⁻),   R = max w (f* - f)/(f* - f⁻)
///     Q = v (S - S*)/(S⁻ - S*) + (1 - v) (R - R*)/(R⁻ - R*)
///
/// The first case by Q wins alone when Q of the second is at least 1/(m - 1)
/// larger (C1) and it is also first by S or by R (C2). With C1 only, the
/// first and the second are the compromise; without C1 all cases are whose Q
/// is less than 1/(m - 1) above the first.
///
/// Missing values are left out of S and R, with the weights of the others
/// divided by their sum. A constant indicator brings no regret; a term of Q
/// whose range is zero is zero.
///
/// Source: Opricovic and Tzeng (2004). Checked against pymcdm in
/// `Tests/References/evaluation/mcdm_ranking.json`.
public struct VIKOR: Sendable, Hashable {
  /// The sum of regrets of each case; not-a-number without any value.
  public var regrets: [Double]
  /// The largest regret.
  public var worstRegrets: [Double]
  /// Q, 0 for the best.
  public var compromise: [Double]

  /// Computes S, R and Q.
  ///
  /// - Parameter majority: v, the weight of the regret over all indicators.
  public init(_ matrix: CaseMatrix, majority: Double = 0.5) {
    let count = matrix.caseCount
    var sums = [Double](repeating: 0, count: count)
    var largest = sums
    var covered = sums
    for index in matrix.used {
      let column = matrix.columns[index]
      let weight = matrix.weights[index]
      guard let (low, high) = extremes(of: column) else { continue }
      let isBenefit = matrix.isBenefit[index]
      let best = isBenefit ? high : low
      let range = isBenefit ? high - low : low - high
      for row in 0..<count where !column[row].isNaN {
        covered[row] += weight
        if range == 0 { continue }
        let regret = weight * ((best - column[row]) / range)
        sums[row] += regret
        largest[row] = max(largest[row], regret)
      }
    }
    for row in 0..<count {
      sums[row] = covered[row] > 0 ? sums[row] / covered[row] : .nan
      largest[row] = covered[row] > 0 ? largest[row] / covered[row] : .nan
    }
    func share(_ values: [Double]) -> (Int) -> Double {
      guard let (low, high) = extremes(of: values), high > low else {
        return { values[$0].isNaN ? .nan : 0 }
      }
      return { (values[$0] - low) / (high - low) }
    }
    let (byRegret, byWorst) = (share(sums), share(largest))
    compromise = (0..<count).map {
      majority * byRegret($0) + (1 - majority) * byWorst($0)
    }
    regrets = sums
    worstRegrets = largest
  }

  /// What the acceptance conditions leave.
  public struct Verdict: Sendable, Hashable {
    /// Whether the advantage of the first is large enough.
    public var hasAdvantage: Bool
    /// Whether the first is also first by S or R.
    public var isStable: Bool
    /// The positions of the cases of the compromise, best first.
    public var cases: [Int]
  }

  /// Holds the order against both conditions; `nil` without cases.
  public var verdict: Verdict? {
    func key(_ value: Double) -> Double { (value * 1e10).rounded() }
    let order = compromise.indices.filter { !compromise[$0].isNaN }
      .sorted { (key(compromise[$0]), $0) < (key(compromise[$1]), $1) }
    guard let first = order.first else { return nil }
    if order.count == 1 {
      return Verdict(hasAdvantage: true, isStable: true, cases: order)
    }
    let step = 1 / Double(order.count - 1)
    let hasAdvantage =
      compromise[order[1]] - compromise[first] >= step - 1e-12
    func isFirst(_ values: [Double]) -> Bool {
      extremes(of: values).map { key(values[first]) <= key($0.low) } ?? false
    }
    let isStable = isFirst(regrets) || isFirst(worstRegrets)
    let cases: [Int]
    if !hasAdvantage {
      cases = order.filter {
        compromise[$0] - compromise[first] < step - 1e-12
      }
    } else {
      cases = Array(order.prefix(isStable ? 1 : 2))
    }
    return Verdict(
      hasAdvantage: hasAdvantage, isStable: isStable, cases: cases)
  }
}

/// VIKOR as the score of an evaluation: 100 (1 - Q).
struct VIKORRanking: CaseRanking {
  var majority: Double

  func scores(of input: RankingInput) -> [Double] {
    VIKOR(input.matrix(), majority: majority).compromise.map {
      100 * (1 - $0)
    }
  }

  func report(on input: RankingInput, names: RankingNames) -> RankingReport {
    let found = VIKOR(input.matrix(), majority: majority)
    var notes: [LocalizedText] = []
    var finding: LocalizedText?
    let chosen = Set(found.verdict?.cases ?? [])
    if let verdict = found.verdict {
      let list = names.list(verdict.cases)
      func word(_ holds: Bool) -> LocalizedText {
        LocalizedText(zh: holds ? "成立" : "不成立", en: holds ? "holds" : "fails")
      }
      let (first, second) = (word(verdict.hasAdvantage), word(verdict.isStable))
      notes.append(
        LocalizedText(
          zh: "条件 C1（首位优势不小于 1/(m − 1)）\(first[.chinese])；"
            + "条件 C2（首位在 S 或 R 上也居首）\(second[.chinese])。",
          en: "Condition C1 (an advantage of at least 1/(m − 1)) "
            + "\(first[.english]); condition C2 (first by S or R too) "
            + "\(second[.english])."))
      finding =
        verdict.cases.count == 1
        ? LocalizedText(
          zh: "VIKOR 的最优解为\(list[.chinese])，优势和稳定性条件均满足",
          en: "VIKOR finds \(list[.english]) best, with both the advantage "
            + "and the stability it asks for")
        : LocalizedText(
          zh: "VIKOR 的妥协解为\(list[.chinese])，尚不能只选其一",
          en: "VIKOR's compromise is \(list[.english]); no single best case "
            + "can be named")
    }
    let table = StatisticsTable(
      "vikor",
      title: LocalizedText(
        zh: "VIKOR：群体效用 S、个别遗憾 R 与折衷值 Q",
        en: "VIKOR: regret S, worst regret R and compromise Q"),
      stub: RankingNames.stub,
      columns: [
        .init("S", LocalizedText("S"), .coefficient),
        .init("R", LocalizedText("R"), .coefficient),
        .init("Q", LocalizedText("Q"), .coefficient),
        .init(
          "compromise", LocalizedText(zh: "妥协解", en: "in compromise"), .text),
      ],
      rows: names.rows { row in
        [
          .number(found.regrets[row]), .number(found.worstRegrets[row]),
          .number(found.compromise[row]),
          chosen.contains(row)
            ? .init(LocalizedText(zh: "是", en: "yes")) : .empty,
        ]
      }, notes: notes, figure: .dots(column: "Q", reference: nil))
    return RankingReport(tables: [table], finding: finding)
  }

  var conventions: [Convention] {
    let text = plainText(majority)
    return [
      Convention(
        "vikor", "v=\(text)",
        LocalizedText(
          zh: "得分为 100(1-Q)，Q 为 VIKOR 折衷值，v=\(text)；缺失指标的权重按比例分给其他指标。",
          en: "The score is 100 (1 - Q) with the compromise Q of VIKOR and "
            + "v = \(text); the weight of a missing indicator goes to the "
            + "others in proportion."))
    ]
  }

  var formula: String {
    "S = 100 (1 - Q), Q = v (S - S*)/(S⁻ - S*) + (1 - v)(R - R*)/(R⁻ - R*)"
  }

  var scale: ScoreScale {
    ScoreScale(
      label: LocalizedText(zh: "VIKOR 得分", en: "VIKOR score"), lower: 0,
      upper: 100,
      explanation: LocalizedText(
        zh: "得分为 100(1-Q)，Q 兼顾总体差距和最差指标的差距（VIKOR）。",
        en: "The score is 100 (1 - Q); Q weighs the distance over all "
          + "indicators and that on the worst one (VIKOR)."))
  }

  var cost: RankingCost { .cases }
}
