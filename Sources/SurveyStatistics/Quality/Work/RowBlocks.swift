import Dispatch
import Synchronization

/// The rows of a table in blocks of fixed size, worked on by several cores.
///
/// The size does not depend on the number of cores and results come in the
/// order of the rows, so that sums over blocks are the same on every machine.
struct RowBlocks: Sendable {
  /// The number of rows.
  let rowCount: Int
  /// How many threads may work at a time; `nil` for one a core.
  var threads: Int?

  /// Rows of a block: small enough for its answers to stay in the cache.
  static let size = 4096

  /// The number of blocks.
  var count: Int { (rowCount + Self.size - 1) / Self.size }

  /// The rows of a block.
  func rows(_ block: Int) -> Range<Int> {
    let start = block * Self.size
    return start..<min(rowCount, start + Self.size)
  }

  /// Works on every block; the results are in the order of the blocks.
  func map<Result: Sendable>(
    _ work: @Sendable (Range<Int>) -> Result
  ) -> [Result] {
    Self.map(count, threads: threads) { work(rows($0)) }
  }

  /// Does `count` pieces of work; the results are in their order.
  static func map<Result: Sendable>(
    _ count: Int, threads: Int?, _ work: @Sendable (Int) -> Result
  ) -> [Result] {
    guard count > 1, threads != 1 else { return (0..<count).map(work) }
    let lanes = min(count, threads ?? count)
    let results = Mutex([Result?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: lanes) { lane in
      for position in stride(from: lane, to: count, by: lanes) {
        let result = work(position)
        results.withLock { $0[position] = result }
      }
    }
    return results.withLock { $0 }.compactMap { $0 }
  }
}
