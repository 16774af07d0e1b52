/// Sums of weights by unit and cell, of which only those above 0 are kept.
///
/// A unit has entries for the cells that its rows fall in, so that the size
/// never exceeds the number of rows, however many units and cells there are.
struct SparseSums: Sendable {
  /// The entries of unit u lie at `starts[u]..<starts[u + 1]`.
  private(set) var starts: [Int]
  /// The cell of each entry.
  private(set) var cells: [Int32] = []
  /// The sum of each entry.
  private(set) var values: [Double] = []

  /// The number of units.
  var unitCount: Int { starts.count - 1 }

  /// Above this many unit × cell pairs, sums are not laid out densely while
  /// they are made.
  private static let denseLimit = 1 << 22

  /// Sums the weights of rows; rows outside of every cell (-1) and without
  /// weight count for nothing.
  init(
    cells: [Int32], weights: [Double], unitOfRow: [Int32], unitCount: Int,
    cellCount: Int
  ) {
    starts = [0]
    starts.reserveCapacity(unitCount + 1)
    let (pairs, overflow) = unitCount.multipliedReportingOverflow(by: cellCount)
    if !overflow, pairs <= Self.denseLimit {
      var sums = [Double](repeating: 0, count: pairs)
      sums.withUnsafeMutableBufferPointer { sums in
        for row in cells.indices where cells[row] >= 0 {
          sums[Int(unitOfRow[row]) * cellCount + Int(cells[row])] +=
            weights[row]
        }
      }
      for unit in 0..<unitCount {
        append(sums[unit * cellCount..<(unit + 1) * cellCount])
      }
      return
    }
    let grouped = Self.grouped(unitOfRow, unitCount)
    var scratch = CellScratch(cellCount)
    for unit in 0..<unitCount {
      for position in grouped.starts[unit]..<grouped.starts[unit + 1] {
        let row = Int(grouped.order[position])
        if cells[row] >= 0, weights[row] != 0 {
          scratch.add(weights[row], to: Int(cells[row]))
        }
      }
      append(&scratch)
    }
  }

  /// Sums the units of a stage to their parents.
  init(
    _ children: SparseSums, parentOfUnit: [Int32], parentCount: Int,
    cellCount: Int
  ) {
    starts = [0]
    starts.reserveCapacity(parentCount + 1)
    let grouped = Self.grouped(parentOfUnit, parentCount)
    var scratch = CellScratch(cellCount)
    for parent in 0..<parentCount {
      for position in grouped.starts[parent]..<grouped.starts[parent + 1] {
        for entry in children.entries(of: Int(grouped.order[position])) {
          scratch.add(children.values[entry], to: Int(children.cells[entry]))
        }
      }
      append(&scratch)
    }
  }

  /// The positions of the entries of a unit.
  func entries(of unit: Int) -> Range<Int> { starts[unit]..<starts[unit + 1] }

  /// Whether a unit has weight in any cell.
  func isUsed(_ unit: Int) -> Bool { starts[unit] < starts[unit + 1] }

  /// The number of units with weight in a cell of `wanted`.
  func unitCount(inAny wanted: [Bool]) -> Int {
    var count = 0
    for unit in 0..<unitCount
    where entries(of: unit).contains(where: { wanted[Int(cells[$0])] }) {
      count += 1
    }
    return count
  }

  private mutating func append(_ sums: ArraySlice<Double>) {
    for (cell, value) in sums.enumerated() where value != 0 {
      cells.append(Int32(cell))
      values.append(value)
    }
    starts.append(cells.count)
  }

  private mutating func append(_ scratch: inout CellScratch) {
    scratch.touched.sort()
    for cell in scratch.touched {
      cells.append(Int32(cell))
      values.append(scratch.sums[cell])
      scratch.sums[cell] = 0
    }
    scratch.touched.removeAll(keepingCapacity: true)
    starts.append(cells.count)
  }

  /// Positions ordered by the group they are in, by counting.
  private static func grouped(
    _ groups: [Int32], _ count: Int
  ) -> (starts: [Int], order: [Int32]) {
    var starts = [Int](repeating: 0, count: count + 1)
    for group in groups { starts[Int(group) + 1] += 1 }
    for group in 0..<count { starts[group + 1] += starts[group] }
    var next = starts
    var order = [Int32](repeating: 0, count: groups.count)
    for position in groups.indices {
      let group = Int(groups[position])
      order[next[group]] = Int32(position)
      next[group] += 1
    }
    return (starts, order)
  }
}

/// Sums of the cells of one unit, and which of them are not 0.
private struct CellScratch {
  var sums: [Double]
  var touched: [Int] = []

  init(_ cellCount: Int) { sums = [Double](repeating: 0, count: cellCount) }

  /// Weights are above 0, so a sum of 0 is one that nothing was added to.
  mutating func add(_ value: Double, to cell: Int) {
    if sums[cell] == 0 { touched.append(cell) }
    sums[cell] += value
  }
}
