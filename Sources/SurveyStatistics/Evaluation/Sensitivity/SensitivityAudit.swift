import Foundation
import Probability
import SurveyData

/// Which choices the ranks and scores of an evaluation depend on.
///
/// Factors are the axes of conventions with at least two alternatives, the
/// noise of weights, and the resampling of evaluators and ratings. A factor
/// is a uniform number u; alternatives are taken by ⌊uK⌋ of K, noise by the
/// number of a draw. The designs come from counter-based random numbers. The
/// result is the mean over cases of how far the rank is from the published
/// one (Saisana, Saltelli and Tarantola 2005), and each case's score.
struct SensitivityAudit: Sendable {
  /// One factor.
  struct Factor: Sendable {
    /// The name in study files.
    var name: String
    /// The name for readers.
    var label: LocalizedText
    /// The number of alternatives; `nil` for noise.
    var choices: Int?
  }

  let options: SensitivityOptions
  let space: ConventionSpace
  /// The factors.
  private(set) var factors: [Factor] = []
  /// For the mean change of ranks.
  private(set) var ranks: SobolIndices?
  /// Intervals of the first indices and of the total ones.
  private(set) var intervals: [(first: Interval, total: Interval)] = []
  /// The mean over all runs of the mean change of ranks.
  private(set) var meanChange = 0.0
  /// For the score of each case; `nil` where it does not vary or is missing
  /// in some runs.
  private(set) var scores: [SobolIndices?] = []
  /// The number of evaluations.
  private(set) var runs = 0
  /// Whether it would have been too large.
  private(set) var isTooLarge = false

  private let uncertainty: UncertaintyOptions
  private let chosen: EvaluationPreparation
  private let chosenRanks: [Double?]
  /// Whether the results of cases are their ranks, because some methods have
  /// scores on another scale.
  let comparesRanks: Bool

  /// Noise is one of this many draws.
  private static let noiseDraws = 1_048_576.0

  init(
    _ analysis: EvaluationAnalysis, _ prepared: EvaluationPreparation,
    options: SensitivityOptions, chosen: [Double], threads: Int? = nil
  ) {
    self.options = options
    self.chosen = prepared
    uncertainty =
      analysis.options.uncertainty ?? UncertaintyOptions(weights: .fixed)
    let ranks = competitionRanks(chosen).compactMap(\.self)
    let hasTies = Set(ranks).count < ranks.count
    chosenRanks = analysis.options.rankTies.ranks(of: chosen)
    var wanted = ConventionSpace(
      analysis, prepared,
      alternatives: analysis.options.passport?.alternatives ?? [:])
    wanted.keep { name in
      if let names = options.factors { return names.contains(name) }
      return hasTies || name != ConventionAlternative.Axis.ties.rawValue
    }
    let space = wanted.takingZeros().havingWeights()
    self.space = space
    comparesRanks =
      space.dimensions.contains { dimension in
        dimension.axis == .score
          && dimension.choices.indices.contains { choice in
            var combination = [Int](
              repeating: 0, count: space.dimensions.count)
            let position = space.dimensions.firstIndex { $0.axis == .score }
            combination[position ?? 0] = choice
            return !space.changed(combination).options.score.scale.isPoints
          }
      }
    factors = space.dimensions.map {
      Factor(
        name: $0.axis.rawValue, label: $0.axis.label, choices: $0.choices.count)
    }
    let sampler = EvaluationSampler(
      analysis, prepared,
      weights: [Double](
        repeating: 1, count: analysis.tree.indicators.count),
      uncertainty: uncertainty)
    let varied = analysis.options.uncertainty == nil ? [] : sampler.varied
    func add(_ name: String, _ label: LocalizedText, _ applies: Bool) {
      if applies, options.factors?.contains(name) ?? true {
        factors.append(Factor(name: name, label: label, choices: nil))
      }
    }
    add(
      "weight-noise", LocalizedText(zh: "权重扰动", en: "noise of weights"),
      varied.contains("weights"))
    add(
      "resampling",
      LocalizedText(zh: "评委和评价重抽", en: "resampled evaluators and ratings"),
      varied.contains("raters") || varied.contains("ratings"))
    guard !factors.isEmpty else { return }
    let cases = Double(chosen.count)
    runs = options.draws * (factors.count + 2)
    let combinations = Double(
      min(space.count ?? .max, runs))
    let bytes =
      8 * cases * Double(runs)
      + 32 * cases * Double(analysis.tree.indicators.count) * combinations
    if bytes > 2e9 {
      isTooLarge = true
      return
    }
    compute(threads: threads)
  }

  // MARK: - Runs

  private mutating func compute(threads: Int?) {
    let count = options.draws
    let width = chosenRanks.count + 1
    let lanes = max(
      1, threads ?? ProcessInfo.processInfo.activeProcessorCount)
    let pieces = min(count, lanes)
    let audit = self
    // Results of A, B and each mixture, one after another, a row at a time.
    let parts = RowBlocks.map(pieces, threads: lanes) { piece in
      audit.results(count * piece / pieces..<count * (piece + 1) / pieces)
    }
    let results = parts.flatMap { $0 }
    let kinds = factors.count + 2
    func column(_ kind: Int, _ index: Int) -> [Double] {
      (0..<count).map { results[($0 * kinds + kind) * width + index] }
    }
    func indices(_ index: Int, rows: [Int]? = nil) -> SobolIndices? {
      SobolIndices(
        column(0, index), column(1, index),
        mixed: factors.indices.map { column($0 + 2, index) }, rows: rows)
    }
    let (a, b) = (column(0, 0), column(1, 0))
    meanChange = (a.reduce(0, +) + b.reduce(0, +)) / Double(2 * count)
    ranks = indices(0)
    if ranks != nil {
      addIntervals(a, b, factors.indices.map { column($0 + 2, 0) })
    }
    scores = (1..<width).map { index in
      let found = indices(index)
      return found.map { $0.variance.isNaN ? nil : $0 } ?? nil
    }
  }

  private mutating func addIntervals(
    _ a: [Double], _ b: [Double], _ mixed: [[Double]]
  ) {
    let stream = RandomStream(
      seed: options.seed, name: "evaluation/sensitivity/bootstrap")
    let drawn = RowBlocks.map(options.bootstraps, threads: nil) {
      number -> SobolIndices? in
      var stream = stream.draw(number)
      let rows = a.indices.map { _ in stream.below(a.count) }
      return SobolIndices(a, b, mixed: mixed, rows: rows)
    }.compactMap { $0 }
    func interval(_ values: [Double]) -> Interval {
      let sorted = values.sorted()
      return Interval(
        lower: RankDraws.quantile(sorted, 0.025) ?? .nan,
        upper: RankDraws.quantile(sorted, 0.975) ?? .nan, level: 0.95,
        method: "bootstrap")
    }
    intervals = factors.indices.map { factor in
      (
        interval(drawn.map { $0.first[factor] }),
        interval(drawn.map { $0.total[factor] })
      )
    }
  }

  private func results(_ rows: Range<Int>) -> [Double] {
    var samplers: [[Int]: EvaluationSampler] = [:]
    var found: [Double] = []
    let kinds = factors.count + 2
    found.reserveCapacity(rows.count * kinds * (chosenRanks.count + 1))
    let design = RandomStream(
      seed: options.seed, name: "evaluation/sensitivity")
    var ranker = DrawRanker(caseCount: chosenRanks.count)
    var ranks: [Float] = []
    for row in rows {
      var stream = design.draw(row)
      let a = factors.map { _ in stream.uniform() }
      let b = factors.map { _ in stream.uniform() }
      run(a, &samplers, &ranker, &ranks, into: &found)
      run(b, &samplers, &ranker, &ranks, into: &found)
      for factor in factors.indices {
        var mixed = a
        mixed[factor] = b[factor]
        run(mixed, &samplers, &ranker, &ranks, into: &found)
      }
    }
    return found
  }

  /// The alternative that a uniform number stands for, each as likely as the
  /// others whatever numbers were drawn.
  static func choice(_ point: Double, of count: Int) -> Int {
    min(count - 1, Int(point * Double(count)))
  }

  private func run(
    _ point: [Double], _ samplers: inout [[Int]: EvaluationSampler],
    _ ranker: inout DrawRanker, _ ranks: inout [Float],
    into found: inout [Double]
  ) {
    var combination: [Int] = []
    for (index, dimension) in space.dimensions.enumerated() {
      combination.append(
        Self.choice(point[index], of: dimension.choices.count))
    }
    var noise: (weights: Int?, sample: Int?) = (nil, nil)
    for (factor, u) in zip(factors, point) {
      if factor.name == "weight-noise" {
        noise.weights = Int(u * Self.noiseDraws)
      } else if factor.name == "resampling" {
        noise.sample = Int(u * Self.noiseDraws)
      }
    }
    // Conventions without an effect share a sampler.
    let key = space.canonical(combination)
    // The sampler is taken out while it works, so that it is not copied.
    var sampler = samplers.removeValue(forKey: key) ?? self.sampler(key)
    _ = sampler.draw(
      panel: noise.sample, ratings: noise.sample, weights: noise.weights)
    ranks.removeAll(keepingCapacity: true)
    ranker.ties = space.ties(combination)
    ranker.append(sampler.totals, to: &ranks)
    var sum = 0.0
    var count = 0
    for (row, rank) in ranks.enumerated() where rank > 0 {
      guard let chosen = chosenRanks[row] else { continue }
      sum += abs(chosen - Double(rank))
      count += 1
    }
    found.append(count > 0 ? sum / Double(count) : 0)
    found.append(
      contentsOf: comparesRanks
        ? ranks.map { $0 > 0 ? Double($0) : .nan } : sampler.totals)
    samplers[key] = sampler
  }

  private func sampler(_ combination: [Int]) -> EvaluationSampler {
    let changed = space.changed(combination)
    // The space has only combinations with evaluators and weights.
    return EvaluationSampler(
      changed, space.preparation(combination) ?? chosen,
      weights: space.localWeights(combination)
        ?? changed.tree.indicators.map(\.weight),
      uncertainty: uncertainty)
  }
}
