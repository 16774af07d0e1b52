import Foundation
import SurveyData

/// The Mazziotta-Pareto index: a mean that is lowered for unbalanced cases.
///
/// Indicators are standardised to a mean of 100 and a standard deviation of
/// 10 in their direction; with the mean M and the standard deviation S over
/// the indicators of a case:
///
///     z = 100 ± 10 (x - mean) / s,   MPI = M - S² / M
///
/// `plus` in the place of `minus` is for phenomena of which more is worse.
/// The divisor of both standard deviations is n (the authors' text) or n - 1
/// (the package Compind). Weights have no effect beyond leaving out what has
/// a weight of zero.
///
/// Missing values are left out of M and S. A constant indicator is 100 for
/// all cases; a case with one indicator has S = 0.
///
/// Source: Mazziotta and Pareto (2016). Checked against Compind in
/// `Tests/References/evaluation/mpi_compind.json`.
public struct MazziottaPareto: Sendable, Hashable {
  /// What sums of squares are divided by.
  public enum Divisor: String, Sendable, Hashable, CaseIterable {
    /// The number of values.
    case n
    /// One less.
    case nMinusOne = "n-1"
  }

  /// What being unbalanced does.
  public enum Penalty: String, Sendable, Hashable, CaseIterable {
    /// It lowers the index.
    case minus
    /// It raises the index.
    case plus
  }

  /// The mean of each case.
  public var means: [Double]
  /// The standard deviation of each case.
  public var deviations: [Double]
  /// The index of each case; not-a-number without any value.
  public var values: [Double]

  /// Computes the index.
  public init(
    _ matrix: CaseMatrix, divisor: Divisor = .n, penalty: Penalty = .minus
  ) {
    let count = matrix.caseCount
    var sums = [Double](repeating: 0, count: count)
    var counts = sums
    let columns = matrix.used.map { index in
      Self.standardised(
        matrix.columns[index], isBenefit: matrix.isBenefit[index],
        divisor: divisor)
    }
    for column in columns {
      for row in 0..<count where !column[row].isNaN {
        sums[row] += column[row]
        counts[row] += 1
      }
    }
    let means = (0..<count).map {
      counts[$0] > 0 ? sums[$0] / counts[$0] : .nan
    }
    var squares = [Double](repeating: 0, count: count)
    for column in columns {
      for row in 0..<count where !column[row].isNaN {
        let distance = column[row] - means[row]
        squares[row] += distance * distance
      }
    }
    let deviations: [Double] = (0..<count).map { row in
      let by = divisor == .n ? counts[row] : counts[row] - 1
      if means[row].isNaN { return .nan }
      return by > 0 ? (squares[row] / by).squareRoot() : 0
    }
    let sign: Double = penalty == .minus ? -1 : 1
    self.means = means
    self.deviations = deviations
    values = zip(means, deviations).map { mean, deviation in
      mean + sign * deviation * deviation / mean
    }
  }

  private static func standardised(
    _ column: [Double], isBenefit: Bool, divisor: Divisor
  ) -> [Double] {
    guard let standard = standardScores(column) else {
      return column.map { $0.isNaN ? .nan : 100 }
    }
    let n = Double(column.count { !$0.isNaN })
    let stretch = divisor == .n ? (n / (n - 1)).squareRoot() : 1
    let factor = (isBenefit ? 10 : -10) * stretch
    return standard.map { 100 + factor * $0 }
  }
}

/// The Mazziotta-Pareto index as the score of an evaluation.
struct MazziottaParetoRanking: CaseRanking {
  var divisor: MazziottaPareto.Divisor
  var penalty: MazziottaPareto.Penalty

  private func found(_ input: RankingInput) -> MazziottaPareto {
    MazziottaPareto(input.matrix(), divisor: divisor, penalty: penalty)
  }

  func scores(of input: RankingInput) -> [Double] { found(input).values }

  func report(on input: RankingInput, names: RankingNames) -> RankingReport {
    let found = found(input)
    let table = StatisticsTable(
      "mpi",
      title: LocalizedText(
        zh: "Mazziotta–Pareto 指数：均值、离散与罚分",
        en: "Mazziotta-Pareto index: mean, spread and penalty"),
      stub: RankingNames.stub,
      columns: [
        .init("mean", LocalizedText(zh: "均值 M", en: "mean M"), .value),
        .init("sd", LocalizedText(zh: "标准差 S", en: "sd S"), .value),
        .init(
          "penalty", LocalizedText(zh: "调整 S²/M", en: "adjustment S²/M"),
          .coefficient),
        .init("mpi", LocalizedText("MPI"), .value),
      ],
      rows: names.rows { row in
        let (mean, sd) = (found.means[row], found.deviations[row])
        return [
          .number(mean), .number(sd), .number(sd * sd / mean),
          .number(found.values[row]),
        ]
      }, figure: .dots(column: "mpi", reference: 100))
    return RankingReport(tables: [table])
  }

  var conventions: [Convention] {
    [
      Convention(
        "mpi", "\(penalty.rawValue), \(divisor.rawValue)",
        LocalizedText(
          zh: "得分为 Mazziotta–Pareto 指数（均值 100、标准差 10），"
            + (penalty == .minus ? "不均衡减分" : "不均衡加分")
            + "；标准差除数为 \(divisor.rawValue)；各指标同等对待，缺失指标不计入。",
          en: "The score is the Mazziotta-Pareto index (mean 100, standard "
            + "deviation 10), "
            + (penalty == .minus ? "lowered" : "raised")
            + " for unbalanced cases; standard deviations are divided by "
            + "\(divisor.rawValue); all indicators count the same, missing "
            + "ones are left out."))
    ]
  }

  var formula: String {
    "S = M \(penalty == .minus ? "-" : "+") s²/M, z = 100 ± 10 (x - x̄)/s"
  }

  var scale: ScoreScale {
    ScoreScale(
      label: LocalizedText(zh: "MPI 指数", en: "MPI index"),
      explanation: LocalizedText(
        zh: "得分为 Mazziotta–Pareto 指数，100 为全体平均水平，指标之间越不均衡扣得越多。",
        en: "The score is the Mazziotta-Pareto index; 100 is the mean of all "
          + "cases, and unbalanced indicators lower it."))
  }

  var cost: RankingCost { .cases }
}
