import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Intervals of shares against R survey 4.1-1 and svy 0.35.
@Suite struct ShareIntervalTests {
  func share(
    _ interval: ShareInterval, _ data: AnalysisData, by: [[String]] = []
  ) throws -> [Estimate] {
    try ShareAnalysis(
      variables: ["above"], values: ["1"], by: by, interval: interval
    ).run(on: data).estimates
  }

  @Test(arguments: [
    ("strat.ciprop", "api00", 700.0), ("strat.ciprop.rare", "emer", 40),
  ])
  func methods(id: String, column: String, limit: Double) throws {
    let data = try PeerSample.data(
      "apistrat", PeerSample.stratified,
      adding: PeerSample.indicator("above", column) { $0 > limit })
    for (method, interval, tolerance) in [
      ("asin", ShareInterval.arcsine, 1e-10), ("beta", .beta, 1e-10),
      // R interpolates the deviance.
      ("likelihood", .likelihood, 5e-4),
    ] {
      let wanted = try peerRecord("\(id).\(method)")
      let found = try #require(try share(interval, data)[0].interval)
      let expected = [wanted["lo"] ?? 0, wanted["hi"] ?? 0]
      #expect(
        isClose([found.lower, found.upper], expected, relative: tolerance),
        "\(id).\(method) \(found) \(expected)")
    }
  }

  /// The roots of the deviance whose interpolation R gives.
  @Test func likelihood() throws {
    for (id, file, column, design, condition) in [
      (
        "likelihood.api00", "apistrat", "api00", PeerSample.stratified,
        { $0 > 700 }
      ),
      (
        "likelihood.emer", "apistrat", "emer", PeerSample.stratified,
        { $0 > 40 }
      ),
      (
        "likelihood.ell", "apiclus1", "ell", PeerSample.clustered,
        { $0 == 0 }
      ),
    ] as [(String, String, String, DesignSpecification, (Double) -> Bool)] {
      let wanted = try estimatesRecord(id)
      let data = try PeerSample.data(
        file, design, adding: PeerSample.indicator("above", column, condition))
      let found = try #require(try share(.likelihood, data)[0].interval)
      let expected = [wanted["lo"] ?? 0, wanted["hi"] ?? 0]
      #expect(
        isClose([found.lower, found.upper], expected, relative: 1e-7),
        "\(id) \(found) \(expected)")
    }
  }

  /// The numbers of svy 0.35.
  @Test func adjustedWilsonAndKornGraubard() throws {
    for (column, limit, wilson, graubard) in [
      (
        "api00", 700.0, [0.33334551787369493, 0.479576833101763],
        [0.33020656955478983, 0.48183934441539766]
      ),
      (
        "emer", 40, [0.010518959531435147, 0.06416520444593252],
        [0.007625921860310989, 0.06412037903079408]
      ),
    ] {
      let data = try PeerSample.data(
        "apistrat", PeerSample.stratified,
        adding: PeerSample.indicator("above", column) { $0 > limit })
      let first = try #require(try share(.wilsonAdjusted, data)[0].interval)
      #expect(
        isClose([first.lower, first.upper], wilson, relative: 1e-10),
        "\(first)")
      let second = try #require(try share(.kornGraubard, data)[0].interval)
      #expect(
        isClose([second.lower, second.upper], graubard, relative: 1e-10))
    }
  }

  @Test func clusters() throws {
    let data = try PeerSample.data(
      "apiclus1", PeerSample.clustered,
      adding: PeerSample.indicator("above", "ell") { $0 == 0 })
    for (method, interval, tolerance) in [
      ("beta", ShareInterval.beta, 1e-9), ("likelihood", .likelihood, 5e-3),
    ] {
      let wanted = try peerRecord("clus1.ciprop.\(method)")
      let found = try #require(try share(interval, data)[0].interval)
      let expected = [wanted["lo"] ?? 0, wanted["hi"] ?? 0]
      #expect(
        isClose([found.lower, found.upper], expected, relative: tolerance),
        "\(method) \(found) \(expected)")
    }
  }

  @Test func groups() throws {
    let data = try PeerSample.data(
      "apistrat", PeerSample.stratified,
      adding: PeerSample.indicator("above", "api00") { $0 > 700 })
    let wanted = try peerRecord("strat.by.ciprop")
    for estimate in try share(.beta, data, by: [["stype"]]).dropFirst() {
      let group = estimate.group[0].value
      let found = try #require(estimate.interval)
      let expected = ["ci_l", "ci_u"].map { wanted["\(group)|\($0)"] ?? 0 }
      #expect(
        isClose([found.lower, found.upper], expected, relative: 1e-10),
        "\(group)")
    }
  }

  /// Clopper and Pearson's upper limit of none in 10 is 1 − 0.025^(1/10).
  @Test func noneAndAll() throws {
    for interval in ShareInterval.allCases {
      for (text, isAll) in [("0", false), ("1", true)] {
        let table = makeTable([
          makeColumn("above", [String](repeating: text, count: 10))
        ])
        let found = try ShareAnalysis(variables: ["above"], interval: interval)
          .run(on: AnalysisData(table: table)).estimates[0]
        let limits = try #require(found.interval)
        #expect(found.value == 1)
        #expect(limits.lower < 1 && limits.upper == 1, "\(interval)")
        if interval == .beta || interval == .kornGraubard {
          #expect(isClose(limits.lower, 0.6915028921812392), "\(isAll)")
        }
      }
    }
  }

  @Test func presentation() throws {
    func remarks(_ ones: Int, of count: Int) throws -> [String] {
      let values = (0..<count).map { $0 < ones ? "1" : "0" }
      let table = makeTable([makeColumn("above", values)])
      return try ShareAnalysis(
        variables: ["above"], values: ["1"], presentation: .nchs
      ).run(on: AnalysisData(table: table)).estimates[0].remarks
    }
    #expect(try remarks(10, of: 20).contains("nchs-suppress"))
    #expect(try remarks(20, of: 40).contains("nchs-suppress"))
    #expect(try remarks(100, of: 200).isEmpty)
    // 2 of 60: about 0.4 to 11.5 percent, more than 130% of 3.3.
    #expect(try remarks(2, of: 60) == ["nchs-suppress"])
    #expect(try remarks(58, of: 60) == ["nchs-complement"])
    let table = makeTable([makeColumn("above", ["1", "0", "1"])])
    let hidden = try ShareAnalysis(
      variables: ["above"], presentation: .nchsSuppress
    ).run(on: AnalysisData(table: table)).estimates
    #expect(hidden.allSatisfy { $0.value == nil && $0.interval == nil })
  }

  @Test func missingAnswersAreShownWhenAsked() throws {
    let table = makeTable([makeColumn("q", ["a", "", "b", "a", ""])])
    let data = AnalysisData(table: table)
    let plain = try ShareAnalysis(variables: ["q"]).run(on: data)
    #expect(plain.estimates.map(\.category) == ["a", "b"])
    #expect(isClose(plain.estimates[0].value ?? 0, 2.0 / 3))
    let shown = try ShareAnalysis(variables: ["q"], missingAnswers: .shown)
      .run(on: data)
    #expect(shown.estimates.map(\.category) == ["a", "b", "(blank)"])
    #expect(isClose(shown.estimates.map { $0.value ?? 0 }, [0.4, 0.2, 0.4]))
    #expect(shown.estimates.allSatisfy { $0.base == 5 })
    #expect(
      shown.conventions.contains {
        $0.name == "missing" && $0.value == "shown"
      })
  }

  @Test func normalQuantiles() throws {
    let wanted = try peerRecord("strat.ci.z")
    let data = try PeerSample.strata()
    let found = try MeanAnalysis(
      variables: ["api00", "enroll"], intervalQuantile: .normal
    ).run(on: data).estimates
    for estimate in found {
      let interval = try #require(estimate.interval)
      let expected = ["2.5 %", "97.5 %"].map {
        wanted["\(estimate.variable)|\($0)"] ?? 0
      }
      #expect(isClose([interval.lower, interval.upper], expected))
    }
    let total = try TotalAnalysis(
      variables: ["enroll"], intervalQuantile: .normal
    ).run(on: data).estimates[0]
    #expect(total.interval?.method == "normal")
  }
}
