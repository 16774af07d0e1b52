import Foundation
import TestSupport
import Testing

@testable import SurveyStatistics

/// Numbers of `Tests/References/evaluation/raters-mixed/expected.csv`, made
/// with dense matrices.
struct MixedReference {
  private var values: [String: [Double]] = [:]
  let rows: [[Double]]

  init() throws {
    let text = try String(
      contentsOf: Fixture.reference(
        "evaluation/raters-mixed/expected.csv"), encoding: .utf8)
    for line in text.split(whereSeparator: \.isNewline).dropFirst() {
      let cells = line.split(separator: ",")
      values["\(cells[0])/\(cells[1])", default: []].append(
        Double(cells[3]) ?? .nan)
    }
    rows = try EvaluationReference.csv("raters-mixed/scores")
      .filter { $0.count == 4 && !$0[3].isNaN }
  }

  subscript(key: String) -> [Double] { values[key] ?? [] }

  /// The scores of the first indicator.
  var scores: RaterScores {
    RaterScores(
      caseCount: 24, raterCount: 9,
      entries: rows.filter { $0[1] == 1 }.map {
        RaterScores.Entry(
          caseIndex: Int($0[0]) - 1, rater: Int($0[2]) - 1, score: $0[3])
      })
  }
}

@Suite struct MixedSeverityTests {
  /// Several indicators by least squares, against `lm`.
  @Test func indicatorsByLeastSquares() throws {
    let reference = try MixedReference()
    let entries = reference.rows.map {
      FacetedSeverity.Entry(
        caseIndex: Int($0[0]) - 1, rater: Int($0[2]) - 1,
        indicator: Int($0[1]) - 1, score: $0[3])
    }
    let text = try String(
      contentsOf: Fixture.reference(
        "evaluation/raters-mixed/least-squares.csv"), encoding: .utf8)
    var wanted: [String: [Double]] = [:]
    for line in text.split(whereSeparator: \.isNewline).dropFirst() {
      let cells = line.split(separator: ",")
      wanted[String(cells[0]), default: []].append(Double(cells[1]) ?? .nan)
    }
    let found = try #require(
      SeverityOverIndicators(
        entries, caseCount: 24, raterCount: 9, indicatorCount: 3))
    #expect(isClose(found.adjusted, wanted["adjusted"] ?? []))
    #expect(isClose(found.adjustedErrors, wanted["adjusted-se"] ?? []))
    #expect(isClose(found.severities, wanted["severity"] ?? []))
    #expect(isClose(found.severityErrors, wanted["severity-se"] ?? []))
    #expect(found.degrees == wanted["degrees"]?.first)
    // The scores share an interaction of case and evaluator.
    #expect(found.residualCorrelation > 0.1)

    // With all indicators in every cell it is the mean of single indicators.
    var whole: [FacetedSeverity.Entry] = []
    let byCell = Dictionary(grouping: entries) { $0.caseIndex * 9 + $0.rater }
    for cell in byCell.keys.sorted() where byCell[cell]?.count == 3 {
      whole += byCell[cell] ?? []
    }
    let all = try #require(
      SeverityOverIndicators(
        whole, caseCount: 24, raterCount: 9, indicatorCount: 3))
    var means = [Double](repeating: 0, count: 24)
    for indicator in 0..<3 {
      let one = try #require(
        SeverityModel(
          RaterScores(
            caseCount: 24, raterCount: 9,
            entries: whole.filter { $0.indicator == indicator }.map {
              RaterScores.Entry(
                caseIndex: $0.caseIndex, rater: $0.rater, score: $0.score)
            })))
      for row in 0..<24 { means[row] += one.adjusted[row] / 3 }
    }
    for (value, mean) in zip(all.adjusted, means) where !mean.isNaN {
      #expect(isClose(value, mean))
    }
  }

  private func openScores() throws -> RaterScores {
    let rows = try EvaluationReference.csv("raters")
    return RaterScores(rows.map { row in row.map { $0.isNaN ? nil : $0 } })
  }

  /// The open example: lme4 stops at about 1e-7 of the variances, the other
  /// numbers have 12 digits.
  @Test func openExampleAgrees() throws {
    let peer = try EvaluationReference("raters_R")
    let exact = try EvaluationReference("extras")
    let scores = try openScores()
    let fixed = try #require(MixedSeverity(scores, cases: .fixed))
    let one = peer["mixed_case_fixed"]
    #expect(isClose(fixed.adjusted, one["case"].numbers, relative: 1e-7))
    #expect(
      isClose(
        fixed.raterEffects, one["severity_blup"].numbers, relative: 1e-7))
    #expect(
      isClose(-fixed.deviance / 2, one["reml"].number ?? 0, relative: 1e-9))
    let dense = exact["mixed_case_fixed"]
    let found = [fixed.raterVariance, fixed.errorVariance]
    #expect(isClose(found, ["var_rater", "var_resid"].map { dense[$0].value }))
    #expect(isClose(fixed.adjusted, dense["case"].numbers))
    #expect(isClose(fixed.adjustedErrors, dense["case_se"].numbers))
    #expect(isClose(fixed.raterEffects, dense["severity_blup"].numbers))

    let random = try #require(MixedSeverity(scores, cases: .random))
    let two = peer["mixed_both_random"]
    let effects = random.adjusted.map { $0 - random.mean }
    #expect(isClose(effects, two["case_blup"].numbers, relative: 1e-7))
    #expect(
      isClose(random.raterEffects, two["rater_blup"].numbers, relative: 1e-7))
    #expect(isClose(random.mean, two["mu"].value, relative: 1e-7))
    let crossed = exact["mixed_both_random"]
    #expect(isClose(effects, crossed["case_blup"].numbers))
    #expect(isClose(random.raterEffects, crossed["rater_blup"].numbers))
    let variances = [
      random.mean, random.caseVariance ?? 0, random.raterVariance,
      random.errorVariance,
    ]
    let names = ["mu", "var_case", "var_rater", "var_resid"]
    #expect(isClose(variances, names.map { crossed[$0].value }))
  }

  /// The larger facet is eliminated; the numbers are the same either way.
  @Test func denseMatricesAgree() throws {
    let wanted = try MixedReference()
    for cases in [MixedSeverity.Cases.fixed, .random] {
      let model = cases == .fixed ? "fixed" : "mixed"
      let fit = try #require(MixedSeverity(wanted.scores, cases: cases))
      var variances = [fit.raterVariance, fit.errorVariance]
      if let between = fit.caseVariance { variances.insert(between, at: 1) }
      #expect(isClose(variances, wanted["\(model)/variance"], relative: 1e-9))
      let deviance = wanted["\(model)/deviance"]
      #expect(isClose([fit.deviance], deviance, relative: 1e-11))
      #expect(isClose(fit.adjusted, wanted["\(model)/case"]))
      #expect(isClose(fit.adjustedErrors, wanted["\(model)/case_se"]))
      #expect(isClose(fit.raterEffects, wanted["\(model)/rater"]))
      #expect(isClose(fit.raterErrors, wanted["\(model)/rater_se"]))
      if cases == .random {
        let mean = [fit.mean, fit.meanError ?? 0]
        #expect(isClose(mean, wanted["mixed/mean"]))
        let turned = RaterScores(
          caseCount: 9, raterCount: 24,
          entries: wanted.scores.entries.map {
            RaterScores.Entry(
              caseIndex: $0.rater, rater: $0.caseIndex, score: $0.score)
          })
        let swapped = try #require(MixedSeverity(turned, cases: .random))
        let effects = swapped.adjusted.map { $0 - swapped.mean }
        #expect(isClose(effects, wanted["mixed/rater"], relative: 1e-8))
        let back = swapped.raterEffects.map { $0 + swapped.mean }
        #expect(isClose(back, wanted["mixed/case"], relative: 1e-8))
      }
    }
  }

  /// Standard errors from the observed information, limits by the profile.
  @Test func variancesHaveErrorsAndLimits() throws {
    let wanted = try MixedReference()
    for cases in [MixedSeverity.Cases.fixed, .random] {
      let solver = MixedSeveritySolver(wanted.scores, cases: cases)
      let fit = try #require(solver.fit())
      let found = VarianceInference(fit, level: 0.95)
      #expect(found.isProfiled)
      let errors = found.components.map { $0.standardError ?? .nan }
      let model = cases == .fixed ? "fixed" : "mixed"
      #expect(
        isClose(errors, wanted["\(model)/variance_se"], relative: 1e-7))
      if cases == .random {
        for component in 0..<3 {
          let limits = [
            found.components[component].lower ?? .nan,
            found.components[component].upper ?? .nan,
          ]
          let expected = wanted["mixed/limits\(component + 1)"]
          #expect(isClose(limits, expected, relative: 1e-5))
        }
      }
    }
  }

  @Test func severalIndicatorsAgree() throws {
    let wanted = try MixedReference()
    let entries = wanted.rows.map {
      FacetedSeverity.Entry(
        caseIndex: Int($0[0]) - 1, rater: Int($0[2]) - 1,
        indicator: Int($0[1]) - 1, score: $0[3])
    }
    let found = try #require(
      FacetedSeverity(
        entries, caseCount: 24, raterCount: 9, indicatorCount: 3,
        cases: .random))
    let variances = found.fit.components + [found.fit.errorVariance]
    #expect(isClose(variances, wanted["facets/variance"], relative: 1e-7))
    #expect(
      isClose([found.fit.deviance], wanted["facets/deviance"], relative: 1e-11))
    #expect(isClose(found.caseEffects, wanted["facets/case"], relative: 1e-7))
    #expect(isClose(found.caseErrors, wanted["facets/case_se"], relative: 1e-7))
    #expect(
      isClose(found.raterEffects, wanted["facets/rater"], relative: 1e-7))
    #expect(
      isClose(found.raterErrors, wanted["facets/rater_se"], relative: 1e-7))
    let inference = VarianceInference(found.fit, level: 0.95)
    let errors = inference.components.map { $0.standardError ?? .nan }
    #expect(isClose(errors, wanted["facets/variance_se"], relative: 1e-6))
  }

  /// 73,421 ratings of lectures, `lmer(y ~ 1 + (1 | s) + (1 | d))`.
  ///
  /// The deviance is so flat that lme4, which only looks at its value, stops
  /// 2e-6 of the variances from the maximum: written out in R with dense
  /// matrices, its derivatives by the logarithms of the two ratios are
  /// (-2.2e-3, 1.3e-3) at the variances of lme4, and (5e-10, -8e-10) at
  /// these. With its tolerances at 1e-13 lme4 comes to 0.106214683979,
  /// 0.273734318697.
  @Test func lecturesAgreeWithLme4() throws {
    let text = try String(
      contentsOf: Fixture.dataset("lecture-ratings/InstEval.csv"),
      encoding: .utf8)
    var entries: [RaterScores.Entry] = []
    for line in text.utf8.split(separator: UInt8(ascii: "\n")).dropFirst() {
      var numbers: [Int] = []
      var value = 0
      for byte in line {
        if byte == UInt8(ascii: ",") {
          numbers.append(value)
          value = 0
        } else if byte >= 48, byte < 58 {
          value = 10 * value + Int(byte - 48)
        }
      }
      entries.append(
        .init(caseIndex: numbers[1], rater: numbers[0], score: Double(value)))
    }
    #expect(entries.count == 73421)
    let solver = MixedSeveritySolver(
      RaterScores(caseCount: 2200, raterCount: 3000, entries: entries),
      cases: .random)
    // A start near the maximum saves a build without optimisation minutes.
    let maximum = try #require(solver.fit(start: [0.0766, 0.1973]))
    let fit = MixedSeverity(maximum, solver)
    let found = [
      fit.mean, fit.caseVariance ?? 0, fit.raterVariance, fit.errorVariance,
      fit.meanError ?? 0,
    ]
    let wanted = [
      3.25415828102683, 0.27373485892107, 0.106214503185059,
      1.38717970692184, 0.0183895174753023,
    ]
    #expect(isClose(found[0], wanted[0], relative: 1e-8))
    #expect(isClose(found, wanted, relative: 3e-6))
    let exact = [0.2737344168884, 0.1062147120989, 1.3871796686025]
    #expect(isClose(Array(found[1...3]), exact, relative: 1e-8))
    var system = maximum.system
    let ratios = [wanted[2] / wanted[3], wanted[1] / wanted[3]]
    let isRegular = system.factor(ratios)
    #expect(isRegular)
    let there = system.deviance(
      squares: system.solve(solver.values).squares)
    #expect(there > maximum.deviance)
  }

  /// Least squares, with `lm`.
  @Test func leastSquaresHasErrors() throws {
    let wanted = try MixedReference()
    let turned = RaterScores(
      caseCount: 9, raterCount: 24,
      entries: wanted.scores.entries.map {
        .init(caseIndex: $0.rater, rater: $0.caseIndex, score: $0.score)
      })
    let model = try #require(SeverityModel(wanted.scores))
    let variance = try #require(model.errorVariance)
    let found = try #require(
      SeverityErrors(wanted.scores, errorVariance: variance))
    let back = try #require(SeverityErrors(turned, errorVariance: variance))
    #expect(isClose(model.adjusted, wanted["least/case"]))
    #expect(isClose(found.adjusted, wanted["least/case_se"]))
    #expect(isClose(model.raterEffects, wanted["least/rater"]))
    #expect(isClose(found.severities, wanted["least/rater_se"]))
    #expect(isClose(back.adjusted, wanted["least/turned_case_se"]))
    #expect(isClose(back.severities, wanted["least/turned_rater_se"]))
  }

  /// Copies of an evaluator are evaluators of their own, with an effect each.
  @Test func copiesAreEvaluators() throws {
    let scores = try MixedReference().scores
    let copies: [Int32] = [2, 0, 1, 3, 1, 0, 1, 1, 0]
    var entries: [RaterScores.Entry] = []
    var rater = 0
    for (original, count) in copies.enumerated() {
      for _ in 0..<count {
        entries += scores.entries.filter { $0.rater == original }.map {
          .init(caseIndex: $0.caseIndex, rater: rater, score: $0.score)
        }
        rater += 1
      }
    }
    for cases in [MixedSeverity.Cases.fixed, .random] {
      for wide in [24, 4] {
        // With few cases the evaluators are eliminated, not the cases.
        let some = scores.entries.filter { $0.caseIndex < wide }
        let few = entries.filter { $0.caseIndex < wide }
        var solver = MixedSeveritySolver(
          RaterScores(caseCount: wide, raterCount: 9, entries: some),
          cases: cases)
        solver.setMultiplicities(copies)
        let once = try #require(solver.fit())
        let plain = MixedSeveritySolver(
          RaterScores(caseCount: wide, raterCount: 9, entries: few),
          cases: cases)
        let twice = try #require(plain.fit())
        #expect(isClose(once.components, twice.components, relative: 1e-7))
        #expect(
          isClose(once.errorVariance, twice.errorVariance, relative: 1e-7))
        #expect(isClose(once.deviance, twice.deviance, relative: 1e-10))
        var left = [Double](repeating: 0, count: wide)
        var right = left
        solver.adjusted(once, into: &left)
        plain.adjusted(twice, into: &right)
        #expect(isClose(left, right, relative: 1e-7))
      }
    }
  }

  @Test func edgesHaveAnAnswer() throws {
    #expect(MixedSeverity(RaterScores([[nil]]), cases: .fixed) == nil)
    #expect(MixedSeverity(RaterScores([[1], [2]]), cases: .fixed) == nil)
    // One score of each evaluator: their variance is part of the errors.
    let alone = RaterScores([
      [1, 3, nil, nil], [nil, nil, 4, 9],
    ])
    let single = try #require(MixedSeverity(alone, cases: .fixed))
    #expect(single.raterVariance == 0)
    #expect(isClose(single.adjusted, [2, 6.5]))
    // Nothing varies.
    let same = try #require(
      MixedSeverity(RaterScores([[5, 5], [5, 5]]), cases: .random))
    #expect(same.adjusted == [5, 5])
    #expect(same.errorVariance == 0)
    // No errors at all: as least squares.
    let exact = try #require(
      MixedSeverity(RaterScores([[1, 2], [4, 5], [7, 8]]), cases: .fixed))
    #expect(isClose(exact.adjusted, [1.5, 4.5, 7.5], relative: 1e-6))
    // Evaluators that differ less than by chance have no variance.
    let alike = try #require(
      MixedSeverity(
        RaterScores([[1, 3], [5, 3], [4, 6], [8, 6]]), cases: .fixed))
    #expect(alike.raterVariance == 0)
    // A case without a score has none, and one alone on an island has one.
    let island = try #require(
      MixedSeverity(
        RaterScores([
          [1, 3, nil], [nil, nil, nil], [2, 5, nil], [nil, nil, 9],
        ]),
        cases: .fixed))
    #expect(island.adjusted[1].isNaN)
    #expect(island.adjusted[3] == 9)
  }
}
