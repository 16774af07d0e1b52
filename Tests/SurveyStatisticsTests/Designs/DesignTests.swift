import Diagnostics
import SurveyData
import SurveyStatistics
import TestSupport
import Testing

@Suite struct DesignTests {
  /// Three strata, the last with one cluster: totals of clusters 3, 5 | 2, 8
  /// | 6.
  let table = makeTable([
    makeColumn("h", ["1", "1", "1", "2", "2", "3"]),
    makeColumn("c", ["1", "1", "2", "1", "2", "1"]),
    makeColumn("y", [1.0, 2, 5, 2, 8, 6]),
    makeColumn("count", [10.0, 10, 10, 4, 4, 9]),
    makeColumn("all", [2.0, 2, 2, 2, 2, 1]),
    makeColumn("part", [0.2, 0.2, 0.2, 0.5, 0.5, 1]),
  ])

  func total(
    _ policy: SingleClusterPolicy, fpc: [String] = []
  ) throws -> Estimate {
    let design = try SurveyDesign(
      DesignSpecification(
        strata: ["h"], clusters: ["c"], fpc: fpc, singleCluster: policy),
      table: table)
    return try TotalAnalysis(variables: ["y"])
      .run(on: AnalysisData(table: table, design: design)).estimates[0]
  }

  /// Two strata add 2·(1 + 1) = 4 and 2·(9 + 9) = 36.
  @Test func policies() throws {
    let far = 6 - 24.0 / 5
    for (policy, variance) in [
      (SingleClusterPolicy.remove, 40.0), (.certainty, 40),
      (.centre, 40 + far * far), (.average, 60),
    ] {
      let found = try total(policy)
      #expect(found.value == 24)
      #expect(
        isClose(found.standardError ?? 0, variance.squareRoot()), "\(policy)")
      #expect(found.remarks == ["single-cluster"])
      #expect(found.degreesOfFreedom == 2)
    }
  }

  /// The last stratum is joined with the one before: 2, 8 and 6 are one
  /// stratum, whose 3/2·Σ(S − 16/3)² = 28 goes with the 4 of the first.
  @Test func collapse() throws {
    let found = try total(.collapse)
    #expect(isClose(found.standardError ?? 0, 32.0.squareRoot()))
    #expect(found.remarks == [])
    #expect(found.degreesOfFreedom == 3)
    // 2 of 4 and 1 of 9 clusters are 3 of 13; the weights 5, 2 and 9 give
    // sums of 15, 25 | 4, 16, 54.
    let finite = try total(.collapse, fpc: ["count"])
    let mean = 74.0 / 3
    let squares = [4.0, 16, 54].reduce(0) {
      $0 + ($1 - mean) * ($1 - mean)
    }
    let variance = 0.8 * 2 * 50 + (1 - 3.0 / 13) * 1.5 * squares
    #expect(isClose(finite.standardError ?? 0, variance.squareRoot()))
  }

  @Test func failNamesTheStratum() {
    do throws(Diagnostic) {
      _ = try SurveyDesign(
        DesignSpecification(strata: ["h"], clusters: ["c"]), table: table)
      Issue.record("a stratum with one cluster was accepted")
    } catch {
      #expect(error.code == .singleCluster)
      #expect(error.help?.contains("centre") == true)
    }
  }

  /// A stratum that was sampled completely needs no policy and adds nothing.
  @Test func completeStrata() throws {
    let found = try total(.fail, fpc: ["all"])
    #expect(found.standardError == 0)
    #expect(found.remarks == ["census"] && found.interval == nil)
    let part = try total(.fail, fpc: ["part"])
    // Weights 5, 2 and 1: 0.8·25·4 + 0.5·4·36.
    #expect(isClose(part.standardError ?? 0, 152.0.squareRoot()))
    #expect(isClose(part.value ?? 0, 66))
  }

  /// Cluster 1 of stratum 1 and cluster 1 of stratum 2 are not the same.
  @Test func clustersAreNested() throws {
    let design = try SurveyDesign(
      DesignSpecification(
        strata: ["h"], clusters: ["c"], singleCluster: .centre), table: table)
    #expect(design.clusterCount == 5)
    #expect(design.stratumCount == 3)
    #expect(design.degreesOfFreedom == 2)
    #expect(design.conventions.map(\.name).contains("single-cluster"))
  }

  @Test func countsBecomeWeights() throws {
    let design = try SurveyDesign(
      DesignSpecification(
        strata: ["h"], clusters: ["c"], fpc: ["count"],
        singleCluster: .centre), table: table)
    #expect(isClose(design.weights, [5, 5, 5, 2, 2, 9]))
  }

  func code(
    _ specification: DesignSpecification, _ columns: [Column]
  ) -> DiagnosticCode? {
    do throws(Diagnostic) {
      _ = try SurveyDesign(specification, table: makeTable(columns))
      return nil
    } catch { return error.code }
  }

  @Test func refuses() {
    let h = makeColumn("h", ["1", "1", "2", "2"])
    let holes = makeColumn("w", ["1", "", "2", ""])
    #expect(code(.init(weights: "w"), [h, holes]) == .missingDesignValue)
    #expect(code(.init(strata: ["w"]), [h, holes]) == .missingDesignValue)
    #expect(code(.init(weights: "v"), [h]) == .unknownColumn)
    let negative = makeColumn("w", [1.0, 1, -1, 1])
    #expect(code(.init(weights: "w"), [h, negative]) == .negativeWeight)
    let zero = makeColumn("w", [0.0, 0, 0, 0])
    #expect(code(.init(weights: "w"), [h, zero]) == .negativeWeight)
    let text = makeColumn("w", ["a", "b", "c", "d"])
    #expect(code(.init(weights: "w"), [h, text]) == .notNumeric)
    let small = makeColumn("n", [1.0, 1, 9, 9])
    #expect(
      code(.init(strata: ["h"], fpc: ["n"]), [h, small])
        == .populationBelowSample)
    let varying = makeColumn("n", [5.0, 6, 9, 9])
    #expect(
      code(.init(strata: ["h"], fpc: ["n"]), [h, varying])
        == .populationVaries)
    let two = [h, makeColumn("n", [5.0, 5, 9, 9])]
    #expect(
      code(.init(strata: ["h"], fpc: ["n", "n", "n"]), two)
        == .incompletePopulation)
    #expect(
      code(.init(clusters: ["h", "n"], fpc: ["n"]), two)
        == .populationVaries)
    #expect(
      code(
        .init(clusters: ["h", "n"], fpc: ["p"]),
        [h, two[1], makeColumn("p", [8.0, 8, 8, 8])])
        == .incompletePopulation)
  }

  @Test func placeOfTheFault() {
    let table = Table(
      name: "t", columns: [makeColumn("w", ["1", "", "2"])],
      source: DataSource(file: "t.csv"), sourceLines: [2, 3, 5])
    do throws(Diagnostic) {
      _ = try SurveyDesign(DesignSpecification(weights: "w"), table: table)
    } catch {
      #expect(error.place?.line == 3 && error.place?.columnName == "w")
      #expect(error.message == "1 row has no value in the weight column 'w'")
    }
  }
}
