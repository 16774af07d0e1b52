import Diagnostics
import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// The official scores and stars of 4,626 hospitals in 2024.
@Suite struct StarsTests {
  static let lower = StarsOptions.Minimum(
    reporting: 101, measures: 3, groups: 3, oneOf: ["mort", "safety"])

  static func official() throws -> (StarsAnalysis, Table) {
    let file = try referenceObject("stars/cms-2024.json")
    let lists = try #require(file["groups"] as? [String: [String]])
    let weights = try #require(file["weights"] as? [String: Double])
    let negative = Set(
      try #require(file["negative_direction"] as? [String]))
    let groups = ["mort", "safety", "readm", "ptexp", "process"].map { name in
      let measures = lists[name] ?? []
      return StarGroup(
        name, weight: weights[name] ?? 0, measures: measures,
        reversed: negative.intersection(measures))
    }
    let text = try String(
      contentsOf: Fixture.dataset("hospital-stars/measures-2024.csv"),
      encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let columns = lines[0].indices.map { position -> Column in
      let name = String(lines[0][position])
      if position == 0 {
        return Column(
          name,
          .texts(
            DictionaryText(lines.dropFirst().map { String($0[position]) })))
      }
      return makeColumn(
        name, lines.dropFirst().map { Double($0[position]) ?? .nan })
    }
    return (
      StarsAnalysis(
        unit: "PROVIDER_ID", groups: groups,
        options: StarsOptions(
          clustering: .cms, minimum: lower, uncertainty: nil)),
      makeTable(columns)
    )
  }

  @Test func officialScoresAndStarsOf2024() throws {
    let (analysis, table) = try Self.official()
    let data = AnalysisData(table: table)
    let frame = try StarsFrame(analysis, data)
    #expect(frame.dropped.map(\.name) == ["OP_2"])
    let found = StarsFindings(frame, analysis.options)
    let text = try String(
      contentsOf: Fixture.reference("stars/cms-2024.csv"), encoding: .utf8)
    var rows: [Substring: [Substring]] = [:]
    for line in text.split(whereSeparator: \.isNewline).dropFirst() {
      let fields = line.split(
        separator: ",", omittingEmptySubsequences: false)
      rows[fields[0]] = fields
    }
    #expect(rows.count == 4626)
    var worst = 0.0
    var scores = 0
    var stars = 0
    for (unit, id) in frame.units.ids.enumerated() {
      guard let row = rows[Substring(id)] else {
        #expect(found.summaries[unit].isNaN)
        continue
      }
      let numbers = found.scores.map { $0[unit] } + [found.summaries[unit]]
      for (number, wanted) in zip(numbers, row[1...6]) {
        guard let wanted = Double(wanted) else {
          #expect(number.isNaN)
          continue
        }
        let difference = abs(number - wanted)
        worst = max(worst, difference.isNaN ? .infinity : difference)
        scores += 1
      }
      #expect(found.pipeline.groupsWithEnough[unit] == Int(row[7]))
      #expect(found.pipeline.isEligible[unit] == (row[8] == "1"))
      #expect(found.stars[unit] == Int(row[9]))
      if found.stars[unit] != nil { stars += 1 }
    }
    #expect(worst < 1e-9)
    #expect(scores > 20_000)
    #expect(stars == 2847)
  }

  @Test func officialClusteringIsTheSameOnTheWay() throws {
    let (analysis, table) = try Self.official()
    let found = StarsFindings(
      try StarsFrame(analysis, AnalysisData(table: table)), analysis.options)
    #expect(found.peers.map(\.name) == ["3", "4", "5"])
    for peers in found.peers {
      let wanted = try referenceObject(
        "stars/cms-2024.json", "peer_groups", peers.name)
      let started = try #require(peers.started)
      let optimal = try #require(peers.optimal)
      #expect(wanted["n"] as? Int == peers.units.count)
      #expect(started.iterations == wanted["iterations"] as? [Int])
      let counts = (0..<5).map { star in
        started.labels.count { $0 == star }
      }
      #expect(counts == wanted["counts"] as? [Int])
      for (key, numbers) in [
        ("centres", started.centres),
        ("quintile_median_seeds", started.starts),
      ] {
        let expected = wanted[key] as? [Double] ?? []
        #expect(expected.count == 5)
        for (a, b) in zip(numbers, expected) { #expect(abs(a - b) < 1e-9) }
      }
      // The best division is never worse.
      #expect(optimal.within <= started.within + 1e-9)
    }
  }

  // MARK: - A small example

  private func example(
    _ options: StarsOptions
  ) throws -> (StarsAnalysis, AnalysisData, EvaluationReference) {
    let reference = try EvaluationReference("stars-example")
    let columns = EvaluationReference.transposed(reference["groups"].matrix)
    let weights = reference["weights"].numbers
    let names = ["a", "b", "c", "d", "e"]
    let table = makeTable(
      [makeColumn("unit", (1...25).map { "U\($0)" })]
        + zip(names, columns).map { makeColumn($0, $1) })
    let groups = zip(names, weights).map {
      StarGroup("g\($0)", weight: $1, measures: [$0])
    }
    return (
      StarsAnalysis(unit: "unit", groups: groups, options: options),
      AnalysisData(table: table), reference
    )
  }

  private static let pooled = StarsOptions(
    peers: .none, minimum: .init(measures: 1, groups: 3), clip: 3,
    uncertainty: nil)

  @Test func pooledExampleAgrees() throws {
    let (analysis, data, reference) = try example(Self.pooled)
    let found = StarsFindings(
      try StarsFrame(analysis, data), analysis.options)
    let summary = reference["summary"].numbers
    #expect(summary.count == 25)
    for (a, b) in zip(found.summaries, summary) { #expect(abs(a - b) < 1e-9) }
    let stars = reference["stars_all_pooled_optimal"].numbers
    #expect(found.stars.map { Double($0 ?? 0) } == stars)
    let started = reference["lloyd_converged"].numbers
    #expect(found.otherStars.map { Double($0 ?? 0) } == started)
    let squares = reference["ss"]
    let peers = try #require(found.peers.first)
    let optimal = try #require(squares["optimal"].number)
    let converged = try #require(squares["lloyd_conv"].number)
    #expect(abs((peers.optimal?.within ?? 0) - optimal) < 1e-9)
    #expect(abs((peers.started?.within ?? 0) - converged) < 1e-9)
  }

  /// The rule of 2026: at most four stars for the lowest quarter of safety.
  @Test func starsAreLimited() throws {
    var options = Self.pooled
    options.cap = StarCap(group: "ga", share: 0.25, measures: 1, stars: 1)
    let (analysis, data, _) = try example(options)
    let frame = try StarsFrame(analysis, data)
    let free = StarsFindings(frame, Self.pooled)
    let found = StarsFindings(frame, options)
    let scores = found.scores[0]
    let known = scores.filter { $0.isFinite }.sorted()
    let limit = try #require(RankDraws.quantile(known, 0.25))
    for unit in 0..<25 {
      let isLow = scores[unit].isFinite && scores[unit] <= limit
      let before = free.stars[unit]
      let after = isLow ? before.map { min(1, $0) } : before
      #expect(found.stars[unit] == after, "unit \(unit)")
    }
    #expect(!found.capped.isEmpty)
    #expect(
      found.capped.allSatisfy { scores[$0] <= limit && free.stars[$0] != 1 })
    // Without the group there is no limit.
    #expect(found.withoutGroup[0] == free.withoutGroup[0])
    // Units with too few measures of the group are left alone.
    options.cap?.measures = 2
    let (few, _, _) = try example(options)
    #expect(StarsFindings(try StarsFrame(few, data), options).capped.isEmpty)
    let outcome = try analysis.run(on: data)
    #expect(outcome.conventions.contains { $0.name == "cap" })
    options.cap = StarCap(group: "safety")
    let (stray, _, _) = try example(options)
    #expect(throws: Diagnostic.self) { try stray.run(on: data) }
  }

  /// Of the official stars of 2024 the rule of 2026 takes one from hospitals
  /// with five only.
  @Test func theRuleOf2026OnTheHospitalsOf2024() throws {
    var (analysis, table) = try Self.official()
    let frame = try StarsFrame(analysis, AnalysisData(table: table))
    let before = StarsFindings(frame, analysis.options)
    analysis.options.cap = StarCap(group: "safety")
    let after = StarsFindings(frame, analysis.options)
    #expect(!after.capped.isEmpty)
    #expect(
      after.capped.allSatisfy {
        before.stars[$0] == 5 && after.stars[$0] == 4
      })
  }

  @Test func certaintyAndGroupsLeftOut() throws {
    var options = Self.pooled
    options.uncertainty = StarsOptions.Uncertainty(
      draws: 50, seed: 3, errors: ["a": "b"])
    let (analysis, data, _) = try example(options)
    // Standard errors cannot be negative.
    #expect(throws: Diagnostic.self) { try analysis.run(on: data) }

    var certain = Self.pooled
    certain.uncertainty = StarsOptions.Uncertainty(draws: 50, seed: 3)
    let (sure, _, _) = try example(certain)
    let found = try sure.run(on: data)
    guard case .tables(let tables, _) = found.details else { return }
    // One measure a group: drawing it again changes nothing.
    let units = try #require(tables.first { $0.name == "stars" })
    let certainty = try #require(
      units.columns.firstIndex { $0.name == "certainty" })
    #expect(units.rows.count == 25)
    #expect(units.rows.allSatisfy { $0.cells[certainty].value == 1 })
    let without = try #require(tables.first { $0.name == "without-group" })
    #expect(without.rows.count == 5)
    #expect(found.estimates.count == 50)
    #expect(found.estimates.prefix(25).allSatisfy { $0.statistic == "score" })
  }

  @Test func noiseMakesStarsUncertain() throws {
    var options = Self.pooled
    options.uncertainty = StarsOptions.Uncertainty(
      draws: 60, seed: 3, resamplesMeasures: false, errors: ["a": "se"])
    let (analysis, data, _) = try example(options)
    let table = makeTable(
      data.table.columns
        + [makeColumn("se", [Double](repeating: 0.8, count: 25))])
    let found = try analysis.run(on: AnalysisData(table: table))
    guard case .tables(let tables, _) = found.details else { return }
    let units = try #require(tables.first { $0.name == "stars" })
    let shares = units.rows.compactMap { $0.cells[1].value }
    #expect(shares.contains { $0 < 1 })
    #expect(shares.allSatisfy { $0 >= 0 && $0 <= 1 })
    // The same seed gives the same draws.
    let again = try analysis.run(on: AnalysisData(table: table))
    #expect(again.estimates == found.estimates)
  }

  @Test func peersByColumnAndTooFewScores() throws {
    var options = Self.pooled
    options.peers = .column("kind")
    let (analysis, data, _) = try example(options)
    let kinds = (0..<25).map { $0 < 3 ? "small" : $0 == 3 ? "" : "large" }
    let table = makeTable(data.table.columns + [makeColumn("kind", kinds)])
    let found = try analysis.run(on: AnalysisData(table: table))
    #expect(found.diagnostics.contains { $0.code == .starClusters })
    let stars = found.estimates.filter { $0.statistic == "stars" }
    #expect(stars.count == 24)
    #expect(stars.count { $0.value == nil } == 3)
  }

  @Test func groupsThatCannotBeUsed() throws {
    let (base, data, _) = try example(Self.pooled)
    var faults: [StarsAnalysis] = []
    func add(_ change: (inout StarsAnalysis) -> Void) {
      var analysis = base
      change(&analysis)
      faults.append(analysis)
    }
    add { $0.groups = [] }
    add { $0.groups[0].measures = [] }
    add { $0.groups[0].measures = ["b"] }
    add { $0.groups[0].weight = 0 }
    add { $0.groups[0].weight = .nan }
    add { $0.groups[0].measures = ["nowhere"] }
    add { $0.groups[0].reversed = ["b"] }
    add { $0.options.minimum.oneOf = ["nowhere"] }
    add { $0.options.minimum.groups = 6 }
    add { $0.options.minimum.reporting = 100 }
    add { $0.unit = "nowhere" }
    add { $0.options.peers = .column("nowhere") }
    for analysis in faults {
      #expect(throws: Diagnostic.self) { try analysis.run(on: data) }
    }
  }

  @Test func constantMeasuresAndSingleGroups() throws {
    let table = makeTable([
      makeColumn("unit", (1...6).map { "U\($0)" }),
      makeColumn("x", [1, 2, 3, 4, 5, 6.0]),
      makeColumn("y", [Double](repeating: 2, count: 6)),
    ])
    let analysis = StarsAnalysis(
      unit: "unit", groups: [StarGroup("g", measures: ["x", "y"])],
      options: StarsOptions(
        stars: 3, peers: .none, minimum: .init(measures: 1, groups: 1),
        uncertainty: nil))
    let found = try analysis.run(on: AnalysisData(table: table))
    #expect(found.diagnostics.contains { $0.code == .constantIndicator })
    let stars = found.estimates.filter { $0.statistic == "stars" }
    #expect(stars.map { $0.value ?? 0 } == [1, 1, 2, 2, 3, 3])
  }

  @Test func starsInWords() {
    #expect(starText(4, certainty: 0.71)[.english] == "4 (71%)")
    #expect(starText(4, certainty: 0.599)[.english] == "4 (60%, uncertain)")
    #expect(starText(4, certainty: 0.999)[.chinese] == "4 星（99%）")
    #expect(starText(nil, certainty: nil)[.english] == "none")
    #expect(starText(2, certainty: nil)[.english] == "2")
  }
}
