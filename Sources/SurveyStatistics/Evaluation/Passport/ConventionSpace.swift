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

  /// Something that is not computed, and why.
  struct LeftOut: Sendable {
    /// What it is about.
    var axis: ConventionAlternative.Axis
    /// The alternative.
    var label: LocalizedText
    /// Why it was left out.
    var reason: LocalizedText
  }

  let analysis: EvaluationAnalysis
  /// Alternatives that could be used and are not among those that are
  /// compared unless they are listed.
  private(set) var unlisted: [LeftOut] = []
  /// Axes with at least two choices.
  private(set) var dimensions: [Dimension] = []
  /// Alternatives that cannot be used with these tables, or say what another
  /// one says.
  private(set) var leftOut: [LeftOut] = []
  /// What each way to combine evaluators reads from the tables, by its name;
  /// empty for the chosen one.
  private(set) var preparations: [String: EvaluationPreparation]
  /// The same with memberships in grades, where a method asks for them.
  private(set) var memberships: [String: EvaluationPreparation] = [:]
  /// The local weights by the names of the ways to combine evaluators and to
  /// weigh, where they are defined.
  private(set) var weights: [[String]: [Double]] = [:]
  /// For each dimension what its chosen convention makes void.
  private(set) var chosenIgnores: [Set<ConventionAlternative.Axis>] = []
  /// What chosen conventions without an alternative make void.
  private(set) var alwaysIgnored: Set<ConventionAlternative.Axis> = []

  /// Methods that compare all pairs of cases are left out when they would
  /// take more steps than this for one combination.
  private static let pairSteps = 2e7

  /// Finds the alternatives of an evaluation.
  ///
  /// An alternative that would change nothing gives its name to what was
  /// chosen and is not listed again; nor are weights that another alternative
  /// gives.
  init(
    _ analysis: EvaluationAnalysis, _ prepared: EvaluationPreparation,
    alternatives: [ConventionAlternative.Axis: [String]]
  ) {
    self.analysis = analysis
    preparations = ["": prepared]
    for axis in ConventionAlternative.Axis.allCases {
      var dimension = Dimension(
        axis: axis,
        labels: [LocalizedText(zh: "照本次规定", en: "as stated")],
        choices: [nil])
      var ignored: Set<ConventionAlternative.Axis> = []
      let listed = alternatives[axis]
      for alternative in ConventionAlternative.all
      where alternative.axis == axis && alternative.applies(analysis) {
        var changed = analysis
        alternative.apply(&changed)
        if changed.tree == analysis.tree, changed.options == analysis.options {
          dimension.labels[0] = alternative.label
          ignored = alternative.ignored
          continue
        }
        guard listed?.contains(alternative.name) ?? (alternative.aside == nil)
        else {
          if listed == nil, let reason = alternative.aside {
            unlisted.append(
              LeftOut(axis: axis, label: alternative.label, reason: reason))
          }
          continue
        }
        if let reason = refusal(of: changed, alternative, beside: dimension) {
          leftOut.append(
            LeftOut(axis: axis, label: alternative.label, reason: reason))
          continue
        }
        dimension.labels.append(alternative.label)
        dimension.choices.append(alternative)
      }
      if dimension.choices.count > 1 {
        dimensions.append(dimension)
        chosenIgnores.append(ignored)
      } else {
        alwaysIgnored.formUnion(ignored)
      }
    }
    for (name, prepared) in preparations {
      keepWeights(prepared, raters: name)
    }
    let isFuzzy = dimensions.contains { dimension in
      dimension.choices.contains { $0?.name.hasPrefix("fuzzy") ?? false }
    }
    if isFuzzy {
      memberships = preparations.mapValues { $0.havingMemberships }
    }
  }

  /// Why these tables do not bear an alternative, or it repeats another one;
  /// `nil` when it can be used.
  private mutating func refusal(
    of changed: EvaluationAnalysis, _ alternative: ConventionAlternative,
    beside dimension: Dimension
  ) -> LocalizedText? {
    guard let prepared = preparations[""] else { return nil }
    let raw = prepared.leaves.map { $0?.raw ?? [] }
    do {
      switch alternative.axis {
      case .raters:
        preparations[alternative.name] = try EvaluationPreparation(changed)
      case .weights:
        let found = try leafWeights(changed, raw)
        for choice in dimension.choices.indices {
          var other = analysis
          dimension.choices[choice]?.apply(&other)
          if let same = try? leafWeights(other, raw),
            zip(found, same).allSatisfy({ abs($0 - $1) < 1e-9 })
          {
            let label = dimension.labels[choice]
            return LocalizedText(
              zh: "与“\(label[.chinese])”的权重相同。",
              en: "it gives the same weights as '\(label[.english])'")
          }
        }
      case .score:
        try changed.checkDoubt()
        if takesTooLong(changed, raw) {
          return LocalizedText(
            zh: "需要两两比较 \(prepared.directory.count) 个对象。",
            en: "it compares every two of \(prepared.directory.count) cases")
        }
      case .normalisation:
        for leaf in analysis.tree.leaves {
          let indicator = analysis.tree.indicators[leaf]
          if let reason = alternative.unfit(raw[leaf], indicator) {
            return reason
          }
        }
      case .aggregate, .ties: break
      }
      return nil
    } catch {
      return LocalizedText(
        zh: error.chinese.map { "\($0)。" }
          ?? "这些数据不满足该方法的要求（代码 \(error.code.id)）。",
        en: error.message)
    }
  }

  private func takesTooLong(
    _ changed: EvaluationAnalysis, _ raw: [[Double]]
  ) -> Bool {
    let leaves = analysis.tree.leaves
    let cases = Double(leaves.first.map { raw[$0].count } ?? 0)
    guard cases * cases * Double(leaves.count) > Self.pairSteps,
      let ranking = changed.options.score.ranking
    else { return false }
    switch ranking.cost {
    case .cases: return false
    case .pairsWhenIncomplete:
      return leaves.contains { raw[$0].contains(where: \.isNaN) }
    case .pairs, .matrices, .triples: return true
    }
  }

  /// The weights of the leaves in the whole.
  private func leafWeights(
    _ analysis: EvaluationAnalysis, _ raw: [[Double]]
  ) throws(Diagnostic) -> [Double] {
    let global = analysis.tree.globalWeights(
      of: try EvaluationWeights(analysis, raw: raw).local)
    return analysis.tree.leaves.map { global[$0] }
  }

  private mutating func keepWeights(
    _ prepared: EvaluationPreparation, raters: String
  ) {
    let raw = prepared.leaves.map { $0?.raw ?? [] }
    let choices =
      dimensions.first { $0.axis == .weights }?.choices ?? [nil]
    for choice in choices {
      var changed = analysis
      choice?.apply(&changed)
      weights[[raters, choice?.name ?? ""]] =
        (try? EvaluationWeights(changed, raw: raw))?.local
    }
  }

  // MARK: - Restrictions

  /// The same without alternatives that zero scores make useless, when there
  /// are such scores under some way to make values comparable.
  func takingZeros() -> ConventionSpace {
    let reason = LocalizedText(
      zh: "有零分时该平均恒为零。",
      en: "a score of zero makes the mean zero whatever else")
    return restricted(reason: reason) { position, choice in
      guard dimensions[position].choices[choice]?.takesZeros == false else {
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
  }

  /// The same with such alternatives only that have weights together with
  /// every other one.
  func havingWeights() -> ConventionSpace {
    let reason = LocalizedText(
      zh: "与另一种方法并用时权重无定义。",
      en: "it has no weights together with another convention")
    // What the chosen weights are not defined for goes first.
    let first = restricted(reason: reason) { position, choice in
      let dimension = dimensions[position]
      guard dimension.axis == .raters else { return true }
      return weights[[dimension.choices[choice]?.name ?? "", ""]] != nil
    }
    return first.restricted(reason: reason) { position, choice in
      let dimension = first.dimensions[position]
      guard dimension.axis == .weights else { return true }
      let name = dimension.choices[choice]?.name ?? ""
      let ways =
        first.dimensions.first { $0.axis == .raters }?.choices ?? [nil]
      return ways.allSatisfy { weights[[$0?.name ?? "", name]] != nil }
    }
  }

  /// The same with the choices that meet a condition; the chosen ones stay.
  private func restricted(
    reason: LocalizedText, _ isKept: (_ position: Int, _ choice: Int) -> Bool
  ) -> ConventionSpace {
    var result = self
    for (position, dimension) in dimensions.enumerated() {
      var kept: [Int] = []
      for choice in dimension.choices.indices {
        if choice == 0 || isKept(position, choice) {
          kept.append(choice)
        } else {
          result.leftOut.append(
            LeftOut(
              axis: dimension.axis, label: dimension.labels[choice],
              reason: reason))
        }
      }
      result.dimensions[position].choices = kept.map { dimension.choices[$0] }
      result.dimensions[position].labels = kept.map { dimension.labels[$0] }
    }
    result.removeAll { $0.choices.count < 2 }
    return result
  }

  private mutating func removeAll(where isRemoved: (Dimension) -> Bool) {
    let kept = dimensions.indices.filter { !isRemoved(dimensions[$0]) }
    // What a removed choice makes void stays void.
    for position in dimensions.indices where !kept.contains(position) {
      alwaysIgnored.formUnion(chosenIgnores[position])
    }
    dimensions = kept.map { dimensions[$0] }
    chosenIgnores = kept.map { chosenIgnores[$0] }
  }

  /// Keeps the axes with names that meet a condition.
  mutating func keep(_ isKept: (String) -> Bool) {
    removeAll { !isKept($0.axis.rawValue) }
  }

  /// The same without an axis.
  func without(_ axis: ConventionAlternative.Axis) -> ConventionSpace {
    var result = self
    result.removeAll { $0.axis == axis }
    return result
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
    let ignored = ignoredAxes(combination)
    return zip(dimensions, combination).allSatisfy { dimension, choice in
      choice == 0 || !ignored.contains(dimension.axis)
    }
  }

  private func ignoredAxes(
    _ combination: [Int]
  ) -> Set<ConventionAlternative.Axis> {
    var ignored = alwaysIgnored
    for (position, choice) in combination.enumerated() {
      ignored.formUnion(
        dimensions[position].choices[choice]?.ignored
          ?? chosenIgnores[position])
    }
    return ignored
  }

  /// The combination that gives the same scores, with the chosen convention
  /// on every axis that has no effect.
  func canonical(_ combination: [Int]) -> [Int] {
    let ignored = ignoredAxes(combination)
    return zip(dimensions, combination).map { dimension, choice in
      ignored.contains(dimension.axis) || dimension.axis == .ties ? 0 : choice
    }
  }
}
