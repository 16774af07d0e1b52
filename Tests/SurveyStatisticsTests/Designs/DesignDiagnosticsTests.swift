import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// What a design refuses, and how it says so.
@Suite struct DesignDiagnosticsTests {
  private let table = makeTable([
    makeColumn("h", [1.0, 1, 1, 2, 2]), makeColumn("w", [2.0, 2, 2, 3, 3]),
    makeColumn("p", [0.5, 0.5, 0.5, 1, 0.2]),
    makeColumn("bad", [0.5, 0.5, 1.5, 1, 0.2]),
    makeColumn("zero", [0.5, 0, 0.5, 1, 0.2]),
    makeColumn("c", [1.0, 1, 2, 3, 3]), makeColumn("r1", [4.0, 0, 2, 3, 3]),
    makeColumn("r2", [0.0, 4, 2, 3, 3]),
    makeColumn("m1", ["4", "", "2", "3", "3"]),
    makeColumn("y", [1.0, 2, 3, 4, 5]),
  ])

  private func fault(_ design: DesignSpecification) -> Diagnostic? {
    do throws(Diagnostic) {
      _ = try SurveyDesign(design, table: table)
      return nil
    } catch {
      return error
    }
  }

  private func fault(
    made: ReplicateMaking, strata: [String] = ["h"],
    policy: SingleClusterPolicy = .fail, clusters: [String] = []
  ) -> Diagnostic? {
    fault(
      DesignSpecification(
        strata: strata, clusters: clusters, weights: "w",
        singleCluster: policy,
        replicates: ReplicateSpecification(.made(made))))
  }

  private func fault(
    supplied: [String], _ method: ReplicateMethod,
    _ change: (inout ReplicateSpecification) -> Void = { _ in }
  ) -> Diagnostic? {
    var plan = ReplicateSpecification(.supplied(supplied, method))
    change(&plan)
    return fault(DesignSpecification(weights: "w", replicates: plan))
  }

  @Test func replicatesThatCannotBeMade() {
    #expect(fault(made: .brr)?.code == .noReplicates)
    #expect(fault(made: .brr)?.message.contains("3") == true)
    #expect(fault(made: .jk1)?.code == .noReplicates)
    #expect(fault(made: .jkn) == nil)
    #expect(
      fault(made: .raoWu, policy: .average, clusters: ["c"])?.code
        == .noReplicates)
    #expect(fault(made: .raoWu, clusters: ["c"])?.code == .singleCluster)
    #expect(
      fault(made: .jkn, policy: .remove, clusters: ["h"])?.code
        == .noReplicates)
  }

  @Test func replicatesThatCannotBeRead() {
    #expect(fault(supplied: ["rep*"], .brr)?.code == .unknownColumn)
    #expect(fault(supplied: ["nothing"], .brr)?.code == .unknownColumn)
    #expect(fault(supplied: ["r1"], .brr)?.code == .noReplicates)
    #expect(fault(supplied: ["r1", "m1"], .brr)?.code == .missingDesignValue)
    #expect(fault(supplied: ["r*"], .fay)?.code == .noReplicates)
    #expect(fault(supplied: ["r*"], .jkn)?.code == .noReplicates)
    #expect(fault(supplied: ["r*"], .other)?.code == .noReplicates)
    #expect(fault(supplied: ["r*"], .brr) { $0.scale = 1 } != nil)
    #expect(
      fault(supplied: ["r*"], .jkn) { $0.replicateScales = [1, 2, 3] }?.code
        == .noReplicates)
    #expect(fault(supplied: ["r*"], .brr) == nil)
  }

  /// Factors that are taken for weights would give estimates far off.
  @Test func factorsAreNotWeights() {
    let wide = makeTable(
      table.columns + [makeColumn("big", [90.0, 90, 90, 80, 80])])
    var plan = ReplicateSpecification(.supplied(["r1", "r2"], .brr))
    let design = { (plan: ReplicateSpecification) in
      DesignSpecification(weights: "big", replicates: plan)
    }
    #expect(throws: Diagnostic.self) {
      _ = try SurveyDesign(design(plan), table: wide)
    }
    plan.isCombined = false
    #expect(throws: Never.self) {
      _ = try SurveyDesign(design(plan), table: wide)
    }
  }

  private func fault(
    _ method: UnequalMethod, probabilities: String? = "p",
    strata: [String] = [], clusters: [String] = [],
    joint: [[Double]]? = nil, variance: UnequalVariance = .horvitzThompson,
    squares: Double? = nil
  ) -> Diagnostic? {
    fault(
      DesignSpecification(
        strata: strata, clusters: clusters,
        unequal: UnequalSpecification(
          method, variance: variance, probabilities: probabilities,
          jointRows: joint, sumOfSquares: squares)))
  }

  @Test func probabilities() {
    #expect(fault(.brewer) == nil)
    #expect(fault(.brewer, probabilities: "bad")?.code == .wrongProbability)
    #expect(fault(.brewer, probabilities: "zero")?.code == .wrongProbability)
    #expect(fault(.brewer, probabilities: nil)?.code == .wrongProbability)
    #expect(
      fault(.brewer, clusters: ["c"])?.code == .populationVaries)
    #expect(
      fault(.brewer, variance: .yatesGrundy)?.code
        == .wrongJointProbabilities)
    #expect(
      fault(.hartleyRao, strata: ["h"], squares: 2)?.code
        == .wrongJointProbabilities)
  }

  @Test func jointProbabilities() {
    let own = [0.5, 0.5, 0.5, 1, 0.2]
    var matrix = own.indices.map { row in
      own.indices.map { $0 == row ? own[row] : own[row] * own[$0] }
    }
    #expect(fault(.joint, joint: matrix) == nil)
    #expect(fault(.joint)?.code == .wrongJointProbabilities)
    let short = Array(matrix.dropLast())
    #expect(fault(.joint, joint: short)?.message.contains("4 rows") == true)
    matrix[1][2] = 0.3
    #expect(fault(.joint, joint: matrix)?.message.contains("symm") == true)
    matrix[2][1] = 0.3
    #expect(fault(.joint, joint: matrix) == nil)
    matrix[0][0] = 0.4
    #expect(fault(.joint, joint: matrix)?.help?.contains("diag") == true)
    matrix[0][0] = 0
    #expect(fault(.joint, joint: matrix)?.message.contains("above 0") == true)
  }

  /// Tables without rows reach no index.
  @Test func emptyTables() throws {
    let empty = makeTable([
      makeColumn("h", [Double]()), makeColumn("w", [Double]()),
      makeColumn("p", [Double]()), makeColumn("r1", [Double]()),
      makeColumn("r2", [Double]()),
    ])
    for method in UnequalMethod.allCases where method != .joint {
      let design = try SurveyDesign(
        DesignSpecification(
          unequal: UnequalSpecification(method, probabilities: "p")),
        table: empty)
      #expect(design.rowCount == 0)
    }
    for making in ReplicateMaking.allCases {
      let plan = DesignSpecification(
        strata: making == .jk1 ? [] : ["h"], weights: "w",
        replicates: ReplicateSpecification(.made(making)))
      do throws(Diagnostic) {
        _ = try SurveyDesign(plan, table: empty)
      } catch {
        #expect(error.code == .noReplicates)
      }
    }
    let supplied = DesignSpecification(
      weights: "w",
      replicates: ReplicateSpecification(.supplied(["r*"], .brr)))
    let design = try SurveyDesign(supplied, table: empty)
    #expect(design.replicates?.count == 2)
  }

  @Test func patternsOfColumns() throws {
    let columns = DesignColumns(table: table)
    #expect(try columns.matching(["r*"]) == ["r1", "r2"])
    #expect(try columns.matching(["*1", "r*"]) == ["r1", "m1", "r2"])
    #expect(try columns.matching(["*e*o*"]) == ["zero"])
    #expect(throws: Diagnostic.self) { try columns.matching(["r*3"]) }
  }
}
