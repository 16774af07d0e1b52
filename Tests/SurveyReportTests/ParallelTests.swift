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

  /// A thread with nothing left to do helps in the call of another: half of
  /// the work is done by each of two, though it lies in one of two pieces.
  @Test(.enabled(if: ProcessInfo.processInfo.activeProcessorCount > 1))
  func whoHasNothingToDoHelps() {
    final class Running: Sendable {
      let most = Mutex((now: 0, most: 0))
    }
    let running = Running()
    _ = inParallel(2) { part -> [Void] in
      if part == 1 { return [] }
      return inParallel(60) { _ in
        running.most.withLock { state in
          state.now += 1
          state.most = max(state.most, state.now)
        }
        var value = 1.0
        for step in 1...200_000 { value += 1 / Double(step) }
        #expect(value > 1)
        running.most.withLock { $0.now -= 1 }
      }
    }
    #expect(running.most.withLock { $0.most } > 1)
  }
}
