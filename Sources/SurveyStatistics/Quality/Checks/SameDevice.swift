import SurveyData

/// Rows that came from the device of an earlier one: the same text in every
/// one of the columns, such as address and browser.
///
/// A row that lacks any of them is not compared.
struct SameDevice: Sendable {
  /// For each row the first one from its device, -1 where not compared.
  let firstRows: [Int32]
  /// For each row how many rows came from its device.
  let counts: [Int32]

  init(_ columns: [Column], rowCount: Int) {
    var firstRows = [Int32](repeating: -1, count: rowCount)
    var counts = [Int32](repeating: 0, count: rowCount)
    let categories = columns.map { $0.categories().codes }
    var known: [[Int32]: Int32] = [:]
    for row in 0..<rowCount {
      let device = categories.map { $0[row] }
      if device.isEmpty || device.contains(-1) { continue }
      let first = known[device] ?? Int32(row)
      known[device] = first
      firstRows[row] = first
      counts[Int(first)] += 1
    }
    for row in 0..<rowCount where firstRows[row] >= 0 {
      counts[row] = counts[Int(firstRows[row])]
    }
    self.firstRows = firstRows
    self.counts = counts
  }
}
