import Diagnostics
import SurveyData

/// The evaluations that credible conventions would have made of the same
/// tables.
struct ConventionSpace: Sendable {
  /// The choices on one axis; the first is the one that was made.
  struct Dimension: Sendable {
    /// The axis.
    var axis: ConventionAlternative.Axis
    /// The names of the choices.
    var labels: [LocalizedText]
    /// The alternatives; `nil` leaves the evaluation as it is.
    var choices: [ConventionAlternative?]
  }

  /// Something that cannot be computed, and why.
  struct LeftOut: Sendable {
    /// The alternative.
    var label: LocalizedText
    /// Why it was left out.
    var reason: String
  }

  let analysis: EvaluationAnalysis
  /// Axes with at least two choices.
  private(set) var dimensions: [Dimension] = []
  /// Alternatives that cannot be used with these tables.
  private(set) var leftOut: [LeftOut] = []
  /// For each choice of the axis of evaluators what it reads from the tables;
  /// one for all when there is no such axis.
  private var preparations: [EvaluationPreparation]

  /// Finds the alternatives of an evaluation.
  ///
  /// An alternative that would change nothing gives its name to what was
  /// chosen and is not listed again.
  init(
    _ analysis: EvaluationAnalysis, _ prepared: EvaluationPreparation,
    alternatives: [ConventionAlternative.Axis: [String]]
  ) {
    self.analysis = analysis
    preparations = [prepared]
    for axis in ConventionAlternative.Axis.allCases {
      var dimension = Dimension(
        axis: axis,
        labels: [LocalizedText(zh: "照本次规定", en: "as stated")],
        choices: [nil])
      let listed = alternatives[axis]
      for alternative in ConventionAlternative.all
      where alternative.axis == axis && alternative.applies(analysis) {
        var changed = analysis
        alternative.apply(&changed)
        if changed.tree == analysis.tree, changed.options == analysis.options {
          dimension.labels[0] = alternative.label
          continue
        }
        guard listed?.contains(alternative.name) ?? alternative.isDefault
        else { continue }
        do {
          if axis == .raters {
            preparations.append(try EvaluationPreparation(changed))
          } else if axis == .weights {
            _ = try EvaluationWeights(
              changed, raw: prepared.leaves.map { $0?.raw ?? [] })
          }
        } catch {
          leftOut.append(
            LeftOut(label: alternative.label, reason: error.message))
          continue
        }
        dimension.labels.append(alternative.label)
        dimension.choices.append(alternative)
      }
      if dimension.choices.count > 1 { dimensions.append(dimension) }
    }
  }

  /// The same without alternatives that zero scores make useless, when there
  /// are such scores under some way to make values comparable.
  func takingZeros() -> ConventionSpace {
    var result = self
    for (position, dimension) in dimensions.enumerated() {
      let kept = dimension.choices.indices.filter { choice in
        guard dimension.choices[choice]?.takesZeros == false else {
          return true
        }
        let scale = dimensions.firstIndex { $0.axis == .normalisation }
        let scales = scale.map { dimensions[$0].choices.count } ?? 1
        return (0..<scales).allSatisfy { other in
          var combination = [Int](repeating: 0, count: dimensions.count)
          combination[position] = choice
          if let scale { combination[scale] = other }
          return totals(combination) != nil
        }
      }
      result.dimensions[position].choices = kept.map { dimension.choices[$0] }
      result.dimensions[position].labels = kept.map { dimension.labels[$0] }
    }
    // Preparations go by the choices of evaluators, which all remain.
    result.dimensions.removeAll { $0.choices.count < 2 }
    return result
  }

  /// Keeps the axes with names that meet a condition.
  mutating func keep(_ isKept: (String) -> Bool) {
    dimensions.removeAll { !isKept($0.axis.rawValue) }
  }

  /// The number of combinations; `nil` beyond what a number can hold.
  var count: Int? {
    var product = 1
    for dimension in dimensions {
      let (next, overflows) =
        product.multipliedReportingOverflow(by: dimension.choices.count)
      if overflows { return nil }
      product = next
    }
    return product
  }

  /// All combinations, the chosen one first, without those that exchange a
  /// convention which another one makes void.
  var product: [[Int]] {
    var found: [[Int]] = [[]]
    for dimension in dimensions {
      found = found.flatMap { start in
        dimension.choices.indices.map { start + [$0] }
      }
    }
    return found.filter(isMeaningful)
  }

  /// The chosen combination and those that exchange one convention.
  var neighbours: [[Int]] {
    let chosen = [Int](repeating: 0, count: dimensions.count)
    var found = [chosen]
    for (position, dimension) in dimensions.enumerated() {
      for choice in dimension.choices.indices.dropFirst() {
        var other = chosen
        other[position] = choice
        found.append(other)
      }
    }
    return found.filter(isMeaningful)
  }

  private func isMeaningful(_ combination: [Int]) -> Bool {
    var ignored: Set<ConventionAlternative.Axis> = []
    for (dimension, choice) in zip(dimensions, combination) {
      if let alternative = dimension.choices[choice] {
        ignored.formUnion(alternative.ignored)
      } else if let own = current(dimension.axis) {
        ignored.formUnion(own.ignored)
      }
    }
    return zip(dimensions, combination).allSatisfy { dimension, choice in
      choice == 0 || !ignored.contains(dimension.axis)
    }
  }

  /// The alternative that says what was chosen on an axis.
  private func current(
    _ axis: ConventionAlternative.Axis
  ) -> ConventionAlternative? {
    ConventionAlternative.all.first { alternative in
      guard alternative.axis == axis, alternative.applies(analysis) else {
        return false
      }
      var changed = analysis
      alternative.apply(&changed)
      return changed.tree == analysis.tree
        && changed.options == analysis.options
    }
  }

  /// The evaluation with a combination of conventions.
  func changed(_ combination: [Int]) -> EvaluationAnalysis {
    var changed = analysis
    for (dimension, choice) in zip(dimensions, combination) {
      dimension.choices[choice]?.apply(&changed)
    }
    return changed
  }

  /// What a combination reads from the tables.
  func preparation(_ combination: [Int]) -> EvaluationPreparation {
    for (dimension, choice) in zip(dimensions, combination)
    where dimension.axis == .raters {
      return preparations[choice]
    }
    return preparations[0]
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
    let changed = changed(combination)
    let prepared = preparation(combination)
    let chain = EvaluationChain(
      tree: changed.tree, options: changed.options,
      caseCount: prepared.directory.count)
    let raw = prepared.leaves.map { $0?.raw ?? [] }
    guard
      let weights = try? EvaluationWeights(changed, raw: raw)
    else { return nil }
    let refusesZeros = refusesZeros(combination)
    var scores = [[Double]](repeating: [], count: raw.count)
    for leaf in changed.tree.leaves {
      scores[leaf] = chain.leafScores(leaf, raw[leaf]).scores
      if refusesZeros, scores[leaf].contains(where: { $0 <= 0 }) { return nil }
    }
    return chain.evaluate(
      raw: raw, leafScores: scores, weights: weights.local
    ).totals
  }
}
