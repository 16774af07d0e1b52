/// The units sampled at one stage and what they were sampled from.
///
/// The parents of the first stage are the strata, those of later stages the
/// units of the stage before.
struct DesignStage: Sendable {
  /// The unit of each row; `nil` when every row is a unit of its own.
  let unitOfRow: [Int32]?
  /// The number of units.
  let unitCount: Int
  /// The parent of each unit.
  let parentOfUnit: [Int32]
  /// The number of units sampled in each parent.
  let sampled: [Int]
  /// The fraction of each parent's population that was sampled; 0 when the
  /// population is not known.
  var fraction: [Double]
  /// The product of the fractions of the earlier stages, which the variance
  /// within a parent is multiplied with (Särndal et al. 1992, 4.3.2).
  var outerFraction: [Double]
  /// The inclusion probability of each unit, where units of one parent were
  /// drawn with unequal probabilities; `fraction` is 0 then, or 1 when the
  /// parent was sampled completely.
  var unitFraction: [Double]?
  /// The rows sampled in each parent, where units stand for several rows.
  var rowsInParents: [Int]?

  /// Creates a stage without population sizes.
  init(unitOfRow: [Int32]?, parentOfUnit: [Int32], parentCount: Int) {
    self.unitOfRow = unitOfRow
    self.unitCount = parentOfUnit.count
    self.parentOfUnit = parentOfUnit
    var sampled = [Int](repeating: 0, count: parentCount)
    for parent in parentOfUnit { sampled[Int(parent)] += 1 }
    self.sampled = sampled
    self.fraction = [Double](repeating: 0, count: parentCount)
    self.outerFraction = [Double](repeating: 1, count: parentCount)
  }

  /// The number of parents.
  var parentCount: Int { sampled.count }

  /// Whether all units of a parent's population are in the sample.
  func isComplete(_ parent: Int) -> Bool { 1 - fraction[parent] < 1e-7 }

  /// The probability with which a unit came into the sample, as far as it is
  /// known; 0 otherwise.
  func fraction(ofUnit unit: Int) -> Double {
    unitFraction?[unit] ?? fraction[Int(parentOfUnit[unit])]
  }

  /// The units of each parent, in ascending order.
  var unitsOfParents: [[Int]] {
    var result = [[Int]](repeating: [], count: parentCount)
    for unit in parentOfUnit.indices {
      result[Int(parentOfUnit[unit])].append(unit)
    }
    return result
  }

  /// The unit of `row`.
  func unit(of row: Int) -> Int {
    unitOfRow.map { Int($0[row]) } ?? row
  }

  /// The parent of the unit of `row`.
  func parent(of row: Int) -> Int { Int(parentOfUnit[unit(of: row)]) }
}
