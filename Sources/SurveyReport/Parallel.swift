import Dispatch
import Glibc
import Synchronization

/// Returns `make(0)`, `make(1)` and so on up to `count`, made on all cores,
/// in this order.
///
/// It may be called within itself: a thread that has nothing left to do helps
/// wherever something is waiting. (`DispatchQueue.concurrentPerform` gives
/// calls within calls one thread each, so that the last of two unlike halves
/// would be made by one core while the other rests.)
package func inParallel<Value: Sendable>(
  _ count: Int, _ make: @escaping @Sendable (Int) -> Value
) -> [Value] {
  let helpers = min(count, coreCount) - 1
  guard helpers > 0 else { return (0..<max(0, count)).map(make) }
  let work = SharedWork(count, make)
  for _ in 0..<helpers {
    DispatchQueue.global().async { work.help() }
  }
  work.help()
  return work.values()
}

private let coreCount = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

/// Pieces of work that several threads take one after the other.
private final class SharedWork<Value: Sendable>: Sendable {
  private struct State {
    var next = 0
    var done = 0
    var isAwaited = false
    var values: [Value?]
  }

  private let count: Int
  private let make: @Sendable (Int) -> Value
  private let state: Mutex<State>
  private let isReady = DispatchSemaphore(value: 0)

  init(_ count: Int, _ make: @escaping @Sendable (Int) -> Value) {
    self.count = count
    self.make = make
    state = Mutex(State(values: [Value?](repeating: nil, count: count)))
  }

  /// Takes pieces until none is left. Who comes too late does nothing.
  func help() {
    while let index = take() {
      let value = make(index)
      // Nobody waits long for the lock: making a value takes a thousand times
      // as long as keeping it.
      let isLast = state.withLock { state in
        state.values[index] = value
        state.done += 1
        return state.done == count && state.isAwaited
      }
      if isLast { isReady.signal() }
    }
  }

  private func take() -> Int? {
    state.withLock { state in
      guard state.next < count else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  /// What was made, in order, when the last piece is done. Only pieces that
  /// somebody has begun are waited for, so that calls within calls end.
  func values() -> [Value] {
    let isDone = state.withLock { state in
      state.isAwaited = state.done < count
      return !state.isAwaited
    }
    if !isDone { isReady.wait() }
    return state.withLock { state in
      defer { state.values = [] }
      return state.values.compactMap(\.self)
    }
  }
}
