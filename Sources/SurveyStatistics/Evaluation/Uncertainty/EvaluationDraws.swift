import Probability
import SurveyData

/// Walks the chain for many draws of weights, evaluators and ratings.
struct EvaluationDraws {
  let chain: EvaluationChain
  let leaves: [LeafValues?]
  let weights: [Double]
  let gates: GateTable
  let options: EvaluationOptions
  let uncertainty: UncertaintyOptions
  /// For each evaluator whether it has a score.
  let activeRaters: [Bool]
  /// For each row of the ratings the position of its case, -1 for none.
  let ratingCases: [Int]
  /// For each row of the ratings its weight, which it keeps when drawn.
  let ratingWeights: [Double]
  let bands: [Band]

  /// How often evaluators had to be drawn again because those drawn did not
  /// connect the cases.
  private(set) var repeats = 0

  /// Draws at most this many panels of evaluators before the draw keeps the
  /// panel as it is.
  private static let attempts = 50

  init(
    chain: EvaluationChain, leaves: [LeafValues?], weights: [Double],
    gates: GateTable, options: EvaluationOptions,
    uncertainty: UncertaintyOptions, activeRaters: [Bool],
    ratingCases: [Int], ratingWeights: [Double], bands: [Band]
  ) {
    self.chain = chain
    self.leaves = leaves
    self.weights = weights
    self.gates = gates
    self.options = options
    self.uncertainty = uncertainty
    self.activeRaters = activeRaters
    self.ratingCases = ratingCases
    self.ratingWeights = ratingWeights
    self.bands = bands
  }

  /// What is varied and can have an effect.
  var varied: [String] {
    var words: [String] = []
    if uncertainty.weights != .fixed, options.score.usesWeights {
      words.append("weights")
    }
    if uncertainty.resamplesRaters, activeRaters.contains(true) {
      words.append("raters")
    }
    if uncertainty.resamplesRatings, !ratingLeaves.isEmpty {
      words.append("ratings")
    }
    return words
  }

  private var ratingLeaves: [Int] {
    leaves.indices.filter {
      if case .ratings? = leaves[$0]?.variation { true } else { false }
    }
  }

  /// Makes all draws.
  mutating func run() -> RankDraws {
    var raw = leaves.map { $0?.raw ?? [] }
    var scores = raw.indices.map { leaf in
      leaves[leaf] == nil ? [] : chain.leafScores(leaf, raw[leaf]).scores
    }
    let weightDraws = WeightDraws(
      tree: chain.tree, weights: weights, options: uncertainty)
    var panel = PanelDraws(leaves, activeRaters, uncertainty)
    let sample = RatingDraws(
      leaves, ratingLeaves, ratingCases, ratingWeights, chain.caseCount,
      uncertainty)
    var result = RankDraws(
      caseCount: chain.caseCount, bandCount: bands.count)
    var drawnBands: [Int?] = []
    let facts = factCaps()
    let drawsPanels = varied.contains("raters")
    let drawsRatings = varied.contains("ratings")
    for draw in 0..<uncertainty.draws {
      if drawsPanels {
        repeats += panel.draw(draw, attempts: Self.attempts, into: &raw)
        for leaf in panel.positions {
          scores[leaf] = chain.leafScores(leaf, raw[leaf]).scores
        }
      }
      if drawsRatings {
        sample.draw(draw, into: &raw)
        for leaf in sample.positions {
          scores[leaf] = chain.leafScores(leaf, raw[leaf]).scores
        }
      }
      let outcome = chain.evaluate(
        raw: raw, leafScores: scores,
        weights: weightDraws.weights(draw: draw))
      if !bands.isEmpty {
        drawnBands = band(outcome, raw: raw, facts: facts)
      }
      result.add(outcome.totals, bands: drawnBands)
    }
    return result
  }

  /// The best band left to each case by gates over facts.
  private func factCaps() -> [Int] {
    (0..<chain.caseCount).map { row in
      gates.entries.reduce(0) { cap, entry in
        guard case .facts(let facts) = entry.subject,
          entry.gate.comparison.holds(facts[row], entry.gate.limit)
        else { return cap }
        return max(cap, entry.cap ?? 0)
      }
    }
  }

  private func band(
    _ outcome: EvaluationChain.Outcome, raw: [[Double]], facts: [Int]
  ) -> [Int?] {
    let bands = options.bandRule?.bands(for: outcome.totals) ?? self.bands
    return (0..<chain.caseCount).map { row in
      guard
        var band = bandPosition(
          of: outcome.totals[row], in: bands,
          comparison: options.bandComparisonUsed)
      else { return nil }
      band = max(band, facts[row])
      for entry in gates.entries {
        let left: Double
        switch entry.subject {
        case .value: left = raw[entry.indicator][row]
        case .score: left = outcome.scores[entry.indicator][row]
        case .facts: continue
        }
        if entry.gate.comparison.holds(left, entry.gate.limit) {
          band = max(band, entry.cap ?? 0)
        }
      }
      return band
    }
  }
}

/// Draws evaluators with replacement, the same for all indicators.
private struct PanelDraws {
  /// The leaves that evaluators score.
  let positions: [Int]
  private var leaves: [RaterLeaf]
  private let active: [Int]
  private let raterCount: Int
  private let stream: RandomStream

  init(
    _ leaves: [LeafValues?], _ activeRaters: [Bool],
    _ options: UncertaintyOptions
  ) {
    var positions: [Int] = []
    var found: [RaterLeaf] = []
    for (position, leaf) in leaves.enumerated() {
      if case .raters(let raters)? = leaf?.variation {
        positions.append(position)
        found.append(raters)
      }
    }
    self.positions = positions
    self.leaves = found
    active = activeRaters.indices.filter { activeRaters[$0] }
    raterCount = activeRaters.count
    stream = RandomStream(seed: options.seed, name: "evaluation/raters")
  }

  /// Draws a panel and combines its scores.
  ///
  /// - Returns: How often another panel had to be drawn.
  mutating func draw(
    _ number: Int, attempts: Int, into raw: inout [[Double]]
  ) -> Int {
    var stream = self.stream.draw(number)
    for attempt in 0...attempts {
      var counts = [Int32](
        repeating: attempt < attempts ? 0 : 1, count: raterCount)
      if attempt < attempts {
        for _ in active { counts[active[stream.below(active.count)]] += 1 }
      }
      var isSolved = true
      for (index, position) in positions.enumerated() where isSolved {
        isSolved = leaves[index].combine(counts, into: &raw[position])
      }
      if isSolved { return attempt }
    }
    return attempts
  }
}

/// Draws ratings with replacement within each case.
private struct RatingDraws {
  /// The leaves that ratings are behind.
  let positions: [Int]
  private let rowsByCase: [[Int]]
  private let values: [[Double]]
  private let weights: [Double]
  private let stream: RandomStream

  init(
    _ leaves: [LeafValues?], _ positions: [Int], _ cases: [Int],
    _ weights: [Double], _ caseCount: Int, _ options: UncertaintyOptions
  ) {
    self.positions = positions
    var values: [[Double]] = []
    for position in positions {
      if case .ratings(let rows)? = leaves[position]?.variation {
        values.append(rows)
      }
    }
    var rowsByCase = [[Int]](repeating: [], count: caseCount)
    for (row, position) in cases.enumerated() where position >= 0 {
      rowsByCase[position].append(row)
    }
    self.rowsByCase = rowsByCase
    self.values = values
    self.weights = weights
    stream = RandomStream(seed: options.seed, name: "evaluation/ratings")
  }

  func draw(_ number: Int, into raw: inout [[Double]]) {
    var stream = self.stream.draw(number)
    var sums = [Double](repeating: 0, count: positions.count)
    var totals = [Double](repeating: 0, count: positions.count)
    for (row, ratings) in rowsByCase.enumerated() where !ratings.isEmpty {
      for leaf in positions.indices {
        sums[leaf] = 0
        totals[leaf] = 0
      }
      for _ in ratings {
        let rating = ratings[stream.below(ratings.count)]
        for leaf in positions.indices {
          let value = values[leaf][rating]
          if !value.isNaN {
            sums[leaf] += weights[rating] * value
            totals[leaf] += weights[rating]
          }
        }
      }
      for (leaf, position) in positions.enumerated() {
        raw[position][row] =
          totals[leaf] > 0 ? sums[leaf] / totals[leaf] : .nan
      }
    }
  }
}
