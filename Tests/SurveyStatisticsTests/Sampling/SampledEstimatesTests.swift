import LinearAlgebra
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Checks of the covariance that every method asks for, against the path of
/// cells that has its own peers, and against replicates of R's survey.
@Suite struct SampledEstimatesTests {
  /// The weighted means of several columns.
  struct Means: WeightedStatistics {
    let columns: [[Double]]
    let isUsed: [Bool]

    func estimates(_ weights: [Double]) -> [Double]? {
      columns.map { column in
        var (sum, weight) = (0.0, 0.0)
        for row in column.indices where isUsed[row] {
          sum += weights[row] * column[row]
          weight += weights[row]
        }
        return sum / weight
      }
    }

    func influences(
      _ weights: [Double], at estimates: [Double]
    ) -> [[Double]] {
      var total = 0.0
      for row in isUsed.indices where isUsed[row] { total += weights[row] }
      return zip(columns, estimates).map { column, mean in
        column.indices.map {
          isUsed[$0] ? (column[$0] - mean) / total : 0
        }
      }
    }
  }

  private func sample(
    _ file: String, _ design: DesignSpecification
  ) throws -> AnalysisData {
    let table = try referenceTable("survey/data/\(file).csv")
    return AnalysisData(
      table: table, design: try SurveyDesign(design, table: table))
  }

  private func means(
    _ names: [String], _ data: AnalysisData
  ) throws -> Means {
    let columns = try names.map { try data.numbers($0) }
    return Means(
      columns: columns,
      isUsed: columns[0].indices.map { row in
        columns.allSatisfy { !$0[row].isNaN }
      })
  }

  @Test(arguments: [
    (
      "strat.mean", "apistrat",
      DesignSpecification(strata: ["stype"], weights: "pw", fpc: ["fpc"])
    ),
    (
      "clus1.mean", "apiclus1",
      DesignSpecification(clusters: ["dnum"], weights: "pw", fpc: ["fpc"])
    ),
    (
      "clus2.mean.joint", "apiclus2",
      DesignSpecification(
        clusters: ["dnum", "snum"], fpc: ["fpc1", "fpc2"])
    ),
  ])
  func covariancesMatchThePeer(
    id: String, file: String, design: DesignSpecification
  ) throws {
    let data = try sample(file, design)
    let statistics = try means(["api00", "enroll"], data)
    let found = try #require(data.design.estimate(statistics))
    let wanted = try peerRecord(id)
    for (index, name) in ["api00", "enroll"].enumerated() {
      let error = try #require(found.standardError(index))
      let key = wanted["\(name).se"] ?? wanted["se.\(name)"]
      let expected = try #require(key)
      #expect(isClose(error, expected, relative: 1e-12), "\(id) \(name)")
    }
    // A difference is a mean of differences.
    let difference = found.contrast([1, -1])
    let direct = Means(
      columns: [
        zip(statistics.columns[0], statistics.columns[1]).map { $0 - $1 }
      ], isUsed: statistics.isUsed)
    let alone = try #require(data.design.estimate(direct))
    let (left, right) = (difference.standardError, alone.standardError(0))
    #expect(
      isClose(try #require(left), try #require(right), relative: 1e-10))
  }

  /// The jackknife that leaves out one district in turn, `as.svrepdesign`
  /// with type JK1.
  private func jackknifed() throws -> AnalysisData {
    var data = try sample(
      "apiclus1",
      DesignSpecification(clusters: ["dnum"], weights: "pw", fpc: ["fpc"]))
    let stage = data.design.stages[0]
    let count = stage.unitCount
    var factors = Matrix(
      rows: count, columns: count,
      repeating: Double(count) / Double(count - 1))
    for unit in 0..<count { factors[unit, unit] = 0 }
    data.design.replicates = ReplicateWeights(
      method: "jk1",
      storage: .factors(unitOfRow: stage.unitOfRow, factors),
      scale: Double(count - 1) / Double(count) * (1 - stage.fraction[0]),
      replicateScales: [Double](repeating: 1, count: count),
      centre: .replicates, freedom: .fixed(Double(count - 1)),
      baseWeights: data.design.weights)
    return data
  }

  @Test func replicatesMatchThePeer() throws {
    let data = try jackknifed()
    let found = try #require(
      data.design.estimate(try means(["api00", "enroll"], data)))
    let both = MeanAnalysis(variables: ["api00", "enroll"])
    let outcome = try both.run(on: data)
    let wanted = try peerRecord("clus1.jk1.mean")
    for (index, name) in ["api00", "enroll"].enumerated() {
      let key = wanted["\(name).se"] ?? wanted["se.\(name)"]
      let expected = try #require(key)
      let general = try #require(found.standardError(index))
      let ofCells = try #require(outcome.estimates[index].standardError)
      #expect(isClose(general, expected, relative: 1e-10), "\(name)")
      #expect(isClose(ofCells, expected, relative: 1e-10), "\(name)")
    }
    let total = try TotalAnalysis(variables: ["enroll"]).run(on: data)
    let record = try peerRecord("clus1.jk1.total")
    let key = record["enroll.se"] ?? record["se.enroll"]
    let error = try #require(total.estimates[0].standardError)
    #expect(isClose(error, try #require(key), relative: 1e-10))
  }

  /// Weights kept a row give what factors a unit give.
  @Test func columnsOfWeightsAreAsGoodAsFactors() throws {
    let factored = try jackknifed()
    var expanded = factored
    let replicates = try #require(factored.design.replicates)
    var columns: [[Double]] = []
    for replicate in 0..<replicates.count {
      var weights = replicates.baseWeights
      replicates.fill(&weights, replicate: replicate)
      columns.append(weights)
    }
    expanded.design.replicates?.storage = .columns(columns)
    let analysis = RatioAnalysis(
      numerator: "api.stu", denominator: "enroll", by: [["stype"]])
    let left = try analysis.run(on: factored).estimates
    let right = try analysis.run(on: expanded).estimates
    for (left, right) in zip(left, right) {
      let (one, two) = (left.standardError, right.standardError)
      #expect((one == nil) == (two == nil))
      if let one, let two { #expect(isClose(one, two, relative: 1e-11)) }
    }
  }
}
