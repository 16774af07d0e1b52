import Diagnostics
import LinearAlgebra
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// What made replicates have to do whatever the data are.
@Suite struct ReplicateMakingTests {
  /// Made-up numbers of 24 rows in 3 strata with 8 clusters of 3 rows.
  private func table(order: [Int]? = nil, scale: Double = 1) -> Table {
    let rows = order ?? Array(0..<24)
    func column(_ name: String, _ value: (Int) -> Double) -> Column {
      makeColumn(name, rows.map { value($0) })
    }
    return makeTable([
      column("h") { [1, 1, 1, 2, 2, 3, 3, 3][$0 / 3] },
      column("c") { Double($0 / 3) },
      column("e") { Double($0) },
      column("y") { Double(($0 * $0 * 7) % 23) },
      column("x") { Double(($0 * 5) % 11 + 1) },
      column("w") { scale * Double(($0 * 3) % 7 + 2) },
      column("f1") { [0.3, 0.3, 0.3, 0.5, 0.5, 0.1, 0.1, 0.1][$0 / 3] },
      column("f2") { Double(($0 / 3) % 3 + 2) / 5 },
    ])
  }

  private func errors(
    _ design: DesignSpecification, _ table: Table
  ) throws -> [Double] {
    let data = AnalysisData(
      table: table, design: try SurveyDesign(design, table: table))
    let total = try TotalAnalysis(variables: ["y"]).run(on: data)
    let ratio = try RatioAnalysis(numerator: "y", denominator: "x")
      .run(on: data)
    return (total.estimates + ratio.estimates).map { $0.standardError ?? .nan }
  }

  private func design(
    _ making: ReplicateMaking?, fpc: [String] = [], stages: Int = 1,
    _ change: (inout ReplicateSpecification) -> Void = { _ in }
  ) -> DesignSpecification {
    var plan = making.map { ReplicateSpecification(.made($0)) }
    if var own = plan {
      change(&own)
      plan = own
    }
    return DesignSpecification(
      strata: ["h"], clusters: stages == 1 ? ["c"] : ["c", "e"], weights: "w",
      fpc: fpc, replicates: plan)
  }

  /// The order of rows and the unit of weights change nothing, whatever makes
  /// the replicates.
  @Test(arguments: [
    ReplicateMaking.jkn, .raoWu, .raoWuYueBeaumont, .poisson,
  ])
  func orderAndScaleChangeNothing(making: ReplicateMaking) throws {
    let order = (0..<24).map { ($0 * 7 + 5) % 24 }
    let plan = design(making, fpc: ["f1"])
    let found = try errors(plan, table())
    let shuffled = try errors(plan, table(order: order))
    let scaled = try errors(plan, table(scale: 8))
    #expect(found.allSatisfy { $0 > 0 })
    #expect(isClose(shuffled, found, relative: 1e-11))
    #expect(isClose(scaled[0], 8 * found[0], relative: 1e-11))
    #expect(isClose(scaled[1], found[1], relative: 1e-11))
  }

  /// Linearised variances do not depend on them either.
  @Test func orderAndScaleChangeNothingWithoutReplicates() throws {
    let order = (0..<24).map { ($0 * 5 + 3) % 24 }
    for method in [UnequalMethod.brewer, .overton, .hartleyRao] {
      let plan = DesignSpecification(
        strata: ["h"], clusters: ["c"], weights: "w", fpc: ["f1"],
        unequal: UnequalSpecification(method))
      let found = try errors(plan, table())
      let scaled = try errors(plan, table(scale: 8))
      #expect(isClose(try errors(plan, table(order: order)), found))
      #expect(isClose(scaled[0], 8 * found[0], relative: 1e-11))
      #expect(isClose(scaled[1], found[1], relative: 1e-11))
    }
  }

  /// The jackknife of a total is the linearised variance.
  @Test func jackknifeOfTotalIsLinear() throws {
    for fpc in [[], ["f1"]] {
      let made = try errors(design(.jkn, fpc: fpc), table())
      let linear = try errors(design(nil, fpc: fpc), table())
      #expect(isClose(made[0], linear[0], relative: 1e-11))
    }
  }

  /// Draws come near to the variance that they stand for.
  @Test(arguments: [
    (ReplicateMaking.raoWu, [String](), 1), (.raoWuYueBeaumont, [], 1),
    (.raoWuYueBeaumont, ["f1"], 1), (.raoWuYueBeaumont, ["f1", "f2"], 2),
  ])
  func drawsComeNearToTheVariance(
    making: ReplicateMaking, fpc: [String], stages: Int
  ) throws {
    let made = try errors(
      design(making, fpc: fpc, stages: stages) { $0.count = 4_000 }, table())
    let linear = try errors(design(nil, fpc: fpc, stages: stages), table())
    #expect(isClose(made[0], linear[0], relative: 0.04))
  }

  @Test func anotherSeedGivesOtherNumbers() throws {
    let one = try errors(design(.raoWu), table())
    let two = try errors(design(.raoWu) { $0.seed = 2 }, table())
    #expect(try errors(design(.raoWu), table()) == one)
    #expect(one != two)
  }

  /// Poisson draws have the variance Σ(1 − f)S² of a total.
  @Test func poissonDrawsCountEveryCluster() throws {
    let table = table()
    let made = try errors(
      design(.poisson, fpc: ["f1"]) { $0.count = 4_000 }, table)
    let (y, w) = (table["y"]?.numbers() ?? [], table["w"]?.numbers() ?? [])
    let f = table["f1"]?.numbers() ?? []
    var variance = 0.0
    for cluster in 0..<8 {
      let sum = (0..<3).reduce(0.0) {
        $0 + w[cluster * 3 + $1] * y[cluster * 3 + $1]
      }
      variance += (1 - f[cluster * 3]) * sum * sum
    }
    #expect(isClose(made[0], variance.squareRoot(), relative: 0.04))
  }

  /// With an order above the number of clusters successive differences are
  /// exact.
  @Test func successiveDifferencesAreThoseOfNeighbours() throws {
    let table = table()
    let made = try errors(design(.successiveDifference, fpc: ["f1"]), table)
    let (y, w) = (table["y"]?.numbers() ?? [], table["w"]?.numbers() ?? [])
    let sums = (0..<8).map { cluster in
      (0..<3).reduce(0.0) { $0 + w[cluster * 3 + $1] * y[cluster * 3 + $1] }
    }
    var variance = 0.0
    for (members, f) in [([0, 1, 2], 0.3), ([3, 4], 0.5), ([5, 6, 7], 0.1)] {
      for index in members.indices {
        let next = members[(index + 1) % members.count]
        let difference = sums[members[index]] - sums[next]
        variance += (1 - f) / 2 * difference * difference
      }
    }
    #expect(isClose(made[0], variance.squareRoot(), relative: 1e-11))
    // The same order said by a column, with the rows in another.
    let order = (0..<24).map { ($0 * 7 + 5) % 24 }
    let sorted = try errors(
      design(.successiveDifference, fpc: ["f1"]) { $0.order = "e" },
      self.table(order: order))
    #expect(isClose(sorted, made, relative: 1e-11))
  }

  /// More clusters than rows of the matrix: rows are used again.
  @Test func successiveDifferencesOfManyRows() throws {
    let count = 500
    let table = makeTable([
      makeColumn("y", (0..<count).map { Double(($0 * 37) % 101) }),
      makeColumn("x", [Double](repeating: 1, count: count)),
    ])
    var plan = ReplicateSpecification(.made(.successiveDifference))
    plan.count = 160
    let found = try errors(DesignSpecification(replicates: plan), table)
    let values = table["y"]?.numbers() ?? []
    var variance = 0.0
    for index in 0..<count {
      let difference = values[index] - values[(index + 1) % count]
      variance += difference * difference / 2
    }
    #expect(isClose(found[0], variance.squareRoot(), relative: 0.15))
  }

  /// A stratum that was sampled completely has no replicates.
  @Test func completeStrataDoNotVary() throws {
    let table = makeTable([
      makeColumn("h", [1.0, 1, 2, 2, 2]), makeColumn("n", [2.0, 2, 9, 9, 9]),
      makeColumn("y", [5.0, 1, 2, 8, 4]), makeColumn("x", [1.0, 2, 1, 2, 1]),
    ])
    for making in [
      ReplicateMaking.jkn, .raoWuYueBeaumont, .successiveDifference,
    ] {
      let design = try SurveyDesign(
        DesignSpecification(
          strata: ["h"], fpc: ["n"],
          replicates: ReplicateSpecification(.made(making))), table: table)
      let replicates = try #require(design.replicates)
      guard case .factors(_, let factors) = replicates.storage else {
        Issue.record("no factors")
        return
      }
      let isFixed = factors.row(0).allSatisfy { $0 == 1 }
      #expect(isFixed, "\(making)")
      if making == .jkn {
        #expect(replicates.count == 3)
        #expect(replicates.degreesOfFreedom == 2)
      }
    }
  }
}
