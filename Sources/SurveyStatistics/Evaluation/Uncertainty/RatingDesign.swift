import LinearAlgebra
import Probability
import SurveyData

/// The survey design behind ratings, as draws need it: which sampled unit
/// each rating belongs to, and how units count in a draw.
///
/// Without replicate weights, n − 1 clusters of each stratum are drawn with
/// replacement and count n/(n − 1) for each time they were drawn (Rao and Wu
/// 1988), so that all ratings of one respondent or place go together; a
/// stratum of one cluster keeps it. Finite populations do not enter.
///
/// With replicate weights, the factors of a draw are
///
///     1 + Σᵣ zᵣ √(c cᵣ) (fᵣ − 1)
///
/// with independent standard normal numbers z, whose variance over draws is
/// that of the replicates, V = c Σ cᵣ (θᵣ − θ)², for every kind of replicates
/// and every statistic that is linear in the weights.
public struct RatingDesign: Sendable {
  private enum Plan: Sendable {
    case strata([[Int32]])
    case replicates(Matrix, [Double])
  }

  private let plan: Plan
  private let unitOfRow: [Int32]
  private let unitCount: Int

  /// Takes what draws need from a design.
  ///
  /// - Parameters:
  ///   - design: The design of the whole table of ratings.
  ///   - rows: For each rating that is used its row in that table.
  /// - Returns: `nil` for a design without strata, clusters and replicates,
  ///   whose ratings are drawn within each case.
  public init?(_ design: SurveyDesign, rows: [Int]) {
    if let replicates = design.replicates {
      let scales = replicates.replicateScales.map {
        (replicates.scale * $0).squareRoot()
      }
      switch replicates.storage {
      case .factors(let units, let factors):
        plan = .replicates(factors, scales)
        unitOfRow = rows.map { row in
          units.map { $0[row] } ?? Int32(row)
        }
        unitCount = factors.rowCount
      case .columns, .steps:
        var factors = Matrix(
          rows: rows.count, columns: replicates.count, repeating: 1)
        var weights = replicates.baseWeights
        for replicate in 0..<replicates.count {
          replicates.fill(&weights, replicate: replicate)
          for (index, row) in rows.enumerated() {
            let base = replicates.baseWeights[row]
            if base > 0 { factors[index, replicate] = weights[row] / base }
          }
        }
        plan = .replicates(factors, scales)
        unitOfRow = rows.indices.map { Int32($0) }
        unitCount = rows.count
      }
      return
    }
    let specification = design.specification
    guard !specification.strata.isEmpty || !specification.clusters.isEmpty,
      let stage = design.stages.first
    else { return nil }
    plan = .strata(stage.unitsOfParents.map { $0.map { Int32($0) } })
    unitOfRow = rows.map { Int32(stage.unit(of: $0)) }
    unitCount = stage.unitCount
  }

  /// The unit of a rating.
  func unit(of row: Int) -> Int { Int(unitOfRow[row]) }

  /// What is drawn, a word for conventions.
  var name: String {
    switch plan {
    case .strata: "rao-wu"
    case .replicates: "replicates"
    }
  }

  /// How each unit counts in a draw.
  func factors(_ factors: inout [Double], from stream: inout RandomStream) {
    if factors.count != unitCount {
      factors = [Double](repeating: 1, count: unitCount)
    }
    for unit in factors.indices { factors[unit] = 1 }
    switch plan {
    case .strata(let strata):
      for units in strata where units.count > 1 {
        for unit in units { factors[Int(unit)] = 0 }
        let step = Double(units.count) / Double(units.count - 1)
        for _ in 1..<units.count {
          factors[Int(units[stream.below(units.count)])] += step
        }
      }
    case .replicates(let matrix, let scales):
      for (replicate, scale) in scales.enumerated() where scale > 0 {
        let change = scale * stream.normal()
        for unit in factors.indices {
          factors[unit] += change * (matrix[unit, replicate] - 1)
        }
      }
    }
  }
}

extension RatingDesign {
  /// How ratings are drawn.
  var convention: Convention {
    switch plan {
    case .strata:
      Convention(
        "rating-draws", name,
        LocalizedText(
          zh:
            "评价按抽样设计重抽：各层中有放回地抽取比整群数少一个的整群（Rao–Wu），同群的评价同进同出；评价全在一个整群的对象，在对象内重抽。",
          en: "Ratings are drawn as they were sampled: one cluster less than "
            + "there are in each stratum, with replacement (Rao and Wu), all "
            + "ratings of a cluster together; a case whose ratings all belong "
            + "to one cluster has them drawn within the case."))
    case .replicates:
      Convention(
        "rating-draws", name,
        LocalizedText(
          zh: "评价按复制权数的方差扰动：权数加上各组复制权数离差的随机组合。",
          en: "Ratings vary as their replicate weights do: weights plus a "
            + "random combination of the replicates' deviations."))
    }
  }
}
