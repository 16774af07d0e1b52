import Probability
import TestSupport
import Testing

@testable import SurveyStatistics

/// Numbers of psych, irr and pingouin; `interrater/README.md` says where
/// they differ and who is right.
@Suite struct RaterAgreementTests {
  static func matrix(_ file: String) throws -> RatingMatrix {
    let table = try referenceTable("evaluation/interrater/\(file).csv")
    let columns = table.columns.map { $0.numbers() ?? [] }
    return RatingMatrix(EvaluationReference.transposed(columns))
  }

  private func scores(_ matrix: RatingMatrix) -> RaterScores {
    RaterScores(matrix.rows.map { row in row.map { $0.isNaN ? nil : $0 } })
  }

  @Test(arguments: ["shrout_fleiss_1979", "irr_anxiety"])
  func intraclassAgreesWithPsych(file: String) throws {
    let all = try EvaluationReference("interrater/interrater")
    let peer =
      file == "irr_anxiety"
      ? all["anxiety"]["icc"]["psych_aov"] : all["shrout_fleiss"]["psych_aov"]
    let matrix = try #require(try Self.matrix(file).complete)
    let found = IntraclassCorrelation(matrix, level: 0.95)
    // psych has the limits of ICC(A,k) of McGraw and Wong; those of irr
    // 0.84.1 take the degrees of freedom of the averaged coefficient and are
    // in error, so they are not compared.
    let values: [(String, [Double])] = [
      ("ICC", found.forms.map(\.value)),
      ("F", found.forms.map { $0.statistic ?? .nan }),
      ("df1", found.forms.map { $0.numerator ?? .nan }),
      ("df2", found.forms.map { $0.denominator ?? .nan }),
      ("p", found.forms.map { $0.probability ?? .nan }),
      ("lower bound", found.forms.map { $0.lower ?? .nan }),
      ("upper bound", found.forms.map { $0.upper ?? .nan }),
    ]
    for (key, numbers) in values {
      #expect(isClose(numbers, peer[key].numbers, relative: 1e-9), "\(key)")
    }
  }

  @Test func openTableAgreesWithPsych() throws {
    let peer = try EvaluationReference("raters_R")
    let rows = try EvaluationReference.csv("raters_full")
    let matrix = RatingMatrix(rows)
    let found = IntraclassCorrelation(matrix, level: 0.95)
    let keys = ["ICC1", "ICC2", "ICC3", "ICC1k", "ICC2k", "ICC3k"]
    let wanted = keys.map { peer["icc"][$0].number ?? .nan }
    #expect(isClose(found.forms.map(\.value), wanted))
    let lower = found.forms.map { $0.lower ?? .nan }
    #expect(isClose(lower, peer["icc_ci"]["lower"].numbers))
    let upper = found.forms.map { $0.upper ?? .nan }
    #expect(isClose(upper, peer["icc_ci"]["upper"].numbers))

    let all = try EvaluationReference("raters")
    let kendall = try #require(KendallConcordance(matrix))
    let found2 = [kendall.value, kendall.chiSquare, kendall.probability]
    let wanted2 = ["W", "chi2", "p"].map {
      all["kendall_w"][$0].number ?? .nan
    }
    #expect(isClose(found2, wanted2, relative: 1e-8))
    // Alpha of the table with gaps.
    let gaps = RatingMatrix(try EvaluationReference.csv("raters"))
    let alpha = try #require(KrippendorffAlpha(gaps))
    let alphas = [alpha.value(.interval), alpha.value(.ordinal)]
    let peers = [
      all["alpha_interval"].number ?? 0, all["alpha_ordinal"].number ?? 0,
    ]
    let complete = try #require(KrippendorffAlpha(matrix))
    let full = [complete.value(.interval), complete.value(.ordinal)]
    #expect(
      isClose(alphas, peers) || isClose(full, peers),
      "\(alphas) \(full) \(peers)")
  }

  @Test func orderAndCategoriesAgreeWithIrr() throws {
    let all = try EvaluationReference("interrater/interrater")
    for (file, peer) in [
      ("irr_anxiety", all["anxiety"]["kendall"]),
      ("shrout_fleiss_1979", all["kendall_sf"]),
    ] {
      let kendall = try #require(KendallConcordance(try Self.matrix(file)))
      let found = [kendall.value, kendall.chiSquare, kendall.probability]
      let wanted = ["W_corrected", "chisq", "p"].map {
        peer[$0].number ?? .nan
      }
      #expect(isClose(found, wanted))
    }
    let anxiety = try Self.matrix("irr_anxiety")
    let fleiss = try #require(FleissKappa(anxiety))
    let kappa = all["anxiety"]["kappa"]
    let found = [fleiss.value, fleiss.statistic]
    let wanted = ["fleiss", "fleiss_z"].map { kappa[$0].number ?? .nan }
    #expect(isClose(found, wanted))
    let coders = try Self.matrix("krippendorff_2011_4coders")
    // One row a coder there.
    let units = RatingMatrix(EvaluationReference.transposed(coders.rows))
    let metrics = KrippendorffAlpha.Metric.allCases
    let alpha = try #require(KrippendorffAlpha(units))
    for metric in metrics {
      let wanted = all["krippendorff_2011"][metric.rawValue].number ?? .nan
      #expect(isClose(alpha.value(metric), wanted), "\(metric)")
    }
    // irr 0.84.1 divides by 2·60 − 1 in place of 60 − 1 values when a table
    // has no gaps, and is in error there: nominal alpha has to be
    // 1 − (1 − kappa)(n − 1)/n with Fleiss' kappa and n = 60 values, and the
    // package krippendorff of Python has these numbers.
    let complete = try #require(KrippendorffAlpha(anxiety))
    let nominal = 1 - (1 - fleiss.value) * 59 / 60
    #expect(isClose(complete.value(.nominal), nominal))
    for metric in metrics {
      let peer = all["anxiety"]["kripp"][metric.rawValue].number ?? .nan
      let corrected = 1 - (1 - peer) * (59.0 / 60) / (119.0 / 120)
      #expect(isClose(complete.value(metric), corrected), "\(metric)")
    }
    let limits = try #require(
      KrippendorffAlpha(units)?.limits(
        .nominal, draws: 1000, seed: 25, level: 0.95))
    #expect(limits.lower < 0.743 && limits.lower > 0.3)
    #expect(limits.upper > 0.743 && limits.upper <= 1)
  }

  @Test func edgesHaveAnAnswer() throws {
    #expect(RatingMatrix([[1, 2]]).complete == nil)
    #expect(RatingMatrix([[1, .nan], [.nan, 2]]).complete == nil)
    #expect(RatingMatrix([]).complete == nil)
    #expect(KrippendorffAlpha(RatingMatrix([[1, .nan], [.nan, 2]])) == nil)
    let same = RatingMatrix([[3, 3], [3, 3]])
    #expect(KendallConcordance(same) == nil)
    #expect(FleissKappa(same) == nil)
    #expect(KrippendorffAlpha(same)?.value(.nominal).isNaN == true)
    let constant = IntraclassCorrelation(same, level: 0.95)
    #expect(constant.forms.allSatisfy { $0.lower == nil })
    // No errors: complete agreement on order.
    let exact = IntraclassCorrelation(
      RatingMatrix([[1, 2], [2, 3], [5, 6]]), level: 0.95)
    #expect(exact.forms[2].value == 1)
    #expect(exact.forms[2].lower == nil)
  }

  // MARK: - Many-facet Rasch

  private func entries(_ matrix: RatingMatrix) -> [ManyFacetRasch.Entry] {
    matrix.rows.enumerated().flatMap { unit, row in
      row.enumerated().map { rater, rating in
        ManyFacetRasch.Entry(
          caseIndex: unit, rater: rater, indicator: 0,
          category: Int(rating) - 1)
      }
    }
  }

  @Test func raschAgreesWithTheReference() throws {
    let peer = try EvaluationReference("interrater/mfrm_anxiety")
    let matrix = try Self.matrix("irr_anxiety")
    let found = try #require(
      ManyFacetRasch(
        entries(matrix), caseCount: 20, raterCount: 3, indicatorCount: 1,
        categoryCount: 6))
    let ids = (1...20).map { $0 < 10 ? "s0\($0)" : "s\($0)" }
    func objects(_ key: String) -> [Double] {
      ids.map { peer[key][$0].number ?? .nan }
    }
    #expect(isClose(found.logLikelihood, peer["logLik"].number ?? 0))
    #expect(
      isClose(found.cases.map(\.measure), objects("object"), relative: 1e-7))
    #expect(
      isClose(
        found.cases.map(\.standardError), objects("object_se"), relative: 1e-7))
    #expect(isClose(found.steps, peer["tau"].numbers, relative: 1e-7))
    let severity = (1...3).map { peer["severity"]["\($0)"].number ?? .nan }
    #expect(isClose(found.raters.map(\.measure), severity, relative: 1e-7))
    let fit = peer["object_fit"]
    let infit = ids.map { fit["infit"][$0].number ?? .nan }
    #expect(isClose(found.cases.map(\.infit), infit, relative: 1e-7))
    let outfit = ids.map { fit["outfit"][$0].number ?? .nan }
    #expect(isClose(found.cases.map(\.outfit), outfit, relative: 1e-7))
    for (key, values) in [
      ("infit", found.raters.map(\.infit)),
      ("outfit", found.raters.map(\.outfit)),
    ] {
      let wanted = (1...3).map { peer["judge_fit"][key]["\($0)"].number ?? 0 }
      #expect(isClose(values, wanted, relative: 1e-7))
    }
    let fair = found.cases.map {
      found.expected($0.measure, values: [1, 2, 3, 4, 5, 6])
    }
    #expect(isClose(fair, objects("fair_average"), relative: 1e-7))
  }

  /// Known severities, difficulties and steps are found again.
  @Test func raschRecoversASimulation() throws {
    var stream = RandomStream(seed: 7, name: "rasch-simulation")
    let severity = [-0.8, -0.3, 0, 0.2, 0.3, 0.6]
    let difficulty = [-0.4, 0.1, 0.3]
    let steps = [-1.2, 0.1, 1.1]
    var entries: [ManyFacetRasch.Entry] = []
    var levels: [Double] = []
    for unit in 0..<150 {
      levels.append(1.2 * stream.normal())
      for rater in severity.indices where (unit + rater) % 3 != 0 {
        for indicator in difficulty.indices {
          let logit = levels[unit] - severity[rater] - difficulty[indicator]
          var weights = [1.0]
          for step in steps {
            weights.append(
              (weights.last ?? 1) * Double.exponential(logit - step))
          }
          var rest = stream.uniform() * weights.reduce(0, +)
          var category = 0
          while category < 3, rest > weights[category] {
            rest -= weights[category]
            category += 1
          }
          entries.append(
            .init(
              caseIndex: unit, rater: rater, indicator: indicator,
              category: category))
        }
      }
    }
    let found = try #require(
      ManyFacetRasch(
        entries, caseCount: 150, raterCount: 6, indicatorCount: 3,
        categoryCount: 4))
    // Joint estimates of 12 ratings a case are about 12/11 too wide.
    for (member, truth) in zip(found.raters, severity) {
      let error = 3.5 * member.standardError
      #expect(abs(member.measure - truth * 12 / 11) < error)
    }
    for (member, truth) in zip(found.indicators, difficulty) {
      #expect(
        abs(member.measure - truth * 12 / 11) < 3.5 * member.standardError)
    }
    for (step, truth) in zip(found.steps, steps) {
      #expect(abs(step - truth * 12 / 11) < 0.25)
    }
    let infit = found.raters.map(\.infit)
    #expect(infit.allSatisfy { $0 > 0.8 && $0 < 1.2 })
    let separation = try #require(ManyFacetRasch.separation(found.cases))
    #expect(separation.reliability > 0.8)
    #expect(found.cases.contains { $0.isExtreme })
    let extremes = found.cases.filter { $0.isExtreme }
    #expect(extremes.allSatisfy { $0.measure.isFinite })
  }

  @Test func raschRefusesWhatNothingConnects() {
    let apart: [ManyFacetRasch.Entry] = (0..<8).flatMap { unit in
      (0..<2).map { rater in
        ManyFacetRasch.Entry(
          caseIndex: unit, rater: unit < 4 ? rater : rater + 2, indicator: 0,
          category: (unit + rater) % 3)
      }
    }
    #expect(
      ManyFacetRasch(
        apart, caseCount: 8, raterCount: 4, indicatorCount: 1,
        categoryCount: 3) == nil)
    #expect(
      ManyFacetRasch(
        [], caseCount: 0, raterCount: 0, indicatorCount: 1, categoryCount: 2)
        == nil)
  }

  /// Lecturers with unequal numbers of ratings: ICC(1) with k₀.
  @Test func intraclassCorrelationOfLecturers() throws {
    let counts = try referenceTable("survey/data/insteval_counts.csv")
    let columns = try ["d", "y", "count"].map {
      try #require(counts[$0]?.numbers())
    }
    var entries: [RaterScores.Entry] = []
    for row in 0..<counts.rowCount {
      let entry = RaterScores.Entry(
        caseIndex: Int(columns[0][row]), rater: 0, score: columns[1][row])
      entries += [RaterScores.Entry](
        repeating: entry, count: Int(columns[2][row]))
    }
    let count = (entries.map(\.caseIndex).max() ?? 0) + 1
    let found = try #require(
      UnequalIntraclass(
        RaterScores(caseCount: count, raterCount: 1, entries: entries)))
    let file = try referenceObject("survey/open_results.json")
    let records = try #require(file["records"] as? [[String: Any]])
    let record = try #require(
      records.first { $0["id"] as? String == "insteval.icc" })
    let values = try #require(record["values"] as? [String: Double])
    #expect(isClose(found.betweenSquare, values["MSB"] ?? 0))
    #expect(isClose(found.withinSquare, values["MSW"] ?? 0))
    #expect(isClose(found.ratings, values["k0"] ?? 0))
    #expect(isClose(found.value, values["ICC1"] ?? 0))
    #expect(isClose(found.statistic, values["F"] ?? 0))
  }
}

extension Double {
  fileprivate static func exponential(_ value: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    for n in 1..<60 {
      term *= value / Double(n)
      sum += term
    }
    return sum
  }
}
