import Diagnostics
import Foundation
import LinearAlgebra
import Probability

extension ReplicateMaker {
  /// The number of draws unless another is asked for.
  static let defaultCount = 200

  /// n − 1 clusters of each stratum are drawn with replacement and count
  /// n/(n − 1) for each time they were drawn (Rao and Wu 1988), with
  /// c = 1/(R − 1).
  ///
  /// Finite populations do not enter. R's survey package calls it
  /// `subbootstrap`.
  func raoWu() throws(Diagnostic) -> Made {
    try drawn("rao-wu", units: stage.unitCount) { stream, replicate, factors in
      for (_, units) in openStrata where units.count > 1 {
        let times = counts(units.count, &stream)
        let factor = Double(units.count) / Double(units.count - 1)
        for (position, unit) in units.enumerated() {
          factors[unit, replicate] = factor * Double(times[position])
        }
      }
    }
  }

  /// The bootstrap of Rao and Wu with the fractions of each stage.
  ///
  /// A unit of a stage counts
  ///
  ///     a = 1 − λ + λ · n/(n − 1) · m,
  ///
  /// m the times that it is among n − 1 draws with replacement, so that a
  /// has mean 1 and variance λ². At the first stage λ² = 1 − f (Rao, Wu and
  /// Yue 1992). The factor of a row is the product over its stages; as
  /// E[a²] = 1 + λ², the later ones have
  ///
  ///     λ² = f₁f₂…(1 − f) / ∏(1 + λ²) of the stages before,
  ///
  /// which gives each stage its part of the variance (Beaumont and Émond
  /// 2022). Under unequal probabilities f is that of the unit.
  func raoWuYueBeaumont() throws(Diagnostic) -> Made {
    let last = stages[stages.count - 1]
    let plans = stages.map(\.unitsOfParents)
    return try drawn("rao-wu-yue-beaumont", units: last.unitCount) {
      stream, replicate, factors in
      // The factor, and the product of 1 + λ², of the units of a stage.
      var above: [(factor: Double, squares: Double)] = []
      for (index, stage) in stages.enumerated() {
        var own = [(factor: Double, squares: Double)](
          repeating: (1, 1), count: stage.unitCount)
        for (parent, units) in plans[index].enumerated() {
          let start: (factor: Double, squares: Double) =
            index == 0 ? (1, 1) : above[parent]
          let times =
            units.count > 1 && !stage.isComplete(parent)
            ? counts(units.count, &stream) : []
          for (position, unit) in units.enumerated() {
            guard !times.isEmpty else {
              own[unit] = start
              continue
            }
            let size = Double(units.count)
            let squared =
              stage.outerFraction[parent]
              * (1 - stage.fraction(ofUnit: unit)) / start.squares
            let change = squared.squareRoot()
            own[unit] = (
              start.factor
                * (1 - change + change * size / (size - 1)
                  * Double(times[position])),
              start.squares * (1 + squared)
            )
          }
        }
        above = own
      }
      for unit in above.indices {
        factors[unit, replicate] = above[unit].factor
      }
    }
  }

  /// Every cluster counts 1 + √(1 − f)·(P − 1) with P from a Poisson
  /// distribution of mean 1, on its own (Beaumont and Patak 2012, 4.2).
  ///
  /// It is the bootstrap of Poisson sampling, where the number of sampled
  /// clusters is left to chance: what strata have in common counts as
  /// variance, so that it is too large for samples of a fixed size.
  func poisson() throws(Diagnostic) -> Made {
    try drawn("poisson", units: stage.unitCount) { stream, replicate, factors in
      for unit in 0..<stage.unitCount {
        let change = (1 - stage.fraction(ofUnit: unit)).squareRoot()
        var number = -1
        var product = 1.0
        let limit = exp(-1.0)
        repeat {
          product *= 1 - stream.uniform()
          number += 1
        } while product > limit
        factors[unit, replicate] = 1 + change * (Double(number) - 1)
      }
    }
  }

  private func drawn(
    _ name: String, units: Int,
    _ draw: (inout RandomStream, _ replicate: Int, inout Matrix) -> Void
  ) throws(Diagnostic) -> Made {
    try checkSingle(name)
    let count = plan.count ?? Self.defaultCount
    try checkSize(units, count)
    var factors = Matrix(rows: units, columns: count, repeating: 1)
    let streams = RandomStream(seed: plan.seed, name: "replicates/\(name)")
    for replicate in 0..<count {
      var stream = streams.draw(replicate)
      draw(&stream, replicate, &factors)
    }
    return Made(
      factors: factors, scale: 1 / Double(count - 1),
      replicateScales: [Double](repeating: 1, count: count), rank: nil)
  }

  /// How often each of `size` units is among size − 1 draws with
  /// replacement.
  private func counts(_ size: Int, _ stream: inout RandomStream) -> [Int] {
    var times = [Int](repeating: 0, count: size)
    for _ in 1..<size { times[stream.below(size)] += 1 }
    return times
  }
}
