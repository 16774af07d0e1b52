import SurveyData

/// The evaluations of a space.
extension ConventionSpace {
  /// The rank that cases with the same score share under a combination.
  func ties(_ combination: [Int]) -> RankSharing {
    for (dimension, choice) in zip(dimensions, combination)
    where dimension.axis == .ties {
      var changed = analysis
      dimension.choices[choice]?.apply(&changed)
      return changed.options.rankTies
    }
    return analysis.options.rankTies
  }

  /// The evaluation with a combination of conventions.
  func changed(_ combination: [Int]) -> EvaluationAnalysis {
    var changed = analysis
    for (dimension, choice) in zip(dimensions, combination) {
      dimension.choices[choice]?.apply(&changed)
    }
    return changed
  }

  private func name(
    _ axis: ConventionAlternative.Axis, in combination: [Int]
  ) -> String {
    let position = dimensions.firstIndex { $0.axis == axis }
    return position.flatMap {
      dimensions[$0].choices[combination[$0]]?.name
    } ?? ""
  }

  /// What a combination reads from the tables.
  func preparation(_ combination: [Int]) -> EvaluationPreparation? {
    let raters = name(.raters, in: combination)
    if name(.score, in: combination).hasPrefix("fuzzy") {
      return memberships[raters]
    }
    return preparations[raters]
  }

  /// The local weights of a combination; `nil` when it has none.
  func localWeights(_ combination: [Int]) -> [Double]? {
    weights[
      [name(.raters, in: combination), name(.weights, in: combination)]]
  }

  /// Whether a combination has an alternative that zero scores make useless.
  func refusesZeros(_ combination: [Int]) -> Bool {
    zip(dimensions, combination).contains { dimension, choice in
      dimension.choices[choice]?.takesZeros == false
    }
  }

  /// What a combination differs in from the chosen one.
  func label(_ combination: [Int]) -> LocalizedText {
    var parts: (zh: [String], en: [String]) = ([], [])
    for (dimension, choice) in zip(dimensions, combination) where choice > 0 {
      parts.zh.append(dimension.labels[choice][.chinese])
      parts.en.append(dimension.labels[choice][.english])
    }
    if parts.zh.isEmpty {
      return LocalizedText(zh: "本次所用", en: "as chosen")
    }
    return LocalizedText(
      zh: parts.zh.joined(separator: "＋"),
      en: parts.en.joined(separator: " + "))
  }

  /// The scores of the cases under a combination.
  ///
  /// - Returns: `nil` when its weights are not defined, or a score of zero
  ///   would make the score of a case zero whatever else it has.
  func totals(_ combination: [Int]) -> [Double]? {
    guard let prepared = preparation(combination),
      let weights = localWeights(combination)
    else { return nil }
    let changed = changed(combination)
    let chain = EvaluationChain(
      tree: changed.tree, options: changed.options,
      caseCount: prepared.directory.count)
    let raw = prepared.leaves.map { $0?.raw ?? [] }
    let refusesZeros = refusesZeros(combination)
    var scores = [[Double]](repeating: [], count: raw.count)
    for leaf in changed.tree.leaves {
      scores[leaf] = chain.leafScores(leaf, raw[leaf]).scores
      if refusesZeros, scores[leaf].contains(where: { $0 <= 0 }) { return nil }
    }
    let totals = chain.evaluate(
      raw: raw, leafScores: scores, weights: weights
    ).totals
    return totals.contains { $0.isFinite } ? totals : nil
  }
}
