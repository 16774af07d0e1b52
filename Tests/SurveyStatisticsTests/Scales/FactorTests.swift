import LinearAlgebra
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Components and factors beside R's `factanal`, psych and survey.
@Suite struct FactorTests {
  private static let fifth = ["A", "C", "E", "N", "O"].flatMap { scale in
    (1...5).map { "\(scale)\($0)" }
  }

  private func personality(_ items: [String]) throws -> AnalysisData {
    AnalysisData(table: try referenceTable("survey/data/bfi.csv"))
  }

  private func schools(replicated: Bool = false) throws -> AnalysisData {
    let table = try referenceTable("survey/data/apistrat.csv")
    let design = DesignSpecification(
      strata: ["stype"], weights: "pw", fpc: ["fpc"])
    return AnalysisData(
      table: table, design: try SurveyDesign(design, table: table))
  }

  private func tables(_ outcome: AnalysisOutcome) -> [String: StatisticsTable] {
    guard case .tables(let tables, _) = outcome.details else { return [:] }
    return Dictionary(uniqueKeysWithValues: tables.map { ($0.name, $0) })
  }

  @Test func adequacyMatchesThePeer() throws {
    let outcome = try FactorsAnalysis(items: Self.fifth, count: 5)
      .run(on: try personality(Self.fifth))
    let found = try #require(tables(outcome)["adequacy"])
    let adequacy = try peerRecord("bfi.kmo")
    let overall = try #require(found["kmo", "value"]?.value)
    #expect(isClose(overall, adequacy["overall"] ?? 0, relative: 1e-10))
    for item in Self.fifth {
      let value = try #require(found["kmo-\(item)", "value"]?.value)
      #expect(isClose(value, adequacy[item] ?? 0, relative: 1e-10), "\(item)")
    }
    let test = try peerRecord("bfi.bartlett")
    let statistic = try #require(found["bartlett", "value"]?.value)
    #expect(isClose(statistic, test["chisq"] ?? 0, relative: 1e-10))
    #expect(found["bartlett", "df"]?.value == test["df"])
  }

  @Test func factorsOfMaximumLikelihoodMatchThePeer() throws {
    let outcome = try FactorsAnalysis(items: Self.fifth, count: 5)
      .run(on: try personality(Self.fifth))
    let found = tables(outcome)
    let wanted = try peerRecord("bfi.fa5.ml")
    // R's search ends 1e-6 before the minimum.
    for item in Self.fifth {
      let value = try #require(found["loadings"]?[item, "uniqueness"]?.value)
      let expected = wanted["u.\(item)"] ?? 0
      #expect(abs(value - expected) < 2e-5, "\(item) \(value) \(expected)")
    }
    let fit = try #require(found["adequacy"]?["fit", "value"]?.value)
    #expect(isClose(fit, wanted["stat"] ?? 0, relative: 1e-7))
    #expect(found["adequacy"]?["fit", "df"]?.value == wanted["dof"])
  }

  @Test func componentsMatchThePeer() throws {
    let outcome = try FactorsAnalysis(
      items: Self.fifth, count: 5, extraction: .components, rotation: .none
    ).run(on: try personality(Self.fifth))
    let found = tables(outcome)
    let communalities = try peerRecord("bfi.pca")
    let eigenvalues = try peerRecord("bfi.eigen")
    for (position, item) in Self.fifth.enumerated() {
      let share = try #require(found["loadings"]?[item, "communality"]?.value)
      #expect(isClose(share, communalities[item] ?? 0, relative: 1e-9))
      let root = try #require(
        found["eigenvalues"]?["\(position + 1)", "eigenvalue"]?.value)
      let expected = eigenvalues["ev\(position + 1)"] ?? 0
      #expect(isClose(root, expected, relative: 1e-10))
    }
  }

  @Test func weightedComponentsAndFactorsMatchThePeer() throws {
    let items = ["api99", "api00", "ell", "meals", "mobility"]
    let data = try schools()
    let components = try FactorsAnalysis(
      items: items, count: 1, extraction: .components, rotation: .none
    ).run(on: data)
    let found = tables(components)
    let wanted = try referenceTable("factors/expected.csv")
    let numbers = try #require(wanted["value"]?.numbers())
    for position in 0..<5 {
      let value = try #require(
        found["eigenvalues"]?["\(position + 1)", "eigenvalue"]?.value)
      #expect(isClose(value, numbers[position], relative: 1e-9))
      // Linearised here, by the jackknife there: of 50 schools in a stratum
      // these differ by up to a fifth.
      let error = try #require(
        found["eigenvalues"]?["\(position + 1)", "se"]?.value)
      #expect(isClose(error, numbers[5 + position], relative: 0.25))
    }
    // `svyprcomp` multiplies by the roots of the weights before it takes the
    // means away, without weights; doing the same gives its numbers.
    let weights = data.design.weights
    let mean = weights.reduce(0, +) / Double(weights.count)
    let scaled = try items.map { name in
      let values = try data.numbers(name)
      return makeColumn(
        name,
        values.indices.map { values[$0] * (weights[$0] / mean).squareRoot() })
    }
    let plain = try FactorsAnalysis(
      items: items, count: 1, extraction: .components, rotation: .none
    ).run(on: AnalysisData(table: makeTable(scaled)))
    let record = try peerRecord("strat.pca")
    for position in 1...5 {
      let value = try #require(
        tables(plain)["eigenvalues"]?["\(position)", "eigenvalue"]?.value)
      let expected = record["sdev\(position)"] ?? 0
      #expect(isClose(value.squareRoot(), expected, relative: 1e-9))
    }
    let others = ["api99", "api00", "hsg", "meals", "ell", "emer"]
    let factors = try FactorsAnalysis(items: others, count: 2)
      .run(on: try schools())
    let uniquenesses = try peerRecord("strat.fa")
    for item in others {
      let value = try #require(
        tables(factors)["loadings"]?[item, "uniqueness"]?.value)
      let expected = uniquenesses["u.\(item)"] ?? 0
      #expect(abs(value - expected) < 1e-4, "\(item) \(value) \(expected)")
    }
  }

  /// What a row moves, beside what happens when its weight grows a little.
  @Test func influencesAreDerivatives() throws {
    let data = try schools()
    let items = try ["api00", "ell", "meals"].map { try data.numbers($0) }
    let statistics = CovarianceStatistics(items, domain: nil) {
      $0.asCorrelations.flatMap { SymmetricEigen($0) }.map(\.values)
    }
    let weights = data.design.weights
    let values = try #require(statistics.estimates(weights))
    let influences = statistics.influences(weights, at: values)
    for row in [0, 57, 123, 199] {
      var more = weights
      var less = weights
      more[row] += 0.01
      less[row] -= 0.01
      let above = try #require(statistics.estimates(more))
      let below = try #require(statistics.estimates(less))
      for index in values.indices {
        let slope = (above[index] - below[index]) / 0.02
        #expect(abs(slope - influences[index][row]) < 1e-9)
      }
    }
  }

  /// `psych::fa` takes each correlation from the rows that have both items.
  @Test func omegaOfOneFactorMatchesThePeer() throws {
    let table = try referenceTable("survey/data/bfi.csv")
    let items = try (1...5).map { position in
      let values = try #require(table["A\(position)"]?.numbers())
      return position == 1 ? values.map { 7 - $0 } : values
    }
    let weights = [Double](repeating: 1, count: table.rowCount)
    var correlations = Matrix.identity(5)
    for row in 0..<5 {
      for column in 0..<5 where row != column {
        let pair = ItemCovariances(
          [items[row], items[column]], weights: weights, isPairwise: false)
        correlations[row, column] =
          pair[0, 1] / (pair[0, 0] * pair[1, 1]).squareRoot()
      }
    }
    let model = try #require(
      FactorModel(correlations, count: 1, method: .minimumResiduals))
    let wanted = try peerRecord("bfi.omega.1f")
    for item in 0..<5 {
      let expected = wanted["A\(item + 1)"] ?? 0
      // psych's search ends about 1e-5 before the minimum.
      #expect(abs(model.loadings[item, 0] - expected) < 1e-4)
    }
    let sum = model.loadings.elements.reduce(0, +)
    let own = model.uniquenesses.reduce(0, +)
    let omega = sum * sum / (sum * sum + own)
    #expect(abs(omega - (wanted["omega_u"] ?? 0)) < 1e-4)
    let outcome = try FactorsAnalysis(
      items: ["A2", "A3", "A4", "A5"], count: 1, extraction: .minimumResiduals
    ).run(on: AnalysisData(table: table))
    let error = try #require(
      tables(outcome)["adequacy"]?["omega", "se"]?.value)
    #expect(error > 0.001 && error < 0.05)
  }

  /// The loadings of one factor by hand: r₁₂ = λ₁λ₂ and so on.
  @Test func threeItemsHaveAnExactFactor() throws {
    let loadings = [0.9, 0.8, 0.5]
    var correlations = Matrix.identity(3)
    for row in 0..<3 {
      for column in 0..<3 where row != column {
        correlations[row, column] = loadings[row] * loadings[column]
      }
    }
    for method in FactorModel.Method.allCases {
      let model = try #require(
        FactorModel(correlations, count: 1, method: method))
      for item in 0..<3 {
        #expect(abs(model.loadings[item, 0] - loadings[item]) < 1e-7)
      }
      #expect(model.hasConverged)
    }
  }

  @Test func varimaxFindsASimpleStructureAgain() {
    let simple = Matrix([[0.8, 0], [0.7, 0], [0, 0.6], [0, 0.9]])
    let (cosine, sine) = (0.6, 0.8)
    let turned = simple.times(Matrix([[cosine, sine], [-sine, cosine]]))
    let found = varimax(turned)
    for item in 0..<4 {
      for factor in 0..<2 {
        #expect(abs(found[item, factor] - simple[item, 1 - factor]) < 1e-12)
      }
    }
  }

  @Test func oddItemsAreAnAnswer() throws {
    let same = makeColumn("a", ["1", "1", "1", "1"])
    let one = makeColumn("b", ["1", "2", "3", "5"])
    let two = makeColumn("c", ["2", "1", "4", "4"])
    let sum = makeColumn("d", ["3", "3", "7", "9"])
    func run(_ columns: [Column], _ items: [String]) throws {
      let data = AnalysisData(table: makeTable(columns))
      _ = try FactorsAnalysis(items: items, count: 1).run(on: data)
    }
    #expect(throws: (any Error).self) {
      try run([same, one, two], ["a", "b", "c"])
    }
    #expect(throws: (any Error).self) {
      try run([one, two, sum], ["b", "c", "d"])
    }
    #expect(throws: (any Error).self) { try run([one, two], ["b", "c"]) }
  }
}
