import Foundation
import Synchronization
import Testing

@testable import SurveyReport

@Suite struct ParallelTests {
  @Test(arguments: [0, 1, 2, 7, 1000])
  func valuesAreInOrder(count: Int) {
    #expect(inParallel(count) { $0 * 2 } == (0..<count).map { $0 * 2 })
  }

  /// Calls within calls end, however many wait for one another.
  @Test func callsWithinCallsEnd() {
    let sums = inParallel(12) { outer in
      inParallel(12) { middle in
        inParallel(12) { outer * 144 + middle * 12 + $0 }.reduce(0, +)
      }.reduce(0, +)
    }
    #expect(sums.reduce(0, +) == (0..<1728).reduce(0, +))
  }

  /// Every piece is made once.
  @Test func everyPieceIsMadeOnce() {
    final class Counts: Sendable {
      let of = Mutex([Int](repeating: 0, count: 500))
    }
    let counts = Counts()
    _ = inParallel(500) { index in counts.of.withLock { $0[index] += 1 } }
    #expect(counts.of.withLock { $0 } == [Int](repeating: 1, count: 500))
  }

  /// A thread with nothing left to do helps in the call of another: two
  /// pieces that wait for each other lie in one of two.
  @Test(.enabled(if: ProcessInfo.processInfo.activeProcessorCount > 1))
  func whoHasNothingToDoHelps() {
    final class Arrived: Sendable {
      let count = Mutex(0)
    }
    let arrived = Arrived()
    let met = inParallel(2) { part -> [Bool] in
      if part == 1 { return [] }
      return inParallel(2) { _ in
        arrived.count.withLock { $0 += 1 }
        let end = Date(timeIntervalSinceNow: 120)
        while Date() < end {
          if arrived.count.withLock({ $0 == 2 }) { return true }
          usleep(1000)
        }
        return false
      }
    }
    #expect(met == [[true, true], []])
  }
}
