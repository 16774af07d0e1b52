import Glibc
import SurveyStudy
import Synchronization

/// Tells how far a run is: one line that changes on a terminal, a line for
/// each analysis in a pipe.
final class Progress: Sendable {
  private let console: Console
  private let isQuiet: Bool
  private let start = ContinuousClock.now
  private let state = Mutex(State())

  private struct State {
    var started: [Int: ContinuousClock.Instant] = [:]
    var running: [Int: String] = [:]
    var finished: [Int: String] = [:]
    var done = 0
    var count = 0
    var next = 1
    var isLineShown = false
    var isEnded = false
  }

  init(_ console: Console, isQuiet: Bool) {
    self.console = console
    self.isQuiet = isQuiet
    if console.isInteractive, !isQuiet { startTicking() }
  }

  func report(_ event: RunEvent) {
    if isQuiet { return }
    state.withLock { state in
      switch event {
      case .started(let name, let position, let count):
        state.started[position] = .now
        state.running[position] = name
        state.count = count
      case .finished(let name, let position, let count, let succeeded):
        let time = state.started[position].map { seconds(since: $0) } ?? ""
        state.finished[position] =
          "[\(position)/\(count)] \(name) … \(succeeded ? "ok" : "failed")"
          + " \(time)"
        state.running[position] = nil
        state.done += 1
        if console.isInteractive {
          showLine(&state)
        } else {
          writeLines(&state)
        }
      }
    }
  }

  /// Removes the line from a terminal.
  func end() {
    state.withLock { state in
      if state.isLineShown { console.raw("\r\u{1B}[K") }
      state.isLineShown = false
      state.isEnded = true
    }
  }

  /// A long analysis shows that it is alive. A thread of its own, because the
  /// others compute.
  private func startTicking() {
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        let progress = Unmanaged<Progress>.fromOpaque(context)
          .takeRetainedValue()
        while progress.tick() { usleep(500_000) }
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
    pthread_detach(thread)
  }

  private func tick() -> Bool {
    state.withLock { state in
      if state.isEnded { return false }
      if state.count > 0 { showLine(&state) }
      return true
    }
  }

  /// Lines come in the order of the study, whatever was finished first.
  private func writeLines(_ state: inout State) {
    while let line = state.finished.removeValue(forKey: state.next) {
      console.note(line)
      state.next += 1
    }
  }

  /// A short run shows nothing at all.
  private func showLine(_ state: inout State) {
    let elapsed = ContinuousClock.now - start
    guard elapsed > .milliseconds(500), !state.isEnded else { return }
    let first = state.running.min { $0.key < $1.key }
    let name = first?.value ?? "writing"
    state.isLineShown = true
    let seconds = elapsed.components.seconds
    console.raw(
      "\r\u{1B}[K[\(state.done)/\(state.count)] \(name) … \(seconds)s")
  }

  /// The time from the beginning, such as `0.31s`.
  var elapsed: String { seconds(since: start) }

  private func seconds(since start: ContinuousClock.Instant) -> String {
    let duration = (ContinuousClock.now - start).components
    let hundredths =
      Int(duration.seconds) * 100
      + Int(duration.attoseconds / 10_000_000_000_000_000)
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)s"
  }
}
