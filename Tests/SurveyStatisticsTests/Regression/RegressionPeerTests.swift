import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// `svyglm` of R's survey package: coefficients, standard errors, t and p.
@Suite struct RegressionPeerTests {
  typealias Reference = RegressionReference

  struct Case: Sendable, CustomTestStringConvertible {
    var id: String
    var outcome: String
    var terms: [String]
    var family = ResponseFamily.gaussian
    var link: LinkFunction?
    var exposure: String?
    var tolerance = 1e-9
    var testDescription: String { id }
  }

  static let binary = "sch.wide"
  static let three = ["ell", "meals", "mobility"]
  static let types = ["ell", "meals", "stype"]
  static let cases: [Case] = [
    Case(id: "strat.glm.gauss", outcome: "api00", terms: three),
    // R computes standard errors from the weights of the last step but one;
    // `RegressionReferenceTests` compares with those of the solution.
    Case(
      id: "strat.glm.logit", outcome: binary, terms: three, family: .binomial,
      tolerance: 1e-8),
    Case(
      id: "strat.glm.probit", outcome: binary, terms: three, family: .binomial,
      link: .probit, tolerance: 3e-6),
    Case(
      id: "strat.glm.cloglog", outcome: binary, terms: three,
      family: .binomial, link: .cloglog, tolerance: 5e-6),
    Case(
      id: "strat.glm.poisson", outcome: "api.stu", terms: types,
      family: .poisson, tolerance: 2e-7),
    Case(
      id: "strat.glm.poisson.offset", outcome: "api.stu",
      terms: ["ell", "meals"], family: .poisson, exposure: "enroll",
      tolerance: 1e-7),
    Case(
      id: "strat.glm.gamma", outcome: "enroll", terms: types, family: .gamma,
      tolerance: 2e-7),
    // R's own steps end at 1e-8, and its standard errors 3e-5 away.
    Case(
      id: "strat.glm.logit.defaultIRLS", outcome: binary, terms: three,
      family: .binomial, tolerance: 2e-3),
  ]

  @Test(arguments: cases) func stratified(_ test: Case) throws {
    let analysis = RegressionAnalysis(
      model: ModelSpecification(
        outcome: test.outcome, terms: test.terms, exposure: test.exposure),
      family: test.family, link: test.link)
    let found = try analysis.run(on: Reference.strat())
    let (largest, compared) = found.difference(try peerRecord(test.id))
    #expect(largest < test.tolerance, "\(test.id): \(largest)")
    #expect(
      compared == 4 * (test.terms.contains("stype") ? 5 : test.terms.count + 1))
    #expect(found.diagnostics.isEmpty)
  }

  @Test func intervals() throws {
    for (id, outcome, family) in [
      ("strat.glm.gauss.ci", "api00", ResponseFamily.gaussian),
      ("strat.glm.logit.ci", Self.binary, .binomial),
    ] {
      let found = try RegressionAnalysis(
        model: ModelSpecification(outcome: outcome, terms: Self.three),
        family: family
      ).run(on: Reference.strat())
      for (key, wanted) in try peerRecord(id) {
        let parts = key.split(separator: "|")
        let cell = found.table("coefficients")?[String(parts[0]), "estimate"]
        let interval = try #require(cell?.interval)
        let limit = parts[1] == "2.5 %" ? interval.lower : interval.upper
        #expect(isClose(limit, wanted, relative: 2e-8), "\(id) \(key)")
      }
    }
  }

  @Test func testsOfTerms() throws {
    for (id, outcome, family) in [
      ("gauss", "api00", ResponseFamily.gaussian),
      ("logit", Self.binary, .binomial),
    ] {
      let found = try RegressionAnalysis(
        model: ModelSpecification(outcome: outcome, terms: Self.three),
        family: family, tests: [.wald, .likelihood, .workingWald],
        joint: [["ell", "mobility"]]
      ).run(on: Reference.strat())
      let wald = try peerRecord("strat.glm.\(id).wald")
      let name = "ell+mobility"
      let precision = id == "gauss" ? 1e-9 : 1e-8
      let f = found.number("terms", name, "f")
      #expect(isClose(f, wald["F"] ?? 0, relative: precision))
      #expect(found.number("terms", name, "df2") == wald["ddf"])
      let tail = found.number("terms", name, "p")
      #expect(isClose(tail, wald["p"] ?? 0, relative: precision))
      if id == "gauss" {
        let likelihood = try peerRecord("strat.glm.gauss.lrt")
        let chi = found.number("terms", name, "deviance")
        #expect(isClose(chi, likelihood["chisq"] ?? 0))
        // R finds the saddlepoint to 1e-8.
        let p = found.number("terms", name, "p-likelihood")
        #expect(isClose(p, likelihood["p"] ?? 0, relative: 1e-6))
      } else {
        let values = try Reference.values("logit.lrt")
        for term in Self.three {
          let chi = found.number("terms", term, "deviance")
          #expect(isClose(chi, values["chisq.\(term)"] ?? 0, relative: 1e-8))
          let p = found.number("terms", term, "p-likelihood")
          #expect(
            isClose(p, values["p.\(term)"] ?? 0, relative: 1e-6), "\(term)")
        }
        let working = try Reference.values("logit.working")
        for term in Self.three + [name] {
          let chi = found.number("terms", term, "working-wald")
          #expect(isClose(chi, working["chisq.\(term)"] ?? 0, relative: 1e-7))
          let p = found.number("terms", term, "p-working-wald")
          #expect(
            isClose(p, working["p.\(term)"] ?? 0, relative: 1e-6), "\(term)")
        }
      }
    }
    let types = try RegressionAnalysis(
      model: ModelSpecification(outcome: "api00", terms: ["stype"])
    ).run(on: Reference.strat())
    let anova = try peerRecord("strat.anova")
    #expect(isClose(types.number("terms", "stype", "f"), anova["F"] ?? 0))
    #expect(isClose(types.number("terms", "stype", "p"), anova["p"] ?? 0))
  }

  @Test func oddsRatiosFitAndPredictions() throws {
    typealias Setting = RegressionAnalysis.Setting
    let first = [
      Setting("ell", "5"), Setting("meals", "20"), Setting("mobility", "10"),
    ]
    let second = [
      Setting("ell", "30"), Setting("meals", "70"), Setting("mobility", "20"),
    ]
    let found = try RegressionAnalysis(
      model: ModelSpecification(outcome: Self.binary, terms: Self.three),
      family: .binomial, predictions: [first, second]
    ).run(on: Reference.strat())
    let ratios = try peerRecord("strat.glm.logit.or")
    for name in Self.three {
      let ratio = found.number("coefficients", name, "exp")
      #expect(isClose(ratio, ratios[name] ?? 0))
    }
    let squares = try peerRecord("strat.psrsq")
    #expect(
      isClose(
        found.number("fit", "model", "cox-snell"), squares["CoxSnell"] ?? 0))
    #expect(
      isClose(
        found.number("fit", "model", "nagelkerke"), squares["Nagelkerke"] ?? 0))
    let predicted = try peerRecord("strat.glm.predict")
    for number in 1...2 {
      let row = "prediction\(number)"
      let value = found.number("predictions", row, "estimate")
      let error = found.number("predictions", row, "se")
      #expect(isClose(value, predicted["p\(number)"] ?? 0))
      #expect(isClose(error, predicted["se\(number)"] ?? 0))
    }
  }

  @Test func clusters() throws {
    let twoStage = try RegressionAnalysis(
      model: ModelSpecification(outcome: "api00", terms: Self.three)
    ).run(on: Reference.data("apiclus2", Reference.twoStage))
    let (largest, compared) = twoStage.difference(try peerRecord("clus2.glm"))
    #expect(largest < 1e-9 && compared == 16, "\(largest)")
    let ratings = try RegressionAnalysis(
      model: ModelSpecification(
        outcome: "eval",
        terms: [
          "beauty", "gender", "minority", "native", "tenure", "division",
          "credits",
        ],
        references: [
          "gender": "male", "minority": "no", "native": "yes", "tenure": "no",
          "division": "upper", "credits": "more",
        ])
    ).run(
      on: Reference.data(
        "TeachingRatings",
        DesignSpecification(clusters: ["prof"], weights: "students")))
    let (second, count) = ratings.difference(try peerRecord("teach.wls"))
    #expect(second < 1e-9 && count == 32, "\(second) \(count)")
  }

  @Test func replicates() throws {
    var data = try Reference.data("apiclus1", Reference.clustered)
    data.design.replicates = Self.jackknife(data)
    let found = try RegressionAnalysis(
      model: ModelSpecification(outcome: "api00", terms: ["ell", "meals"])
    ).run(on: data)
    let (largest, compared) = found.difference(
      try peerRecord("clus1.jk1.glm"))
    #expect(largest < 1e-9 && compared == 12, "\(largest)")
    let logit = try RegressionAnalysis(
      model: ModelSpecification(outcome: "sch.wide", terms: ["ell", "meals"]),
      family: .binomial
    ).run(on: data)
    let (second, count) = logit.difference(try Reference.values("jk1.logit"))
    #expect(second < 1e-9 && count == 6, "\(second)")
    var strata = try Reference.strat()
    strata.design.replicates = Self.stratifiedJackknife(strata)
    let jkn = try RegressionAnalysis(
      model: ModelSpecification(outcome: "api00", terms: Self.three)
    ).run(on: strata)
    let (third, cells) = jkn.difference(try peerRecord("strat.jkn.glm"))
    #expect(third < 1e-9 && cells == 16, "\(third)")
  }

  /// Weights that add up to the population of each type of school.
  private struct Types: DesignAdjustment {
    var types: [String?]
    var weights: [Double]

    func residuals(_ columns: [[Double]]) -> [[Double]] {
      columns.map { column in
        var sums: [String: Double] = [:]
        var totals: [String: Double] = [:]
        for row in column.indices {
          sums[types[row] ?? "", default: 0] += weights[row] * column[row]
          totals[types[row] ?? "", default: 0] += weights[row]
        }
        return column.indices.map { row in
          let type = types[row] ?? ""
          return column[row] - (sums[type] ?? 0) / (totals[type] ?? 1)
        }
      }
    }
  }

  @Test func poststratifiedWeights() throws {
    var data = try Reference.data("apiclus1", Reference.clustered)
    let column = try #require(data.table["stype"])
    let types = (0..<data.table.rowCount).map { column.text(at: $0) }
    let population = ["E": 4421.0, "H": 755, "M": 1018]
    for (type, size) in population {
      let rows = types.indices.filter { types[$0] == type }
      let sum = rows.reduce(0) { $0 + data.design.weights[$1] }
      for row in rows { data.design.weights[row] *= size / sum }
    }
    data.design.adjustments = [
      Types(types: types, weights: data.design.weights)
    ]
    let found = try RegressionAnalysis(
      model: ModelSpecification(outcome: "api00", terms: ["ell", "meals"])
    ).run(on: data)
    let (largest, compared) = found.difference(try peerRecord("clus1.ps.glm"))
    #expect(largest < 1e-9 && compared == 12, "\(largest)")
  }

  /// One cluster left out at a time; the scale keeps the sampled fraction.
  static func jackknife(_ data: AnalysisData) -> ReplicateWeights {
    let stage = data.design.stages[0]
    let count = stage.unitCount
    var factors = [Double](
      repeating: Double(count) / Double(count - 1), count: count * count)
    for unit in 0..<count { factors[unit * count + unit] = 0 }
    let scale = (1 - stage.fraction[0]) * Double(count - 1) / Double(count)
    return ReplicateWeights(
      method: "jk1",
      storage: .factors(
        unitOfRow: stage.unitOfRow,
        .init(rows: count, columns: count, elements: factors)),
      scale: scale, replicateScales: [Double](repeating: 1, count: count),
      centre: .replicates, freedom: .fixed(Double(count - 1)),
      baseWeights: data.design.weights)
  }

  static func stratifiedJackknife(_ data: AnalysisData) -> ReplicateWeights {
    let stage = data.design.stages[0]
    let count = stage.unitCount
    var factors = [Double](repeating: 1, count: count * count)
    var scales = [Double](repeating: 0, count: count)
    for left in 0..<count {
      let stratum = stage.parentOfUnit[left]
      let size = Double(stage.sampled[Int(stratum)])
      scales[left] = (size - 1) / size * (1 - stage.fraction[Int(stratum)])
      for unit in 0..<count where stage.parentOfUnit[unit] == stratum {
        factors[unit * count + left] = unit == left ? 0 : size / (size - 1)
      }
    }
    return ReplicateWeights(
      method: "jkn",
      storage: .factors(
        unitOfRow: stage.unitOfRow,
        .init(rows: count, columns: count, elements: factors)),
      scale: 1, replicateScales: scales, centre: .replicates,
      freedom: .fixed(Double(count - stage.parentCount)),
      baseWeights: data.design.weights)
  }
}
