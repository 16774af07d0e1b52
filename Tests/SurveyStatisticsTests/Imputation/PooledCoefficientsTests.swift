import Diagnostics
import LinearAlgebra
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Regressions pooled over imputations, beside mitools and the degrees of
/// freedom of Barnard and Rubin.
@Suite struct PooledCoefficientsTests {
  private func sample() throws -> (data: AnalysisData, source: ImputationSource)
  {
    let tables = try (1...5).map {
      try referenceTable("survey/data/smi\($0).csv")
    }
    return (
      AnalysisData(
        table: tables[0],
        design: try SurveyDesign(
          DesignSpecification(clusters: ["id"]), table: tables[0])),
      .tables(tables.map { (table: $0, domain: nil) })
    )
  }

  private func model(_ id: String) -> RegressionAnalysis {
    switch id {
    case "logit":
      RegressionAnalysis(
        model: ModelSpecification(outcome: "drinkreg", terms: ["wave*sex"]),
        family: .binomial)
    case "poisson":
      RegressionAnalysis(
        model: ModelSpecification(
          outcome: "cistot", terms: ["wave", "drinkreg"]), family: .poisson)
    default:
      RegressionAnalysis(
        model: ModelSpecification(
          outcome: "cistot", terms: ["wave", "drinkreg"]))
    }
  }

  private func tables(
    _ analysis: ImputationAnalysis, _ data: AnalysisData
  ) throws -> [StatisticsTable] {
    guard case .tables(let tables, _) = try analysis.run(on: data).details
    else { return [] }
    return tables
  }

  @Test(arguments: ["logit", "poisson", "gaussian"])
  func coefficientsArePooled(id: String) throws {
    let (data, source) = try sample()
    let found = try tables(
      ImputationAnalysis(estimates: .regression(model(id)), source: source),
      data)
    #expect(
      found.map(\.name).filter { $0 != "margins" } == [
        "coefficients", "terms", "effects", "pooling",
      ])
    let record = try referenceObject("imputation/expected.json", id)
    let rows = found[0].rows.filter { $0.cells[0].value != nil }
    for (key, column) in [
      ("est", "estimate"), ("se", "se"), ("df", "df"), ("p", "p"),
    ] {
      let wanted = try #require(record[key] as? [Double])
      #expect(wanted.count == rows.count)
      for (row, value) in zip(rows, wanted) {
        let number = found[0][row.name, column]?.value ?? .nan
        #expect(
          isClose(number, value, relative: 1e-7),
          "\(id) \(key) \(row.name): \(number) \(value)")
      }
    }
    #expect(found.last?.rows.map(\.name) == rows.map(\.name))
    // The ratio of a model of logarithms, none of an intercept.
    if id != "gaussian" {
      #expect(rows.last?.cells.last?.interval != nil)
      #expect(rows.first?.cells.last == .empty)
    }
  }

  /// D1 with the degrees of freedom of Reiter, as mitml has them.
  @Test func termsAreTestedTogether() throws {
    let (data, source) = try sample()
    let sets: [(String, [[String]], [(String, String)])] = [
      (
        "logit", [["sex", "wave:sex"], ["wave*sex"]],
        [
          ("wave", "wave"), ("sex", "sex"), ("sex+wave:sex", "both"),
          ("wave+sex+wave:sex", "all"),
        ]
      ),
      (
        "poisson", [["wave", "drinkreg"]],
        [("wave", "wave"), ("wave+drinkreg", "both")]
      ),
    ]
    for (id, joint, lines) in sets {
      var regression = model(id)
      regression.joint = joint
      let found = try tables(
        ImputationAnalysis(
          estimates: .regression(regression), source: source), data)
      let table = try #require(found.first { $0.name == "terms" })
      for (row, name) in lines {
        let record = try referenceObject(
          "imputation/expected.json", "\(id).terms.\(name)")
        for (key, column) in [
          ("f", "f"), ("df", "df2"), ("p", "p"), ("riv", "increase"),
        ] {
          let wanted = try #require((record[key] as? [Double])?.first)
          let value = table[row, column]?.value ?? .nan
          #expect(
            isClose(value, wanted, relative: 1e-6), "\(id) \(row) \(key)")
        }
      }
    }
  }

  @Test func effectsAndPredictionsArePooled() throws {
    let (data, source) = try sample()
    var regression = model("logit")
    regression.predictions = [[.init("wave", "3")]]
    let found = try tables(
      ImputationAnalysis(estimates: .regression(regression), source: source),
      data)
    for (name, row, id) in [
      ("predictions", "prediction1", "logit.prediction"),
      ("effects", "wave", "logit.slope"),
    ] {
      let table = try #require(found.first { $0.name == name })
      let record = try referenceObject("imputation/expected.json", id)
      for (key, column) in [("est", "estimate"), ("se", "se"), ("df", "df")] {
        let wanted = try #require((record[key] as? [Double])?.first)
        let value = table[row, column]?.value ?? .nan
        #expect(
          isClose(value, wanted, relative: 1e-7), "\(id) \(key) \(value)")
      }
      let interval = try #require(table[row, "estimate"]?.interval)
      #expect(interval.method == (name == "effects" ? "t" : "t-link"))
    }
  }

  /// One coefficient, imputations that agree, and one that has no inverse.
  @Test func edgesOfPooledTests() {
    let one = PooledTest(
      values: [[2], [2]], covariances: [Matrix([[1]]), Matrix([[1]])],
      completeDegrees: 10)
    #expect(one?.increase == 0 && one?.test.statistic == 4)
    #expect(isClose(one?.test.denominatorDegrees ?? 0, 110.0 / 13))
    let singular = Matrix([[1, 1], [1, 1]])
    #expect(
      PooledTest(
        values: [[1, 1], [2, 2]], covariances: [singular, singular],
        completeDegrees: 10) == nil)
    #expect(
      PooledTest(
        values: [[1]], covariances: [Matrix([[1]])], completeDegrees: 10)
        == nil)
    #expect(
      PooledTest(
        values: [[1], [2]], covariances: [Matrix([[1]]), Matrix([[1]])],
        completeDegrees: 0) == nil)
  }

  @Test func modelsOfCompletedDataArePooled() throws {
    let table = ImputerTests().answers(200).table
    let data = AnalysisData(table: table)
    let found = try tables(
      ImputationAnalysis(
        estimates: .regression(
          RegressionAnalysis(
            model: ModelSpecification(outcome: "y", terms: ["x"]))),
        source: .imputer(ImputerTests().chained)), data)
    let slope = try #require(found[0]["x", "estimate"])
    let interval = try #require(slope.interval)
    #expect(interval.lower < 2 && interval.upper > 2)
    #expect(
      found.map(\.name) == [
        "coefficients", "terms", "effects", "pooling", "filled",
      ])
  }

  /// A value of a factor that the rows of one imputation lack.
  @Test func coefficientsThatAnImputationLacksAreNamed() throws {
    let table = makeTable([
      makeColumn("number", [1.0, 1, 1, 1, 1, 2, 2, 2, 2, 2]),
      makeColumn("y", [1.0, 2, 4, 3, 7, 1, 3, 2, 5, 6]),
      makeColumn("f", ["a", "a", "b", "b", "c", "a", "a", "b", "b", "b"]),
    ])
    let outcome = try ImputationAnalysis(
      estimates: .regression(
        RegressionAnalysis(
          model: ModelSpecification(outcome: "y", terms: ["f"]))),
      source: .stacked(column: "number")
    ).run(on: AnalysisData(table: table))
    #expect(outcome.diagnostics.map(\.code).contains(.unpooledCoefficients))
    guard case .tables(let tables, _) = outcome.details else { return }
    #expect(tables[0].rows.map(\.name) == ["(Intercept)", "fa", "fb"])
  }

  /// Two clusters leave no degrees of freedom for two coefficients.
  @Test func coefficientsWithoutDegreesOfFreedomAreNotPooled() throws {
    let table = makeTable([
      makeColumn("number", [1.0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2]),
      makeColumn("y", [1.0, 2, 4, 3, 7, 5, 1, 3, 2, 5, 6, 5]),
      makeColumn("x", [1.0, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6.5]),
      makeColumn(
        "u", ["a", "b", "a", "b", "a", "b"] + ["a", "b", "a", "b", "a", "b"]),
    ])
    let data = AnalysisData(
      table: table,
      design: try SurveyDesign(
        DesignSpecification(clusters: ["u"]), table: table))
    let fault = #expect(throws: Diagnostic.self) {
      try ImputationAnalysis(
        estimates: .regression(
          RegressionAnalysis(
            model: ModelSpecification(outcome: "y", terms: ["x"]))),
        source: .stacked(column: "number")
      ).run(on: data)
    }
    #expect(fault?.code == .nothingToEstimate)
    #expect(fault?.message.hasPrefix("no coefficient") == true)
  }

  /// The second imputation tells the answers apart, the first one does not.
  @Test func failedFitsOfLaterImputationsAreTold() throws {
    let x: [Double] = [1, 2, 3, 4, 5, 6, 7, 8]
    let number = [Double](repeating: 1, count: 8)
    let outcome = try ImputationAnalysis(
      estimates: .regression(
        RegressionAnalysis(
          model: ModelSpecification(outcome: "y", terms: ["x"]),
          family: .binomial)), source: .stacked(column: "number")
    ).run(
      on: AnalysisData(
        table: makeTable([
          makeColumn("number", number + number.map { $0 + 1 }),
          makeColumn("x", x + x),
          makeColumn(
            "y", [0.0, 1, 0, 1, 0, 1, 0, 1] + [0, 0, 0, 0, 1, 1, 1, 1]),
        ])))
    #expect(outcome.diagnostics.count { $0.code == .separation } == 1)
  }

  @Test func completedTablesStandBelowEachOther() throws {
    let table = ImputerTests().answers(40).table
    let imputer = ImputerTests().chained
    let data = AnalysisData(table: table)
    let stacked = try imputer.stacked(data)
    #expect(stacked.rowCount == 200)
    #expect(stacked.columns.map(\.name) == ["imputation", "x", "y", "z"])
    let numbers = try #require(stacked["imputation"]?.numbers())
    let parts = try imputer.complete(data).tables
    for (number, part) in parts.enumerated() {
      let rows = numbers.indices.filter { numbers[$0] == Double(number + 1) }
      #expect(rows.count == 40)
      for name in ["x", "y", "z"] {
        let own = try stacked.column(name)
        let other = try part.column(name)
        #expect(
          rows.map { own.text(at: $0) } == (0..<40).map { other.text(at: $0) })
      }
    }
  }
}
