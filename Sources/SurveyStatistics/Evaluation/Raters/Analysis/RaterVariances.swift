import Foundation
import Probability
import SurveyData

/// Variance components of cases, evaluators and, with several indicators,
/// their interactions, and what follows for panels of other sizes
/// (generalisability theory: Cronbach et al. 1972; Brennan 2001).
///
/// Cases and evaluators are samples, indicators are fixed. With k evaluators
/// a case and I indicators,
///
///     universe  τ  = σ²_c + σ²_ci/I
///     relative  δ  = (σ²_cr + σ²/I)/k
///     absolute  Δ  = δ + (σ²_r + σ²_ri/I)/k
///     G = τ/(τ + δ),  Φ = τ/(τ + Δ)
///
/// With one indicator σ² takes the place of δ's numerator.
struct RaterVariances {
  private let names: [(String, LocalizedText)]
  private let components: [VarianceInference.Component]
  private let isProfiled: Bool
  private let indicatorCount: Int
  private let unidentified: Set<Int>
  private let level: Double
  private let target: Double
  private let panel: Double
  /// −2 log of the likelihood ratio of no variance between evaluators.
  private let ratioTest: Double?
  private var bootstrapLimits: [(lower: Double, upper: Double)?] = []
  private var coefficientLimits: [(lower: Double, upper: Double)?] = []
  private let bootstrap: Int

  init?(_ frame: RatersFrame, _ analysis: RatersAnalysis, level: Double) {
    self.level = level
    target = analysis.target
    indicatorCount = frame.indicators.count
    var panels = [Set<Int>](repeating: [], count: frame.cases.count)
    for entry in frame.entries { panels[entry.caseIndex].insert(entry.rater) }
    let sizes = panels.map { Double($0.count) }.filter { $0 > 0 }
    // The harmonic mean, as in Brennan (2001) for panels of unequal size.
    panel = Double(sizes.count) / sizes.reduce(0) { $0 + 1 / $1 }
    let labels = [
      ("rater", LocalizedText(zh: "评委", en: "Evaluators")),
      ("case", LocalizedText(zh: "对象", en: "Cases")),
      ("case-indicator", LocalizedText(zh: "对象×指标", en: "Case × indicator")),
      ("case-rater", LocalizedText(zh: "对象×评委", en: "Case × evaluator")),
      (
        "rater-indicator",
        LocalizedText(zh: "评委×指标", en: "Evaluator × indicator")
      ),
    ]
    let residual = ("residual", LocalizedText(zh: "残差", en: "Residual"))
    let fit: RestrictedLikelihood
    if indicatorCount > 1 {
      guard
        let found = FacetedSeverity(
          frame.entries, caseCount: frame.cases.count,
          raterCount: frame.raters.count, indicatorCount: indicatorCount,
          cases: .random)
      else { return nil }
      fit = found.fit
      names = labels + [residual]
      bootstrap = 0
    } else {
      let solver = MixedSeveritySolver(frame.scores(), cases: .random)
      guard let found = solver.fit() else { return nil }
      fit = found
      names = Array(labels.prefix(2)) + [residual]
      bootstrap = analysis.bootstrap
      if bootstrap > 0 {
        (bootstrapLimits, coefficientLimits) = Self.refit(
          solver, found, analysis, panel: panel, level: level)
      }
    }
    let inference = VarianceInference(fit, level: level)
    components = inference.components
    isProfiled = inference.isProfiled
    unidentified = Set(fit.unidentified)
    ratioTest = inference.ratio
  }

  /// Draws effects and errors from the model and fits again.
  private static func refit(
    _ solver: MixedSeveritySolver, _ fit: RestrictedLikelihood,
    _ analysis: RatersAnalysis, panel: Double, level: Double
  ) -> (
    [(lower: Double, upper: Double)?], [(lower: Double, upper: Double)?]
  ) {
    let variances = fit.components + [fit.errorVariance]
    let roots = variances.map { $0.squareRoot() }
    let design = fit.system.design
    let streams = RandomStream(seed: analysis.seed, name: "raters/bootstrap")
    let start = fit.ratios.map { min(1e4, max(1e-3, $0)) }
    var found = variances.map { _ in [Double]() }
    var coefficients: [[Double]] = [[], []]
    for draw in 0..<analysis.bootstrap {
      var stream = streams.draw(draw)
      let inner = design.innerComponents.map {
        roots[Int($0)] * stream.normal()
      }
      let outer = design.outerComponents.map {
        $0 < 0 ? 0 : roots[Int($0)] * stream.normal()
      }
      var values = [Double](repeating: 0, count: design.count)
      var sum = 0.0
      for row in values.indices {
        values[row] =
          inner[Int(design.innerIndex[row])]
          + outer[Int(design.outerColumn[row * design.outerTerms])]
          + roots[2] * stream.normal()
        sum += values[row]
      }
      let mean = sum / Double(max(1, values.count))
      for row in values.indices { values[row] -= mean }
      guard let again = solver.fit(values: values, start: start) else {
        continue
      }
      let drawn = again.components + [again.errorVariance]
      for (place, variance) in drawn.enumerated() {
        found[place].append(variance)
      }
      let (g, phi) = Self.coefficients(drawn, indicators: 1, panel: panel)
      coefficients[0].append(g)
      coefficients[1].append(phi)
    }
    return (
      found.map { percentileLimits($0, level: level) },
      coefficients.map { percentileLimits($0, level: level) }
    )
  }

  /// G and Φ of a panel.
  static func coefficients(
    _ variances: [Double], indicators: Int, panel: Double
  ) -> (relative: Double, absolute: Double) {
    let share = 1 / Double(indicators)
    let isFaceted = variances.count > 3
    let error = variances[variances.count - 1]
    let universe = variances[1] + (isFaceted ? share * variances[2] : 0)
    let relative = isFaceted ? variances[3] + share * error : error
    let absolute =
      relative + variances[0] + (isFaceted ? share * variances[4] : 0)
    return (
      universe / (universe + relative / panel),
      universe / (universe + absolute / panel)
    )
  }

  private var variances: [Double] { components.map(\.variance) }

  /// How many evaluators a case takes for Φ to reach the target; `nil` when
  /// no number does.
  var needed: Int? { number { $0.absolute } }

  private func number(
    _ value: ((relative: Double, absolute: Double)) -> Double
  ) -> Int? {
    let one = value(
      Self.coefficients(variances, indicators: indicatorCount, panel: 1))
    guard one > 0, one.isFinite, target < 1 else { return nil }
    // Spearman and Brown; a hair less, so that 4.0000000001 is 4.
    let exact = target * (1 - one) / (one * (1 - target))
    guard exact < 1e6 else { return nil }
    return max(1, Int((exact - 1e-9).rounded(.up)))
  }

  var tables: [StatisticsTable] { [variance, generalisability, study] }

  private func interval(
    _ limits: (lower: Double?, upper: Double?), _ method: String
  ) -> Interval? {
    guard let lower = limits.lower, let upper = limits.upper else { return nil }
    return Interval(lower: lower, upper: upper, level: level, method: method)
  }

  private var variance: StatisticsTable {
    let total = variances.reduce(0, +)
    // Cases first: that is the variance that a league is about.
    let order = [1, 0] + Array(2..<names.count)
    var columns: [StatisticsTable.Column] = [
      .init("variance", LocalizedText(zh: "方差", en: "Variance"), .coefficient),
      .init("se", LocalizedText(zh: "标准误", en: "SE"), .coefficient),
      .init("sd", LocalizedText(zh: "标准差", en: "SD"), .value),
      .init("share", LocalizedText(zh: "占比", en: "Share"), .share),
    ]
    if !bootstrapLimits.isEmpty {
      columns.append(
        .init(
          "bootstrap", LocalizedText(zh: "自助法区间", en: "Bootstrap"),
          .coefficient))
    }
    let rows = order.map { place -> StatisticsTable.Row in
      let found = components[place]
      var cells: [StatisticsTable.Cell] = [
        .init(
          found.variance,
          interval: interval(
            (found.lower, found.upper), isProfiled ? "profile" : "log-normal")),
        found.standardError.map { .init($0) } ?? .empty,
        .init(found.variance.squareRoot()),
        total > 0 ? .init(found.variance / total) : .empty,
      ]
      if !bootstrapLimits.isEmpty {
        cells.append(
          .init(
            found.variance,
            interval: bootstrapLimits[place].flatMap {
              interval(($0.lower, $0.upper), "bootstrap")
            }))
      }
      return StatisticsTable.Row(names[place].0, names[place].1, cells)
    }
    var notes = [
      LocalizedText(
        zh: "对象和评委均为随机\(indicatorCount > 1 ? "，指标为固定" : "")；REML 估计，区间为"
          + (isProfiled ? "剖面似然区间。" : "对数尺度的正态区间。"),
        en: "Cases and evaluators random"
          + (indicatorCount > 1 ? ", indicators fixed" : "")
          + "; REML, intervals by"
          + (isProfiled
            ? " the profile likelihood."
            : " the normal distribution of the"
              + " logarithm."))
    ]
    if let ratioTest {
      let p =
        ratioTest > 0
        ? 0.5 * ChiSquaredDistribution(degreesOfFreedom: 1).upperTail(ratioTest)
        : 1
      let text = plainText((100 * ratioTest).rounded() / 100)
      let chance =
        p < 0.001 ? "< 0.001" : plainText((1000 * p).rounded() / 1000)
      notes.append(
        LocalizedText(
          zh: "评委间方差为 0 的似然比检验：\(text)，p \(p < 0.001 ? "" : "= ")\(chance)"
            + "（χ²₀ 与 χ²₁ 各半）。",
          en: "Likelihood ratio of no variance between evaluators: \(text),"
            + " p \(p < 0.001 ? "" : "= ")\(chance) (half χ²₀, half χ²₁)."))
    }
    if !bootstrapLimits.isEmpty {
      notes.append(
        LocalizedText(
          zh: "自助法：按模型抽取 \(bootstrap) 次并重新拟合。",
          en: "Bootstrap: \(bootstrap) draws from the model, each fitted"
            + " again."))
    }
    for place in unidentified.sorted() {
      let name = names[place].1
      notes.append(
        LocalizedText(
          zh: "“\(name[.chinese])”无法与残差区分，计入残差。",
          en: "\(name[.english]) cannot be told apart from the residual and is"
            + " part of it."))
    }
    return StatisticsTable(
      "variances", title: LocalizedText(zh: "方差分量", en: "Variance components"),
      stub: LocalizedText(zh: "来源", en: "Source"), columns: columns, rows: rows,
      notes: notes)
  }

  private var generalisability: StatisticsTable {
    let found = Self.coefficients(
      variances, indicators: indicatorCount, panel: panel)
    let one = Self.coefficients(variances, indicators: indicatorCount, panel: 1)
    func limits(_ place: Int) -> Interval? {
      guard coefficientLimits.indices.contains(place) else { return nil }
      return coefficientLimits[place].flatMap {
        interval(($0.lower, $0.upper), "bootstrap")
      }
    }
    func row(
      _ name: String, _ label: LocalizedText, _ value: Double, _ single: Double,
      _ needed: Int?, _ limits: Interval?
    ) -> StatisticsTable.Row {
      StatisticsTable.Row(
        name, label,
        [
          .init(value.isFinite ? value : nil, interval: limits),
          .init(single.isFinite ? single : nil),
          needed.map { .init(Double($0)) } ?? .empty,
        ])
    }
    let size = plainText((100 * panel).rounded() / 100)
    let goal = plainText(target)
    return StatisticsTable(
      "generalisability",
      title: LocalizedText(zh: "概化系数", en: "Generalisability"),
      stub: LocalizedText(zh: "系数", en: "Coefficient"),
      columns: [
        .init(
          "value", LocalizedText(zh: "现有评委数", en: "This panel"), .coefficient),
        .init(
          "one", LocalizedText(zh: "1名评委", en: "One evaluator"), .coefficient),
        .init(
          "needed",
          LocalizedText(zh: "达到\(goal)所需评委数", en: "Evaluators for \(goal)"),
          .count),
      ],
      rows: [
        row(
          "relative", LocalizedText(zh: "相对 G（排名次）", en: "Relative G (order)"),
          found.relative, one.relative, number { $0.relative }, limits(0)),
        row(
          "absolute", LocalizedText(zh: "绝对 Φ（看分数）", en: "Absolute Φ (level)"),
          found.absolute, one.absolute, number { $0.absolute }, limits(1)),
      ],
      notes: [
        LocalizedText(
          zh: "每个对象平均 \(size) 名评委（调和平均）。所有对象由同一组评委评分时名次看 G；评委不同时看 Φ。",
          en: "\(size) evaluators a case (harmonic mean). G is about the order"
            + " when the same evaluators score all cases; Φ holds when they"
            + " differ.")
      ])
  }

  /// What panels of 1, 2, … evaluators would have.
  private var study: StatisticsTable {
    let last = min(30, max(10, needed ?? 10))
    let rows = (1...last).map { size -> StatisticsTable.Row in
      let found = Self.coefficients(
        variances, indicators: indicatorCount, panel: Double(size))
      return StatisticsTable.Row(
        "\(size)", LocalizedText("\(size)"),
        [
          .init(found.relative.isFinite ? found.relative : nil),
          .init(found.absolute.isFinite ? found.absolute : nil),
        ])
    }
    return StatisticsTable(
      "panels",
      title: LocalizedText(zh: "评委人数与可靠性", en: "Panels of other sizes"),
      stub: LocalizedText(zh: "评委数", en: "Evaluators"),
      columns: [
        .init(
          "relative", LocalizedText(zh: "相对 G", en: "Relative G"), .coefficient),
        .init(
          "absolute", LocalizedText(zh: "绝对 Φ", en: "Absolute Φ"), .coefficient),
      ], rows: rows, figure: .trend(columns: ["relative", "absolute"]))
  }
}
