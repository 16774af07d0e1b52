import Foundation
import Probability
import SurveyData

/// How far efficiencies could be off because the frontier is that of a sample
/// of units: the smoothed bootstrap of Simar and Wilson (1998).
///
/// The frontier of the units that were observed lies inside the true one, and
/// so efficiencies are too high. In each draw every unit gets an efficiency
/// from the smoothed distribution of those found,
///
///     γ = β + hε, reflected at 1;  θ* = β̄ + (γ − β̄)/√(1 + h²/s²),
///
/// with β drawn from the efficiencies θ with replacement, s² their variance
/// and ε normal; its inputs become xθ/θ* (outputs yφ/φ* with the orientation
/// to outputs), and the efficiencies of the units as they are against these
/// make θ̂*. Then bias = mean θ̂* − θ, the corrected efficiency is θ − bias, and
/// the limits are 2θ less the upper and the lower quantile of θ̂* (type 7;
/// Simar and Wilson 2000).
///
/// The bandwidth h is Silverman's rule on the reflected scores that are not
/// 1, carried over to all of them (Daraio and Simar 2007).
///
/// Correcting pays where 3 bias² is above the variance of θ̂*; units for which
/// it is not are marked.
///
/// Edge cases: without three different scores there is nothing to draw from
/// (`nil`). A draw in which a program has no solution is left out and counted.
///
/// Checked with an independent computation over stored draws:
/// `Tests/References/efficiency`.
public struct EfficiencyBootstrap: Sendable {
  /// What was found for one unit; efficiencies, for both orientations.
  public struct Result: Sendable, Hashable {
    /// As measured.
    public var efficiency: Double
    /// Less the bias.
    public var corrected: Double
    /// The limits.
    public var lower: Double
    /// The limits.
    public var upper: Double
    /// The standard deviation over the draws, of θ or φ.
    public var deviation: Double
    /// The bias, of θ or φ.
    public var bias: Double
    /// Whether the bias is small beside its own error.
    public var isBiasUnsure: Bool
  }

  /// Where the smoothed scores of a draw come from.
  public struct Draw: Sendable {
    /// For each unit the unit whose score it starts from.
    public var units: [Int]
    /// For each unit its noise.
    public var noise: [Double]

    /// Creates a draw.
    public init(units: [Int], noise: [Double]) {
      self.units = units
      self.noise = noise
    }
  }

  /// One a unit.
  public let results: [Result]
  /// The bandwidth.
  public let bandwidth: Double
  /// The number of draws that count.
  public let count: Int
  /// Draws without a solution.
  public let failed: Int

  /// Makes draws from a seed.
  public init?(
    _ frontier: DataEnvelopment, orientation: EfficiencyOptions.Orientation,
    draws: Int, seed: UInt64, bandwidth: Double? = nil, level: Double = 0.95,
    threads: Int? = nil
  ) {
    let stream = RandomStream(seed: seed, name: "efficiency/bootstrap")
    let count = frontier.count
    self.init(
      frontier, orientation: orientation, count: draws, bandwidth: bandwidth,
      level: level, threads: threads
    ) { number in
      var stream = stream.draw(number)
      let units = (0..<count).map { _ in stream.below(count) }
      return Draw(
        units: units, noise: (0..<count).map { _ in stream.normal() })
    }
  }

  /// Uses draws that are given.
  ///
  /// - Returns: `nil` when there are fewer than two draws, the scores do not
  ///   differ enough, or nearly all draws have no solution.
  init?(
    _ frontier: DataEnvelopment, orientation: EfficiencyOptions.Orientation,
    count draws: Int, bandwidth given: Double? = nil, level: Double = 0.95,
    threads: Int? = nil, draw: @Sendable (Int) -> Draw
  ) {
    let isOutput = orientation == .output
    let units = 0..<frontier.count
    var scores: [Double] = []
    for unit in units {
      guard
        let efficiency = frontier.efficiency(unit, orientation: orientation),
        efficiency > 0
      else { return nil }
      scores.append(isOutput ? 1 / efficiency : efficiency)
    }
    guard draws > 1, let h = given ?? Self.bandwidth(scores), h > 0 else {
      return nil
    }
    let measured = scores
    let spread = Self.variance(scores)
    guard spread > 0 else { return nil }
    let found = RowBlocks.map(draws, threads: threads) { number -> [Double]? in
      let star = Self.smoothed(
        measured, draw(number), h: h, variance: spread, isOutput: isOutput)
      // A score can leave the range that efficiencies have.
      guard star.allSatisfy({ $0 > 1e-9 }) else { return nil }
      let factors = zip(measured, star).map { $0 / $1 }
      func moved(_ columns: [[Double]]) -> [[Double]] {
        columns.map { zip($0, factors).map { $0 * $1 } }
      }
      let reference = (
        inputs: isOutput ? frontier.inputs : moved(frontier.inputs),
        outputs: isOutput ? moved(frontier.outputs) : frontier.outputs
      )
      var list: [Double] = []
      for unit in units {
        guard
          let distance = frontier.distance(
            inputs: frontier.inputs.map { $0[unit] },
            outputs: frontier.outputs.map { $0[unit] },
            orientation: orientation, reference: reference)
        else { return nil }
        list.append(distance)
      }
      return list
    }
    let kept = found.compactMap { $0 }
    guard kept.count > 1 else { return nil }
    self.bandwidth = h
    self.count = kept.count
    failed = draws - kept.count
    let tail = (1 - level) / 2
    results = units.map { unit in
      let values = kept.map { $0[unit] }.sorted()
      let score = measured[unit]
      let mean = values.reduce(0, +) / Double(values.count)
      let variance = Self.variance(values)
      let bias = mean - score
      let low = 2 * score - (RankDraws.quantile(values, 1 - tail) ?? .nan)
      let high = 2 * score - (RankDraws.quantile(values, tail) ?? .nan)
      let corrected = score - bias
      func efficiency(_ value: Double) -> Double {
        isOutput ? (value > 0 ? 1 / value : .nan) : max(0, value)
      }
      return Result(
        efficiency: efficiency(score), corrected: efficiency(corrected),
        lower: efficiency(isOutput ? high : low),
        upper: efficiency(isOutput ? low : high),
        deviation: variance.squareRoot(), bias: bias,
        isBiasUnsure: variance > 3 * bias * bias)
    }
  }

  /// The scores of a draw.
  private static func smoothed(
    _ scores: [Double], _ draw: Draw, h: Double, variance: Double,
    isOutput: Bool
  ) -> [Double] {
    let start = draw.units.map { scores[$0] }
    let mean = start.reduce(0, +) / Double(start.count)
    let shrink = (1 + h * h / variance).squareRoot()
    return zip(start, draw.noise).map { start, noise in
      var value = start + h * noise
      if isOutput ? value < 1 : value > 1 { value = 2 - value }
      return mean + (value - mean) / shrink
    }
  }

  static func variance(_ values: [Double]) -> Double {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
  }

  /// The bandwidth for scores; `nil` without two of them that are not 1 and
  /// differ.
  static func bandwidth(_ scores: [Double]) -> Double? {
    let inner = scores.filter { abs($0 - 1) > DataEnvelopment.tolerance }
    let both = (inner + inner.map { 2 - $0 }).sorted()
    guard inner.count > 1, let lower = RankDraws.quantile(both, 0.25),
      let upper = RankDraws.quantile(both, 0.75)
    else { return nil }
    let deviation = variance(both).squareRoot()
    guard deviation > 0 else { return nil }
    let spread = min(deviation, (upper - lower) / 1.34)
    let m = Double(inner.count)
    let own = 0.9 * spread * pow(2 * m, -0.2)
    return own * pow(2, 0.2) * pow(m / Double(scores.count), 0.2)
      * variance(scores).squareRoot() / deviation
  }
}
