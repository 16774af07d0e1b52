import Glibc
import SVG
import Synchronization

/// Tells on a terminal how far a run is, in one line that changes: how much
/// is done, what is being worked on, and about how long it takes yet. A run
/// of less than half a second shows nothing.
final class Progress: Sendable {
  private let console: Console
  private let isShown: Bool
  private let start = ContinuousClock.now
  private let state = Mutex(State())

  private struct State {
    var running: [Int: String] = [:]
    var done = 0
    var count = 0
    var isLineShown = false
    var isEnded = false
  }

  init(_ console: Console, isShown: Bool) {
    self.console = console
    self.isShown = isShown && console.isInteractive
    if self.isShown { startTicking() }
  }

  func begin(_ key: Int, name: String, count: Int) {
    state.withLock { state in
      state.running[key] = name
      state.count = count
      showLine(&state)
    }
  }

  func finish(_ key: Int) {
    state.withLock { state in
      state.running[key] = nil
      state.done += 1
      showLine(&state)
    }
  }

  /// Has `body` write while the line is out of the way.
  func above(_ body: () -> Void) {
    state.withLock { state in
      hideLine(&state)
      body()
    }
  }

  /// Removes the line.
  func end() {
    state.withLock { state in
      hideLine(&state)
      state.isEnded = true
    }
  }

  /// A long analysis shows that it is alive. A thread of its own, because the
  /// others compute.
  private func startTicking() {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self)
    let answer = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        let progress = Unmanaged<Progress>.fromOpaque(context)
          .takeRetainedValue()
        while progress.tick() { usleep(250_000) }
        return nil
      }, context.toOpaque())
    if answer == 0 { pthread_detach(thread) } else { context.release() }
  }

  private func tick() -> Bool {
    state.withLock { state in
      if state.isEnded { return false }
      showLine(&state)
      return true
    }
  }

  private func hideLine(_ state: inout State) {
    if state.isLineShown { console.raw("\r\u{1B}[K") }
    state.isLineShown = false
  }

  private func showLine(_ state: inout State) {
    let elapsed = (ContinuousClock.now - start) / .seconds(1)
    guard isShown, elapsed > 0.5, !state.isEnded, state.count > 0 else {
      return
    }
    state.isLineShown = true
    let name = state.running.min { $0.key < $1.key }?.value
    let line = Self.line(
      done: state.done, count: state.count, name: name ?? "writing",
      seconds: elapsed, width: console.width)
    console.raw("\r\u{1B}[K" + line)
  }

  /// `[12/25] north … 3s, about 4s left`, shortened to fit into a line.
  static func line(
    done: Int, count: Int, name: String, seconds: Double, width: Int
  ) -> String {
    var end = " … \(duration(seconds))"
    if done > 0, done < count, seconds >= 1 {
      let left = seconds / Double(done) * Double(count - done)
      end += ", about \(duration(left.rounded(.up))) left"
    }
    let opening = "[\(done)/\(count)] "
    let room = max(8, width - 1 - opening.count - end.count)
    var shown = visible(name)
    if cellWidth(shown) > room {
      while !shown.isEmpty, cellWidth(shown) > room - 1 { shown.removeLast() }
      shown += "…"
    }
    return opening + shown + end
  }

  /// `7s`, `3m 20s`, `2h 5m`.
  static func duration(_ seconds: Double) -> String {
    let whole = Int(min(max(0, seconds), 1e9))
    if whole < 60 { return "\(whole)s" }
    if whole < 3600 { return "\(whole / 60)m \(whole % 60)s" }
    return "\(whole / 3600)h \(whole % 3600 / 60)m"
  }
}

/// Seconds with two decimals, such as `0.31s`.
func timeText(_ seconds: Double) -> String {
  let hundredths = Int((min(max(0, seconds), 1e9) * 100).rounded(.down))
  let rest = hundredths % 100
  return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)s"
}
