import LinearAlgebra
import Probability
import Testing

@testable import SurveyStatistics

/// Replicates that start from sums over clusters have the coefficients that
/// fits to all rows have.
@Suite struct ReplicateFitTests {
  static let rowCount = 1500
  static let unitCount = 30

  /// A model of four terms, its coefficients and a third of the table's rows
  /// that it does not use.
  private func fitted(
    _ family: ResponseFamily, offset: Bool = false
  ) throws -> ModelCoefficients {
    var stream = RandomStream(seed: 25, name: "replicate-fits")
    let rows = (0..<Self.rowCount).filter { $0 % 3 != 2 }
    var predictors = Matrix(rows: rows.count, columns: 4)
    var outcome: [Double] = []
    var offsets: [Double] = []
    for position in rows.indices {
      let x = stream.normal()
      let z = stream.below(2) == 0 ? 0.0 : 1.0
      predictors[position, 0] = 1
      predictors[position, 1] = x
      predictors[position, 2] = z
      predictors[position, 3] = x * x
      let shift = offset ? 0.3 * stream.normal() : 0
      offsets.append(shift)
      let eta: Double = 0.4 + 0.9 * x - 0.7 * z + 0.1 * x * x + shift
      let (mean, _) = family.defaultLink.mean(eta)
      switch family {
      case .binomial: outcome.append(stream.uniform() < mean ? 1 : 0)
      case .poisson: outcome.append((mean + stream.uniform()).rounded(.down))
      default: outcome.append(mean + stream.normal())
      }
    }
    let model = GeneralizedLinearModel(
      predictors: predictors, outcome: outcome,
      offset: offset ? offsets : nil, family: family,
      link: family.defaultLink, hasIntercept: true)
    let used = rows.map { Self.weight($0) }
    let fit = try #require(model.fit(used))
    return ModelCoefficients(
      model: model, rows: rows,
      isUsed: (0..<Self.rowCount).map { $0 % 3 != 2 },
      start: fit.coefficients, theta: 1, inverseInformation: fit.information)
  }

  private static func weight(_ row: Int) -> Double { 1 + Double(row % 7) / 3 }

  /// Factors of clusters drawn with replacement; the last replicate has no
  /// weight at all.
  private func replicates(_ count: Int) -> ReplicateWeights {
    var stream = RandomStream(seed: 7, name: "factors")
    var factors = Matrix(rows: Self.unitCount, columns: count)
    for replicate in 0..<(count - 1) {
      for _ in 0..<Self.unitCount {
        factors[stream.below(Self.unitCount), replicate] += 1
      }
    }
    return ReplicateWeights(
      method: "bootstrap",
      storage: .factors(
        unitOfRow: (0..<Self.rowCount).map { Int32($0 % Self.unitCount) },
        factors),
      scale: 1, replicateScales: [Double](repeating: 1, count: count),
      centre: .estimate, freedom: .fixed(29),
      baseWeights: (0..<Self.rowCount).map(Self.weight))
  }

  @Test(arguments: [
    (ResponseFamily.gaussian, false), (.gaussian, true), (.binomial, false),
    (.binomial, true), (.poisson, false), (.poisson, true),
  ])
  func clusterSumsGiveTheCoefficientsOfTheRows(
    family: ResponseFamily, offset: Bool
  ) throws {
    let model = try fitted(family, offset: offset)
    let replicates = replicates(20)
    let direct = replicates.replicated { model.estimates($0) }
    let found = model.replicated(replicates)
    #expect(found.count == direct.count)
    #expect(found.last == .some(nil))
    for (one, other) in zip(found, direct) {
      guard let one, let other else {
        #expect(one == nil && other == nil)
        continue
      }
      // A replicate differs from the sample by about a tenth.
      for (a, b) in zip(one, other) { #expect(abs(a - b) < 1e-11) }
    }
    let moved = zip(found[0] ?? [], model.start).map { abs($0 - $1) }
    #expect((moved.max() ?? 0) > 1e-3)
  }

  /// Without this the fallback to a full fit would hide wrong sums.
  @Test(arguments: [ResponseFamily.binomial, .poisson])
  func replicatesCloseInWithoutAFullFit(family: ResponseFamily) throws {
    let model = try fitted(family)
    let replicates = replicates(20)
    guard case .factors(let units?, let factors) = replicates.storage else {
      Issue.record("the replicates are factors of units")
      return
    }
    let sums = UnitExpansion(
      model.model, at: model.start, rows: model.rows, units: units,
      unitCount: Self.unitCount, weights: replicates.baseWeights)
    for (replicate, expansion) in sums.expansions(factors).dropLast()
      .enumerated()
    {
      var weights = [Double](repeating: 0, count: Self.rowCount)
      replicates.fill(&weights, replicate: replicate)
      let used = model.rows.map { weights[$0] }
      let score = model.model.score(model.start, used)
      for (sum, direct) in zip(expansion.score, score) {
        #expect(abs(sum - direct) < 1e-9 * (1 + abs(direct)))
      }
      let factor = try #require(ScaledCholesky(expansion.information))
      let found = model.closing(
        expansion, factor, step: factor.solve(expansion.score), sums, weights)
      #expect(found != nil)
    }
  }

  /// T[δ] is how the information changes, to the first order.
  @Test(arguments: [ResponseFamily.binomial, .poisson])
  func informationChangesAlongAStep(family: ResponseFamily) throws {
    let model = try fitted(family)
    let replicates = replicates(20)
    guard case .factors(let units?, _) = replicates.storage else {
      Issue.record("the replicates are factors of units")
      return
    }
    let sums = UnitExpansion(
      model.model, at: model.start, rows: model.rows, units: units,
      unitCount: Self.unitCount, weights: replicates.baseWeights)
    let step = [0.3e-5, -0.2e-5, 0.1e-5, 0.4e-5]
    let used = model.rows.map { replicates.baseWeights[$0] }
    let ahead = model.model.pass(
      zip(model.start, step).map { $0 + $1 }, used
    ).information
    let behind = model.model.pass(
      zip(model.start, step).map { $0 - $1 }, used
    ).information
    let change = sums.change(along: step)
    for row in 0..<4 {
      for column in 0..<4 {
        let low = min(row, column)
        let high = max(row, column)
        let found = (ahead[low, high] - behind[low, high]) / 2
        let expected = change[row, column]
        #expect(abs(found - expected) < 1e-6 * (1e-3 + abs(expected)))
      }
    }
  }
}
