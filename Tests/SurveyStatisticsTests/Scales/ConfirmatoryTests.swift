import LinearAlgebra
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Confirmatory factors beside lavaan.
@Suite struct ConfirmatoryTests {
  private static let scales = [
    NamedScale("visual", label: nil, items: ["x1", "x2", "x3"]),
    NamedScale("textual", label: nil, items: ["x4", "x5", "x6"]),
    NamedScale("speed", label: nil, items: ["x7", "x8", "x9"]),
  ]

  private func tables(
    _ analysis: ConfirmatoryAnalysis, _ data: AnalysisData
  ) throws -> [String: StatisticsTable] {
    let outcome = try analysis.run(on: data)
    #expect(outcome.diagnostics.isEmpty)
    guard case .tables(let tables, _) = outcome.details else { return [:] }
    return Dictionary(uniqueKeysWithValues: tables.map { ($0.name, $0) })
  }

  @Test func parametersAndFitMatchThePeer() throws {
    let data = AnalysisData(
      table: try referenceTable("survey/data/HolzingerSwineford1939.csv"))
    let found = try tables(ConfirmatoryAnalysis(scales: Self.scales), data)
    let wanted = try peerRecord("hs.cfa.par")
    var compared = 0
    for scale in Self.scales {
      for item in scale.items {
        let loading = try #require(found["loadings"]?[item, "loading"]?.value)
        let rest = try #require(found["loadings"]?[item, "residual"]?.value)
        // lavaan's search ends 1e-7 before the minimum.
        #expect(abs(loading - (wanted["\(scale.name)=~\(item)"] ?? 0)) < 1e-6)
        #expect(abs(rest - (wanted["\(item)~~\(item)"] ?? 0)) < 1e-6)
        compared += 2
      }
      for other in Self.scales {
        guard let expected = wanted["\(scale.name)~~\(other.name)"] else {
          continue
        }
        let value = try #require(
          found["factors"]?["\(scale.name)~\(other.name)", "covariance"]?
            .value)
        #expect(abs(value - expected) < 1e-6)
        compared += 1
      }
    }
    #expect(compared == wanted.count)
    let fit = try peerRecord("hs.cfa.fit")
    let names = [
      ("chi-square", "chisq"), ("cfi", "cfi"), ("tli", "tli"),
      ("rmsea", "rmsea"), ("srmr", "srmr"), ("aic", "aic"), ("bic", "bic"),
    ]
    for (name, peer) in names {
      let value = try #require(found["fit"]?[name, "value"]?.value)
      #expect(isClose(value, fit[peer] ?? 0, relative: 1e-6), "\(name)")
    }
    #expect(found["fit"]?["chi-square", "df"]?.value == fit["df"])
  }

  /// A single factor of three items fits exactly: r₁₂ = λ₁λ₂ and so on.
  @Test func threeItemsAreExact() throws {
    let loadings = [0.9, 0.8, 0.5]
    var sample = Matrix.identity(3)
    for row in 0..<3 {
      for column in 0..<3 where row != column {
        sample[row, column] = loadings[row] * loadings[column]
      }
    }
    let model = try #require(ConfirmatoryModel(sample, factors: [[0, 1, 2]]))
    let found = model.standardizedLoadings()
    for item in 0..<3 { #expect(abs(found[item] - loadings[item]) < 1e-8) }
    #expect(abs(model.discrepancy) < 1e-12)
    #expect(model.degreesOfFreedom == 0)
  }

  @Test func oddScalesAreAnAnswer() throws {
    let columns = [
      makeColumn("a", ["1", "2", "3", "5", "4", "1"]),
      makeColumn("b", ["1", "2", "3", "5", "4", "1"]),
      makeColumn("c", ["2", "1", "3", "4", "4", "2"]),
      makeColumn("d", ["1", "1", "1", "1", "1", "1"]),
    ]
    let data = AnalysisData(table: makeTable(columns))
    let lists = [
      ["a", "b", "c"], ["a", "c", "d"], ["a", "c"], ["a", "a", "c"],
    ]
    for items in lists {
      let scale = NamedScale("one", label: nil, items: items)
      #expect(throws: (any Error).self) {
        try ConfirmatoryAnalysis(scales: [scale]).run(on: data)
      }
    }
  }
}
