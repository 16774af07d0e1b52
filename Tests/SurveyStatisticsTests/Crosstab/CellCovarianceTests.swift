import LinearAlgebra
import Probability
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// The covariance of cell totals beside the one from a column of zeros and
/// ones for each cell.
@Suite struct CellCovarianceTests {
  private func data(
    _ specification: DesignSpecification, rows: Int
  ) throws -> (AnalysisData, [Int32]) {
    var state: UInt64 = 7
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var columns: [String: [Double]] = [:]
    var cells: [Int32] = []
    for row in 0..<rows {
      let stratum = row * 5 / rows
      // The last stratum has one cluster.
      let cluster = stratum == 4 ? 0 : next(6)
      columns["h", default: []].append(Double(stratum))
      columns["c", default: []].append(Double(cluster))
      columns["d", default: []].append(Double(next(4)))
      columns["w", default: []].append(Double(next(5)))
      columns["N", default: []].append(stratum == 3 ? 6 : 40)
      columns["M", default: []].append(9)
      columns["K", default: []].append(4000)
      cells.append(Int32(next(8)) - 1)
    }
    let table = makeTable(
      columns.sorted { $0.key < $1.key }.map {
        makeColumn($0.key, $0.value)
      })
    return (
      AnalysisData(
        table: table, design: try SurveyDesign(specification, table: table)),
      cells
    )
  }

  static let designs: [DesignSpecification] = {
    var result: [DesignSpecification] = []
    for policy in [
      SingleClusterPolicy.remove, .centre, .average, .certainty,
    ] {
      for (clusters, fpc) in [
        ([], []), ([], ["K"]), (["c"], []), (["c"], ["N"]),
        (["c", "d"], ["N", "M"]), (["c", "d"], ["N", "M", "K"]),
        (["c"], ["N", "K"]),
      ] as [([String], [String])] {
        var design = DesignSpecification(
          strata: ["h"], clusters: clusters, weights: "w", fpc: fpc)
        design.singleCluster = policy
        result.append(design)
      }
    }
    return result
  }()

  @Test(arguments: designs)
  func agreesWithIndicators(design: DesignSpecification) throws {
    let (data, cells) = try data(design, rows: 300)
    let found = data.design.cellTotals(cells, cellCount: 7)
    let indicators = (0..<7).map { cell in
      cells.indices.map {
        Int(cells[$0]) == cell && data.design.weights[$0] > 0 ? 1.0 : 0
      }
    }
    let used = cells.indices.map {
      cells[$0] >= 0 && data.design.weights[$0] > 0
    }
    let expected = data.design.covariance(
      ofInfluences: indicators, isUsed: used)
    #expect(found.degreesOfFreedom == expected.degreesOfFreedom)
    #expect(found.remarks == expected.remarks)
    let scale = expected.matrix.elements.map(abs).max() ?? 1
    for (left, right) in zip(
      found.covariance.elements, expected.matrix.elements)
    {
      #expect(isClose(left, right, relative: 1e-10, floor: 1e-11 * scale))
    }
  }

  /// So many clusters that sums are not laid out densely.
  @Test func manyClusters() throws {
    let rows = 60_000
    let cells = (0..<rows).map { Int32($0 % 97) - 1 }
    let table = makeTable([
      makeColumn("id", (0..<rows).map { Double($0) }),
      makeColumn("w", (0..<rows).map { Double($0 % 7) }),
    ])
    func covariance(_ clusters: [String]) throws -> CellTotals {
      try SurveyDesign(
        DesignSpecification(clusters: clusters, weights: "w"), table: table
      ).cellTotals(cells, cellCount: 96)
    }
    let (left, right) = (try covariance(["id"]), try covariance([]))
    #expect(left.degreesOfFreedom == right.degreesOfFreedom)
    #expect(
      isClose(
        left.covariance.elements, right.covariance.elements, relative: 1e-12))
  }

  @Test func sharesThatNeverVaryHaveNoVariance() throws {
    let table = makeTable([makeColumn("w", [2.0, 2, 2, 2])])
    let design = try SurveyDesign(
      DesignSpecification(weights: "w"), table: table)
    let found = design.cellTotals([0, 0, 0, 0], cellCount: 1)
    #expect(found.covariance[0, 0] == 0)
    #expect(found.shares()?.covariance[0, 0] == 0)
  }
}
