/// The sampled units that hold rows of each cell, from the finest stage up
/// to the strata.
///
/// A cell is a group of rows, and a *pair* is a unit together with a cell
/// that has rows in it. Pairs are numbered once for a grouping; after that
/// every statistic needs one pass over the rows to fill the finest level,
/// and everything else is as small as the number of pairs.
struct CellTree: Sendable {
  /// The pairs of one stage.
  struct Level: Sendable {
    /// The stage in the design.
    let stage: DesignStage
    /// For each pair its parent's pair, -1 for a row outside every cell.
    let parentPair: [Int32]
    /// For each parent's pair the parent's number in the stage.
    let parent: [Int32]
    /// For each parent's pair its cell.
    let cell: [Int32]
    /// For each parent's pair the number of pairs below it.
    let childCount: [Int32]
  }

  /// The number of cells.
  let cellCount: Int
  /// The finest pair of each row, or `nil` when every row is one.
  let pairOfRow: [Int32]?
  /// The stages from the finest to the first.
  let levels: [Level]
  /// The number of finest pairs.
  let pairCount: Int

  /// Numbers the pairs of `cells`, which hold -1 for rows outside.
  init(cells: [Int32], cellCount: Int, design: SurveyDesign) {
    self.cellCount = cellCount
    var levels: [Level] = []
    var pairCells = cells
    var pairUnits: [Int32]?
    let stages = design.stages
    if let units = stages.last?.unitOfRow {
      let keys = DenseKeys(
        outer: units, outerCount: stages.last?.unitCount ?? 0, inner: cells,
        innerCount: cellCount)
      pairOfRow = keys.codes
      pairUnits = keys.outer
      pairCells = keys.inner
    } else {
      pairOfRow = nil
    }
    pairCount = pairCells.count
    for stage in stages.reversed() {
      let parents =
        pairUnits?.map { stage.parentOfUnit[Int($0)] } ?? stage.parentOfUnit
      let keys = DenseKeys(
        outer: parents, outerCount: stage.parentCount, inner: pairCells,
        innerCount: cellCount)
      var childCount = [Int32](repeating: 0, count: keys.count)
      for parent in keys.codes where parent >= 0 {
        childCount[Int(parent)] += 1
      }
      levels.append(
        Level(
          stage: stage, parentPair: keys.codes, parent: keys.outer,
          cell: keys.inner, childCount: childCount))
      pairUnits = keys.outer
      pairCells = keys.inner
    }
    self.levels = levels
  }
}

extension CellTree {
  /// Sums one number a row to the finest pairs.
  ///
  /// Rows outside of every cell have to hold 0 when every row is a pair.
  func pairSums(_ rows: [Double]) -> [Double] {
    guard let pairOfRow else { return rows }
    var sums = [Double](repeating: 0, count: pairCount)
    sums.withUnsafeMutableBufferPointer { sums in
      for row in rows.indices where pairOfRow[row] >= 0 {
        sums[Int(pairOfRow[row])] += rows[row]
      }
    }
    return sums
  }

  /// The first-stage units and strata with used rows of one cell.
  struct UsedUnits {
    /// The first-stage units.
    var clusters = 0
    /// The strata.
    var strata = 0

    /// Clusters less strata.
    var degreesOfFreedom: Int { clusters - strata }
  }

  /// For each row whether it is used, carried up: whether each finest pair
  /// has such a row, then each parent of the levels in turn.
  func usedPairs(isUsed: [Bool]) -> [[Bool]] {
    var flags = isUsed
    if let pairOfRow {
      flags = [Bool](repeating: false, count: pairCount)
      for row in isUsed.indices where isUsed[row] && pairOfRow[row] >= 0 {
        flags[Int(pairOfRow[row])] = true
      }
    }
    var result = [flags]
    for level in levels {
      var above = [Bool](repeating: false, count: level.parent.count)
      for pair in flags.indices where flags[pair] {
        let parent = Int(level.parentPair[pair])
        if parent >= 0 { above[parent] = true }
      }
      flags = above
      result.append(flags)
    }
    return result
  }

  /// What is used in each cell, counted from `usedPairs`.
  func usedUnits(_ used: [[Bool]]) -> [UsedUnits] {
    var result = [UsedUnits](repeating: UsedUnits(), count: cellCount)
    guard let strata = levels.last, let above = used.last else { return result }
    let units = used[used.count - 2]
    for pair in units.indices where units[pair] {
      let parent = Int(strata.parentPair[pair])
      if parent >= 0 { result[Int(strata.cell[parent])].clusters += 1 }
    }
    for pair in above.indices where above[pair] {
      result[Int(strata.cell[pair])].strata += 1
    }
    return result
  }
}
