import Foundation
import SurveyData
import SurveyStatistics
import TestSupport
import Testing

/// Random designs with strata, clusters, stages, populations, weights of 0,
/// missing values, and groups that miss whole clusters and strata, against
/// R's survey and psych packages (`Tests/References/random-designs`), at a
/// relative 1e-9.
@Suite struct RandomDesignTests {
  @Test func estimates() throws {
    var compared = 0
    for reference in try ReferenceDesign.all() {
      for plan in reference.plans {
        let found = try plan.analysis.run(on: reference.data(for: plan))
        var names: Set<String> = []
        for estimate in found.estimates {
          let name = plan.name(of: estimate)
          names.insert(name)
          let expected = plan.expected[name]
          let numbers = plan.numbers(of: estimate)
          #expect(
            expected.map { isClose($0, numbers) } ?? false,
            "\(reference.file) \(plan.kind) \(name): \(numbers)")
          compared += numbers.count { !$0.isNaN }
        }
        #expect(
          names == Set(plan.expected.keys), "\(reference.file) \(plan.kind)")
      }
    }
    #expect(compared > 17_000)
  }

  @Test func reliabilities() throws {
    var compared = 0
    for reference in try ReferenceDesign.all() {
      for expected in reference.reliabilities {
        let isWeighted = expected["weighted"] as? Bool == true
        let design = DesignSpecification(weights: isWeighted ? "w" : nil)
        let data = AnalysisData(
          table: reference.table,
          design: try SurveyDesign(design, table: reference.table))
        let analysis = AlphaAnalysis(
          items: (1...5).map { "v\($0)" }, reversed: ["v2", "v5"],
          missing: expected["pairwise"] as? Bool == true
            ? .pairwise : .listwise)
        guard
          case .reliability(let scales) = try analysis.run(on: data).details,
          let found = scales.first
        else {
          Issue.record("\(reference.file) has no reliability")
          continue
        }
        func compare(_ key: String, _ numbers: [Double?]) {
          let wanted =
            (expected[key] as? [Any] ?? expected[key].map { [$0] } ?? [])
            .compactMap { ($0 as? NSNumber)?.doubleValue }
          if wanted.isEmpty { return }
          #expect(
            isClose(numbers.map { $0 ?? .nan }, wanted),
            "\(reference.file) \(key)")
          compared += wanted.count
        }
        compare("alpha", [found.alpha])
        compare("standardized", [found.standardizedAlpha])
        compare("lower", [found.interval?.lower])
        compare("upper", [found.interval?.upper])
        compare("n", [Double(found.base)])
        compare("without", found.items.map(\.alphaWithout))
        compare("rest", found.items.map(\.restCorrelation))
        compare("sd", found.items.map(\.standardDeviation))
      }
    }
    #expect(compared > 600)
  }
}

/// One sample of `Tests/References/random-designs`.
private struct ReferenceDesign {
  /// One analysis of a sample.
  struct Plan {
    var kind: String
    var analysis: any Analysis
    var condition: String?
    var level: Double
    /// value, se, lower, upper, df, n and deff; not-a-number for nothing.
    var expected: [String: [Double]]

    func name(of estimate: Estimate) -> String {
      let group = estimate.group.map { "\($0.variable)=\($0.value)" }
      return [
        estimate.variable, estimate.category ?? "", estimate.statistic,
        group.joined(separator: ","),
      ].joined(separator: "|")
    }

    func numbers(of estimate: Estimate) -> [Double] {
      [
        estimate.value, estimate.standardError, estimate.interval?.lower,
        estimate.interval?.upper, estimate.degreesOfFreedom,
        Double(estimate.base), estimate.designEffect,
      ].map { $0 ?? .nan }
    }
  }

  var file: String
  var table: Table
  var design: SurveyDesign
  var plans: [Plan]
  var reliabilities: [[String: Any]]

  static func all() throws -> [ReferenceDesign] {
    let root = try referenceObject("random-designs/expected.json")
    let designs = root["designs"] as? [[String: Any]] ?? []
    #expect(designs.count == 40)
    return try designs.map { try ReferenceDesign($0) }
  }

  init(_ object: [String: Any]) throws {
    file = try #require(object["file"] as? String)
    table = try referenceTable("random-designs/\(file)")
    let policy = try #require(object["policy"] as? String)
    design = try SurveyDesign(
      DesignSpecification(
        strata: object["strata"] as? [String] ?? [],
        clusters: object["clusters"] as? [String] ?? [],
        weights: object["weights"] as? String,
        fpc: object["fpc"] as? [String] ?? [],
        singleCluster: #require(SingleClusterPolicy(rawValue: policy))),
      table: table)
    reliabilities = object["reliability"] as? [[String: Any]] ?? []
    plans = try (object["analyses"] as? [[String: Any]] ?? []).map {
      try Self.plan($0)
    }
  }

  func data(for plan: Plan) throws -> AnalysisData {
    AnalysisData(
      table: table,
      domain: try plan.condition.map {
        try RowExpression($0).rows(of: table)
      }, design: design, level: plan.level)
  }

  private static func plan(_ object: [String: Any]) throws -> Plan {
    let kind = try #require(object["kind"] as? String)
    let estimates = try #require(object["estimates"] as? [String: [Any]])
    return Plan(
      kind: kind, analysis: try analysis(kind, object),
      condition: object["where"] as? String,
      level: try #require(object["level"] as? Double),
      expected: estimates.mapValues { numbers in
        numbers.map { ($0 as? NSNumber)?.doubleValue ?? .nan }
      })
  }

  private static func analysis(
    _ kind: String, _ object: [String: Any]
  ) throws -> any Analysis {
    func texts(_ key: String) -> [String] { object[key] as? [String] ?? [] }
    let by = object["by"] as? [[String]] ?? []
    let effect =
      (object["reference"] as? String)
      .flatMap { DesignEffectReference(rawValue: $0) } ?? .automatic
    let missing =
      (object["missing"] as? String)
      .flatMap { MissingValues(rawValue: $0) } ?? .perVariable
    let interval =
      (object["interval"] as? String)
      .flatMap { ShareInterval(name: $0) } ?? .wilson
    switch kind {
    case "mean":
      return MeanAnalysis(
        variables: texts("variables"), by: by, missing: missing,
        designEffect: effect)
    case "total":
      return TotalAnalysis(
        variables: texts("variables"), by: by, missing: missing,
        designEffect: effect)
    case "ratio":
      return RatioAnalysis(
        numerator: try #require(object["numerator"] as? String),
        denominator: try #require(object["denominator"] as? String), by: by)
    case "share":
      return ShareAnalysis(
        variables: texts("variables"), by: by, interval: interval,
        designEffect: effect)
    default:
      var index = IndexAnalysis(items: texts("items"), interval: interval)
      index.by = by
      index.scales = (object["scales"] as? [String: [String]] ?? [:]).map {
        NamedScale($0.key, items: $0.value)
      }
      index.show = texts("show").compactMap { IndexStatistic(rawValue: $0) }
      index.grades = (object["grades"] as? [String: Double] ?? [:]).map {
        GradeScore($0.key, $0.value)
      }
      index.topBox = object["top-box"] as? Int ?? 2
      index.minimumAnswered = object["minimum-answered"] as? Double ?? 0.5
      if let ends = object["scale"] as? [Double] {
        index.scale = Variable.Scale(
          minimum: ends.min() ?? 0, maximum: ends.max() ?? 0,
          isReversed: ends[0] > ends[1])
      }
      return index
    }
  }
}
