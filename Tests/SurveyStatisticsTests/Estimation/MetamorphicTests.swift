import SurveyData
import SurveyStatistics
import TestSupport
import Testing

/// Changes of the data that change the results in a known way, on random
/// designs.
@Suite struct MetamorphicTests {
  struct Rows {
    var stratum: [Double] = []
    var cluster: [Double] = []
    var weight: [Double] = []
    var group: [Double] = []
    var y: [Double] = []
    var x: [Double] = []

    func picking(_ rows: [Int], weightScale: Double = 1) -> Rows {
      Rows(
        stratum: rows.map { stratum[$0] }, cluster: rows.map { cluster[$0] },
        weight: rows.map { weight[$0] * weightScale },
        group: rows.map { group[$0] }, y: rows.map { y[$0] },
        x: rows.map { x[$0] })
    }

    func data(clustered: Bool = true) throws -> AnalysisData {
      let table = makeTable([
        makeColumn("stratum", stratum), makeColumn("cluster", cluster),
        makeColumn("weight", weight), makeColumn("group", group),
        makeColumn("y", y), makeColumn("x", x),
      ])
      return AnalysisData(
        table: table,
        design: try SurveyDesign(
          DesignSpecification(
            strata: ["stratum"], clusters: clustered ? ["cluster"] : [],
            weights: "weight", singleCluster: .centre), table: table))
    }
  }

  func rows(_ seed: Int) -> Rows {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(bound))
    }
    var result = Rows()
    for _ in 0..<(20 + next(100)) {
      result.stratum.append(Double(next(3)))
      result.cluster.append(Double(next(6)))
      result.weight.append(Double(1 + next(50)) / 8)
      result.group.append(Double(next(3)))
      result.y.append(next(12) == 0 ? .nan : Double(next(1000)) / 10)
      result.x.append(Double(1 + next(1000)) / 10)
    }
    return result
  }

  let analyses: [any Analysis] = [
    MeanAnalysis(variables: ["y"], by: [["group"], ["group", "stratum"]]),
    TotalAnalysis(variables: ["y"], by: [["group"]]),
    RatioAnalysis(numerator: "y", denominator: "x", by: [["group"]]),
    ShareAnalysis(variables: ["group"], by: [["stratum"]]),
  ]

  func same(_ left: [Estimate], _ right: [Estimate]) -> Bool {
    left.count == right.count
      && zip(left, right).allSatisfy { left, right in
        left.group == right.group && left.base == right.base
          && isClose(left.value ?? -1, right.value ?? -1)
          && isClose(
            left.standardError ?? -1, right.standardError ?? -1,
            relative: 1e-9, floor: 1e-11)
          && left.degreesOfFreedom == right.degreesOfFreedom
      }
  }

  @Test func orderOfRows() throws {
    for seed in 1...40 {
      let rows = rows(seed)
      let count = rows.y.count
      // 7919 is a prime above every count.
      let order = (0..<count).map { ($0 * 7919 + 13) % count }
      #expect(Set(order).count == count)
      for analysis in analyses {
        let before = try analysis.run(on: rows.data()).estimates
        let after = try analysis.run(on: rows.picking(order).data()).estimates
        #expect(same(before, after), "seed \(seed)")
      }
    }
  }

  @Test func scaledWeights() throws {
    for seed in 1...40 {
      let rows = rows(seed)
      let scaled = rows.picking(Array(rows.y.indices), weightScale: 1024)
      for analysis in analyses {
        let before = try analysis.run(on: rows.data()).estimates
        let after = try analysis.run(on: scaled.data()).estimates
        let isTotal = before[0].statistic == "total"
        let factor = isTotal ? 1024.0 : 1
        let expected = before.map { estimate in
          var copy = estimate
          copy.value = estimate.value.map { $0 * factor }
          copy.standardError = estimate.standardError.map { $0 * factor }
          return copy
        }
        #expect(same(expected, after), "seed \(seed)")
      }
    }
  }

  /// Every row twice in the same cluster: values and standard errors stay,
  /// totals and bases double.
  @Test func doubledRowsInClusters() throws {
    for seed in 1...20 {
      let rows = rows(seed)
      let twice = rows.y.indices.flatMap { [$0, $0] }
      let analysis = MeanAnalysis(variables: ["y"], by: [["group"]])
      let before = try analysis.run(on: rows.data()).estimates
      let after = try analysis.run(on: rows.picking(twice).data()).estimates
      let expected = before.map { estimate in
        var copy = estimate
        copy.base *= 2
        return copy
      }
      #expect(same(expected, after), "seed \(seed)")
    }
  }

  /// A mean by groups is the mean of the rows of that group alone when the
  /// groups are the strata.
  @Test func stratumAlone() throws {
    for seed in 1...20 {
      let rows = rows(seed)
      let all = try MeanAnalysis(variables: ["y"], by: [["stratum"]])
        .run(on: rows.data()).estimates.dropFirst()
      for estimate in all {
        let picked = rows.y.indices.filter {
          "\(Int(rows.stratum[$0]))" == estimate.group[0].value
        }
        let alone = try MeanAnalysis(variables: ["y"])
          .run(on: rows.picking(picked).data()).estimates[0]
        #expect(isClose(alone.value ?? -1, estimate.value ?? -1))
        #expect(
          isClose(alone.standardError ?? -1, estimate.standardError ?? -1))
      }
    }
  }

  /// A condition gives what the same rows give as a group.
  @Test func conditionAndGroup() throws {
    for seed in 1...20 {
      let rows = rows(seed)
      var data = try rows.data()
      let grouped = try MeanAnalysis(variables: ["y"], by: [["group"]])
        .run(on: data).estimates.dropFirst()
      for estimate in grouped {
        data.domain = rows.group.map {
          "\(Int($0))" == estimate.group[0].value
        }
        let found = try MeanAnalysis(variables: ["y"]).run(on: data)
          .estimates[0]
        #expect(isClose(found.value ?? -1, estimate.value ?? -1))
        #expect(
          isClose(found.standardError ?? -1, estimate.standardError ?? -1))
        #expect(found.degreesOfFreedom == estimate.degreesOfFreedom)
      }
    }
  }

  /// Shares of all values add up to 1, and a share is the mean of a 0/1
  /// variable.
  @Test func sharesAddUp() throws {
    for seed in 1...20 {
      let data = try rows(seed).data(clustered: false)
      let found = try ShareAnalysis(variables: ["group"]).run(on: data)
        .estimates
      let sum = found.reduce(0.0) { $0 + ($1.value ?? 0) }
      #expect(isClose(sum, 1))
    }
  }
}
