import Synchronization

/// The degrees of freedom that replicate weights have for some of the rows.
///
/// A group is a domain: the rank of its own rows counts, and not that of the
/// whole sample, as `degf(subset(design, …))` of R's survey package has it.
struct ReplicateFreedom: Sendable {
  /// How they are counted.
  enum Rule: Sendable {
    /// The same for all rows and for each group.
    case fixed
    /// Clusters less strata with rows of the group.
    case stage(DesignStage)
    /// The rank of the weights of the rows, less 1.
    case rank(DomainRanks)
  }

  /// The degrees of freedom of all rows.
  let whole: Double
  /// How those of a group are counted.
  let rule: Rule

  /// Numbers that hold for every group.
  static func fixed(_ value: Double) -> ReplicateFreedom {
    ReplicateFreedom(whole: value, rule: .fixed)
  }

  /// Whether groups have the degrees of freedom of all rows.
  var isFixed: Bool {
    if case .fixed = rule { true } else { false }
  }

  /// No unit at all.
  var noUnits: [UInt64] {
    let count =
      switch rule {
      case .fixed: 0
      case .stage(let stage): stage.unitCount
      case .rank(let ranks): ranks.unitCount
      }
    return [UInt64](repeating: 0, count: (count + 63) / 64)
  }

  /// Adds the unit of a row to a set of units, a bit each.
  func add(_ row: Int, to units: inout [UInt64]) {
    let unit: Int
    switch rule {
    case .fixed: return
    case .stage(let stage): unit = stage.unit(of: row)
    case .rank(let ranks):
      guard let counted = ranks.unit(of: row) else { return }
      unit = counted
    }
    units[unit >> 6] |= 1 << UInt64(unit & 63)
  }

  /// The degrees of freedom of a set of units.
  func degrees(ofUnits units: [UInt64]) -> Double {
    switch rule {
    case .fixed: return whole
    case .stage(let stage):
      var parents = [Bool](repeating: false, count: stage.parentCount)
      var count = 0
      for unit in 0..<stage.unitCount
      where units[unit >> 6] >> UInt64(unit & 63) & 1 == 1 {
        count += 1
        parents[Int(stage.parentOfUnit[unit])] = true
      }
      return Double(count - parents.count { $0 })
    case .rank(let ranks): return Double(ranks.rank(ofUnits: units) - 1)
    }
  }

  /// The degrees of freedom of some rows.
  func degrees(ofRows rows: some Sequence<Int>) -> Double {
    if isFixed { return whole }
    var units = noUnits
    for row in rows { add(row, to: &units) }
    return degrees(ofUnits: units)
  }

  /// The degrees of freedom of the rows in use.
  func degrees(isUsed: [Bool]) -> Double {
    degrees(ofRows: isUsed.indices.lazy.filter { isUsed[$0] })
  }
}

/// The rank of replicate weights in parts of the sample, each found once.
final class DomainRanks: Sendable {
  private let storage: ReplicateWeights.Storage
  /// The units that have a row with a weight.
  private let isCounted: [Bool]
  private let counted: [UInt64]
  /// The rank in all units.
  let whole: Int
  /// The stratum that each unit was left out of, where each replicate leaves
  /// out one unit; -1 for units that are never left out.
  private let deleted: [Int32]?
  private let known: Mutex<[Key: Int]> = Mutex([:])

  /// Two sums over a set of units.
  private struct Key: Hashable {
    var first: UInt64 = 0
    var second: UInt64 = 0

    init(_ units: [UInt64]) {
      for word in units {
        first = (first ^ word) &* 0x9E37_79B9_7F4A_7C15
        first ^= first >> 29
        second = (second &+ word) &* 0xD6E8_FEB8_6659_FD93
        second ^= second >> 32
      }
    }
  }

  /// - Parameters:
  ///   - weights: The replicates as they were sampled.
  ///   - whole: Their rank, where it is known.
  ///   - deleted: See above.
  init(_ weights: ReplicateWeights, whole: Int?, deleted: [Int32]?) {
    storage = weights.storage
    self.deleted = deleted
    let count = weights.unitCount
    var isCounted = [Bool](repeating: false, count: count)
    for row in weights.baseWeights.indices where weights.baseWeights[row] != 0 {
      isCounted[weights.unit(of: row)] = true
    }
    self.isCounted = isCounted
    var bits = [UInt64](repeating: 0, count: (count + 63) / 64)
    for unit in isCounted.indices where isCounted[unit] {
      bits[unit >> 6] |= 1 << UInt64(unit & 63)
    }
    counted = bits
    let list = isCounted.indices.filter { isCounted[$0] }
    // What is known holds for all units; those without a weight are none.
    if let whole, list.count == isCounted.count {
      self.whole = whole
    } else {
      self.whole =
        deleted.map { Self.jackknife(list, $0) } ?? storage.rank(list)
    }
  }

  /// The number of units.
  var unitCount: Int { isCounted.count }

  /// The unit of a row; `nil` where no row of it has a weight.
  func unit(of row: Int) -> Int? {
    let unit: Int
    if case .factors(let unitOfRow?, _) = storage {
      unit = Int(unitOfRow[row])
    } else {
      unit = row
    }
    return isCounted[unit] ? unit : nil
  }

  /// The rank of the rows of some units.
  func rank(ofUnits units: [UInt64]) -> Int {
    if units == counted { return whole }
    let key = Key(units)
    if let found = known.withLock({ $0[key] }) { return found }
    let list = isCounted.indices.filter {
      units[$0 >> 6] >> UInt64($0 & 63) & 1 == 1
    }
    let rank = deleted.map { Self.jackknife(list, $0) } ?? general(list)
    known.withLock { $0[key] = rank }
    return rank
  }

  /// A part of the units that has the whole rank tells that all of them do.
  private func general(_ units: [Int]) -> Int {
    let count = 2 * storage.count
    if units.count > 2 * count {
      let some = (0..<count).map { units[$0 * units.count / count] }
      if storage.rank(some) >= whole { return whole }
    }
    return storage.rank(units)
  }

  /// The rank where each replicate leaves out one unit of a stratum.
  ///
  /// The replicates of a stratum add up to a multiple of the constant, so
  /// that the constant is among their combinations; besides it, the units of
  /// a stratum that is whole span their differences, and those of a stratum
  /// of which some units are elsewhere everything.
  private static func jackknife(_ units: [Int], _ deleted: [Int32]) -> Int {
    var sizes: [Int32: Int] = [:]
    for stratum in deleted { sizes[stratum, default: 0] += 1 }
    var used: [Int32: Int] = [:]
    for unit in units { used[deleted[unit], default: 0] += 1 }
    var rank = 0
    var needsConstant = false
    for (stratum, count) in used {
      if stratum < 0 {
        needsConstant = true
      } else if count == sizes[stratum] {
        rank += count - 1
        needsConstant = true
      } else {
        rank += count
      }
    }
    return rank + (needsConstant ? 1 : 0)
  }
}
