import Foundation
import Probability
import SurveyData

/// Walks the chain for many draws of weights, evaluators and ratings, on all
/// cores.
///
/// Every draw has random numbers of its own (`RandomStream.draw`), and draws
/// are put together in their order, so that results do not depend on the
/// number of threads.
struct EvaluationDraws: Sendable {
  let sampler: EvaluationSampler
  let uncertainty: UncertaintyOptions
  let bands: DrawnBands
  private let ties: RankSharing

  init(
    _ analysis: EvaluationAnalysis, _ prepared: EvaluationPreparation,
    weights: [Double], uncertainty: UncertaintyOptions, bands own: [Band]? = nil
  ) {
    sampler = EvaluationSampler(
      analysis, prepared, weights: weights, uncertainty: uncertainty)
    self.uncertainty = uncertainty
    ties = analysis.options.rankTies
    bands = DrawnBands(
      prepared, bands: own ?? prepared.bands,
      rule: analysis.options.bandRule,
      comparison: analysis.options.bandComparisonUsed)
  }

  /// What is varied and can have an effect.
  var varied: [String] { sampler.varied }

  /// The number of draws: that of the file of weights, if there is one.
  var count: Int { sampler.storedDraws ?? uncertainty.draws }

  /// Makes all draws.
  ///
  /// - Parameter threads: How many threads may work; `nil` for one a core.
  /// - Returns: The draws, and how often evaluators had to be drawn again
  ///   because those drawn did not connect the cases.
  func run(threads: Int? = nil) -> (draws: RankDraws, repeats: Int) {
    let cases = sampler.chain.caseCount
    let lanes = max(
      1, threads ?? ProcessInfo.processInfo.activeProcessorCount)
    let count = self.count
    // Several blocks a thread, so that no thread waits long for another.
    let pieces = max(1, min(count, lanes == 1 ? 1 : 4 * lanes))
    let blocks = RowBlocks.map(pieces, threads: lanes) { piece in
      let range = count * piece / pieces..<count * (piece + 1) / pieces
      return block(range)
    }
    return (
      RankDraws(
        caseCount: cases, bandCount: bands.bands.count, blocks: blocks,
        ties: ties),
      blocks.reduce(0) { $0 + $1.repeats }
    )
  }

  private func block(_ range: Range<Int>) -> RankDraws.Block {
    let cases = sampler.chain.caseCount
    var walk = sampler
    var ranker = DrawRanker(caseCount: cases, ties: ties)
    var block = RankDraws.Block(
      bands: [Int32](repeating: 0, count: cases * bands.bands.count))
    block.scores.reserveCapacity(cases * range.count)
    block.ranks.reserveCapacity(cases * range.count)
    var drawnBands: [Int?] = []
    for draw in range {
      block.repeats += walk.draw(draw)
      if !bands.bands.isEmpty {
        bands.fill(
          &drawnBands, totals: walk.totals, scores: walk.nodeScores,
          raw: walk.raw)
      }
      block.add(
        walk.totals, bands: drawnBands, bandCount: bands.bands.count,
        ranker: &ranker)
    }
    return block
  }
}

/// The bands of cases in a draw, after their gates.
struct DrawnBands: Sendable {
  let bands: [Band]
  private let gates: GateTable
  private let comparison: BandComparison
  /// Finds the bands of each draw anew, when they follow from the scores.
  private let rule: BandRule?
  /// For each case the best band that gates over facts leave to it.
  private let caps: [Int]

  init(
    _ prepared: EvaluationPreparation, bands: [Band], rule: BandRule?,
    comparison: BandComparison
  ) {
    self.bands = bands
    self.rule = rule
    gates = prepared.gates
    self.comparison = comparison
    caps = (0..<prepared.directory.count).map { row in
      prepared.gates.entries.reduce(0) { cap, entry in
        guard case .facts(let facts) = entry.subject,
          entry.gate.comparison.holds(facts[row], entry.gate.limit)
        else { return cap }
        return max(cap, entry.cap ?? 0)
      }
    }
  }

  func fill(
    _ drawn: inout [Int?], totals: [Double], scores: [[Double]],
    raw: [[Double]]
  ) {
    if drawn.count != caps.count {
      drawn = [Int?](repeating: nil, count: caps.count)
    }
    let bands = rule?.bands(for: totals) ?? self.bands
    for row in caps.indices {
      guard
        var band = bandPosition(
          of: totals[row], in: bands, comparison: comparison)
      else {
        drawn[row] = nil
        continue
      }
      band = max(band, caps[row])
      for entry in gates.entries {
        let left: Double
        switch entry.subject {
        case .value: left = raw[entry.indicator][row]
        case .score: left = scores[entry.indicator][row]
        case .facts: continue
        }
        if entry.gate.comparison.holds(left, entry.gate.limit) {
          band = max(band, entry.cap ?? 0)
        }
      }
      drawn[row] = band
    }
  }
}
