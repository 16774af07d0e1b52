/// Rows whose answers are all the same.
///
/// A missing answer equals a missing answer only. Rows with fewer than
/// `minimum` answers are not compared. Each row is compared exactly; hashes
/// only say which rows to compare.
struct Duplicates: Sendable {
  /// For each row the first one with the same answers, itself when there is
  /// none before it; -1 for rows that are not compared.
  let firstRows: [Int32]
  /// For each row how many compared rows have the same answers, itself
  /// included; 0 for rows that are not compared.
  let counts: [Int32]

  init(_ codes: AnswerCodes, rowCount: Int, minimum: Int) {
    var firstRows = [Int32](repeating: -1, count: rowCount)
    var counts = [Int32](repeating: 0, count: rowCount)
    var rowsOfHash: [UInt64: Int32] = [:]
    // Different answers with one hash, which hardly ever happens.
    var further: [UInt64: [Int32]] = [:]
    rowsOfHash.reserveCapacity(rowCount)
    for row in 0..<rowCount where Int(codes.answered[row]) >= minimum {
      let hash = codes.hash(row)
      var first = Int32(row)
      if let known = rowsOfHash[hash] {
        let candidates = [known] + (further[hash] ?? [])
        if let same = candidates.first(where: {
          codes.areEqual(Int($0), row)
        }) {
          first = same
        } else {
          further[hash, default: []].append(first)
        }
      } else {
        rowsOfHash[hash] = first
      }
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
