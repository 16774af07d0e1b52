import SurveyData

/// Strata of one sampled cluster, joined with a neighbour.
///
/// Strata are taken in the order of their values. One that has a single
/// cluster is joined with the stratum before it, the first with the one after
/// it, and what was joined is one stratum: a run of three single ones gives a
/// stratum of three. The sampled fraction of a joined stratum is Σn/ΣN; where
/// the population of a part is not known it is 0. The variance then holds
/// the difference between the strata too, and is too large rather than too
/// small (Wolter 2007, 2.5).
///
/// Strata sampled completely stay as they are and are no one's neighbour.
struct CollapsedStrata {
  /// The first stage with its joined strata.
  let stage: DesignStage
  /// The strata that each joined one is made of.
  let joined: [[Int]]

  /// Joins strata of `stage`; `nil` when none has a single cluster.
  init?(_ stage: DesignStage) {
    let open = (0..<stage.parentCount).filter { !stage.isComplete($0) }
    guard open.contains(where: { stage.sampled[$0] == 1 }) else { return nil }
    var groups: [[Int]] = []
    for stratum in open {
      let isSingle = stage.sampled[stratum] == 1
      let isAlone =
        groups.last.map { $0.count == 1 && stage.sampled[$0[0]] == 1 } ?? false
      if isAlone || isSingle && !groups.isEmpty {
        groups[groups.count - 1].append(stratum)
      } else {
        groups.append([stratum])
      }
    }
    // Numbers are given in the order of the first stratum of each.
    var first = Array(0..<stage.parentCount)
    for group in groups { for stratum in group { first[stratum] = group[0] } }
    var number = [Int32](repeating: -1, count: stage.parentCount)
    var fractions: [Double] = []
    for stratum in first.indices where first[stratum] == stratum {
      number[stratum] = Int32(fractions.count)
      let group = groups.first { $0[0] == stratum } ?? [stratum]
      if group.count == 1 {
        fractions.append(stage.fraction[stratum])
        continue
      }
      let sampled = group.reduce(0) { $0 + stage.sampled[$1] }
      let population = group.reduce(0.0) {
        $0 + Double(stage.sampled[$1]) / stage.fraction[$1]
      }
      fractions.append(Double(sampled) / population)
    }
    var collapsed = DesignStage(
      unitOfRow: stage.unitOfRow,
      parentOfUnit: stage.parentOfUnit.map { number[first[Int($0)]] },
      parentCount: fractions.count)
    collapsed.fraction = fractions
    collapsed.unitFraction = stage.unitFraction
    self.stage = collapsed
    joined = groups.filter { $0.count > 1 }
  }

  /// The joined strata by name, such as `A + B; C + D`.
  func names(_ strata: [String]) -> String {
    joined.map { $0.map { strata[$0] }.joined(separator: " + ") }
      .joined(separator: "; ")
  }
}
