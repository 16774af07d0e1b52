import Diagnostics
import SurveyData

extension EvaluationAnalysis {
  /// Evaluates the cases of tables that have been checked.
  ///
  /// - Throws: A diagnostic when the tables cannot be evaluated; its notes
  ///   name further reasons.
  func evaluated() throws(Diagnostic) -> AnalysisOutcome {
    try checkDoubt()
    let prepared = try EvaluationPreparation(self)
    try checkMemory(cases: prepared.directory.count)
    try checkRanking(
      cases: prepared.directory.count,
      hasMissing: tree.leaves.contains { leaf in
        prepared.leaves[leaf]?.raw.contains(where: \.isNaN) ?? true
      })
    let raw = prepared.leaves.map { $0?.raw ?? [] }
    let weights = try EvaluationWeights(self, raw: raw)
    let chain = EvaluationChain(
      tree: tree, options: options, caseCount: prepared.directory.count)
    var diagnostics = prepared.diagnostics + weights.diagnostics
    var leafScores = [[Double]](
      repeating: [], count: tree.indicators.count)
    for leaf in tree.leaves {
      let column = chain.leafScores(leaf, raw[leaf])
      leafScores[leaf] = column.scores
      if column.isConstant {
        diagnostics.append(
          Diagnostic(
            .constantIndicator, .warning, at: tree.indicators[leaf].place,
            "all cases have the same value of indicator "
              + "'\(tree.indicators[leaf].id)', and so the same score",
            zh: "全部对象在指标“\(tree.indicators[leaf].id)”上数值相同，因而得分相同"))
      }
      diagnostics += valueRemarks(leaf, raw[leaf])
    }
    let outcome = chain.evaluate(
      raw: raw, leafScores: leafScores, weights: weights.local)
    var found = EvaluationFindings(
      analysis: self, prepared: prepared, outcome: outcome, raw: raw,
      weights: weights)
    if let rule = options.bandRule {
      found.bands = rule.bands(for: outcome.totals) ?? []
      if found.bands.isEmpty {
        diagnostics.append(
          Diagnostic(
            .starClusters, .warning, at: tree.root.place,
            "the scores have too few distinct values for \(rule.labels.count)"
              + " bands, so there are none",
            zh: "得分的不同取值太少，不足以分为\(rule.labels.count)个等次，未分等次"))
      }
    }
    if let uncertainty = options.uncertainty, uncertainty.draws > 0 {
      let draws = EvaluationDraws(
        self, prepared, weights: weights.local, uncertainty: uncertainty,
        bands: found.bands)
      var repeats = 0
      // Draws without anything to vary would feign certainty.
      if !draws.varied.isEmpty || options.score.usesWeights {
        let drawn = draws.run()
        found.draws = drawn.draws
        found.varied = draws.varied
        repeats = drawn.repeats
      }
      if repeats > 0 {
        diagnostics.append(
          Diagnostic(
            .resampledDraws, .note,
            "\(repeats) panels of evaluators did not connect the cases "
              + "and were drawn again, in \(draws.count) draws",
            zh: "在\(draws.count)次抽取中，有\(repeats)次抽到的评委组合不能把各对象联系起来，已重新抽取"))
      }
    }
    var result = found.result
    let report = try found.rankingReport(chain, leafScores: leafScores)
    result.tables += report.tables
    result.finding = report.finding
    result.scale = options.score.scale
    let further = EvaluationExamination(
      analysis: self, prepared: prepared, outcome: outcome,
      weights: weights.local, draws: found.draws, summaries: found.summaries)
    diagnostics += further.complete(&result)
    if let doubt = doubtTable(chain, leafScores, prepared.directory) {
      result.tables.append(doubt.table)
      diagnostics += [doubt.remark].compactMap { $0 }
    }
    var conventions = self.conventions
    if let rule = options.bandRule {
      conventions.append(rule.convention(found.bands))
      result.tables += [result.certaintyTable].compactMap { $0 }
    }
    diagnostics += found.remarks(on: result) + bandRemarks
    return AnalysisOutcome(
      estimates: found.estimates(of: result) + found.weightEstimates,
      conventions: conventions, formula: formula,
      details: .evaluation(result), diagnostics: diagnostics)
  }

  /// Draws keep the score and the rank of each case in every draw.
  private func checkMemory(cases: Int) throws(Diagnostic) {
    guard let options = options.uncertainty else { return }
    let draws = max(options.draws, inputs.weightDraws.count)
    if 12 * Double(cases) * Double(draws) > 2e9 {
      throw Diagnostic(
        .tooManyDraws, .error,
        "\(draws) draws of \(cases) cases need more than 2 GB of memory",
        zh: "\(cases)个对象抽取\(draws)次需要2GB以上内存",
        help: "set fewer 'uncertainty.draws', or 'uncertainty: none'")
    }
  }

  /// Values of a leaf that its normalisation was not made for.
  func valueRemarks(_ leaf: Int, _ raw: [Double]) -> [Diagnostic] {
    let indicator = tree.indicators[leaf]
    let shares =
      options.normalisation == nil
      ? indicator.sharesOnPoints(raw, normalisation: indicator.normalisation)
      : nil
    return [
      clipping(of: leaf, raw), shares, undefinedScores(of: leaf, raw),
      unturned(leaf),
    ].compactMap { $0 }
  }

  /// Bands that do not go with the scale of the scores.
  var bandRemarks: [Diagnostic] {
    let scale = options.score.scale
    if scale.isPoints { return [] }
    let name = options.score.name.rawValue
    if options.bands == nil {
      return tree.bands.isEmpty
        ? []
        : [
          Diagnostic(
            .bandsOffScale, .warning, at: tree.root.place,
            "the bands of the indicator table are for points from 0 to 100; "
              + "'\(name)' has other scores, and so no bands",
            zh: "指标表的等次按0至100分划定，而“\(name)”的得分另有尺度，因此未分等次",
            help: "name bands on the scale of '\(name)' with 'bands'")
        ]
    }
    let outside = (options.bands ?? []).filter { band in
      scale.upper.map { band.threshold > $0 } ?? false
    }
    guard let first = outside.first else { return [] }
    return [
      Diagnostic(
        .bandsOffScale, .warning, at: nil,
        "no score of '\(name)' can reach band '\(first.label[.chinese])' from "
          + "\(plainText(first.threshold)) on; they end at "
          + plainText(scale.upper ?? .nan),
        zh:
          "“\(name)”的得分最高为\(plainText(scale.upper ?? .nan))，达不到等次“\(first.label[.chinese])”的界限\(plainText(first.threshold))",
        help: "name bands on the scale of '\(name)'")
    ]
  }

  private func clipping(of leaf: Int, _ raw: [Double]) -> Diagnostic? {
    let indicator = tree.indicators[leaf]
    if options.normalisation != nil { return nil }
    let count = indicator.normalisation.suspiciouslyClipped(raw)
    guard count > 0, let low = raw.filter({ !$0.isNaN }).min(),
      let high = raw.filter({ !$0.isNaN }).max()
    else { return nil }
    return Diagnostic(
      .clippedValues, .warning, at: indicator.place,
      "\(count) of \(counted(raw.count, "case")) "
        + (count == 1 ? "lies" : "lie") + " outside the limits of indicator "
        + "'\(indicator.id)' and "
        + (count == 1 ? "was moved to the limit" : "were moved to them"),
      zh: "\(raw.count)个对象中有\(count)个超出指标“\(indicator.id)”的界限，按界限计",
      notes: [
        "its values run from \(plainText(low)) to \(plainText(high))"
      ],
      help: "check lo and hi: scores of evaluators are 0 to 100 after "
        + "division by their highest score, and rates and boxes are 0 to 100")
  }

  /// A direction that does nothing: without a normalisation the raw value is
  /// the score, and a case with more of what should be low comes first.
  private func unturned(_ leaf: Int) -> Diagnostic? {
    let indicator = tree.indicators[leaf]
    guard case .weightedSum = options.score, options.normalisation == nil,
      indicator.normalisation == .none, !indicator.isBenefit
    else { return nil }
    return Diagnostic(
      .indicatorSetting, .warning, at: indicator.place,
      "the direction -1 of indicator '\(indicator.id)' has no effect: with the "
        + "normalisation 'none' the raw value is the score, so that high "
        + "values are good",
      zh: "指标“\(indicator.id)”的方向-1不起作用：归一化为“none”时原始值就是得分，数值越大得分越高",
      help: "take a normalisation that turns it round, such as 'minmax', or "
        + "'fixed' with lo and hi")
  }

  private func undefinedScores(of leaf: Int, _ raw: [Double]) -> Diagnostic? {
    let indicator = tree.indicators[leaf]
    let count = indicator.normalisation.undefinedValues(
      raw, isBenefit: indicator.isBenefit)
    if count == 0 { return nil }
    return Diagnostic(
      .indicatorSetting, .warning, at: indicator.place,
      "\(count) of \(counted(raw.count, "case")) "
        + (count == 1 ? "has" : "have") + " no score on indicator "
        + "'\(indicator.id)': shares of a sum need values "
        + (indicator.isBenefit ? "from 0 on" : "above 0"),
      zh: "\(raw.count)个对象中有\(count)个在指标“\(indicator.id)”上没有得分：按占总和的比例计分，数值须"
        + (indicator.isBenefit ? "不小于0" : "大于0"),
      help: "take the normalisation 'minmax'")
  }

  /// The formula of the score.
  private var formula: String {
    if let ranking = options.score.ranking { return ranking.formula }
    var names: [String] = []
    for (position, indicator) in tree.indicators.enumerated()
    where !tree.children[position].isEmpty
      && !names.contains(indicator.aggregate.formula)
    {
      names.append(indicator.aggregate.formula)
    }
    return names.isEmpty ? "S = y" : "S = " + names.joined(separator: "; ")
  }
}

extension Aggregate {
  /// The formula over the children that have a score.
  var formula: String {
    switch self {
    case .arithmetic: "Σ w y / Σ w"
    case .geometric: "exp(Σ w ln y / Σ w)"
    case .harmonic: "Σ w / Σ (w / y)"
    case .power(let exponent):
      "(Σ w y^\(plainText(exponent)) / Σ w)^(1/\(plainText(exponent)))"
    case .minimum: "min y"
    case .sumCapped: "min(100, Σ w y)"
    case .sum(let cap):
      cap.isFinite ? "min(\(plainText(cap)), Σ w y)" : "Σ w y"
    case .worstOf(let count):
      "0 if min y = 0; 100 if \(count) y = 100; else min y"
    }
  }
}
