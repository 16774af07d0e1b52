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
    var finished: [Int: String] = [:]
    var next = 1
    var isLineShown = false
  }

  init(_ console: Console, isQuiet: Bool) {
    self.console = console
    self.isQuiet = isQuiet
  }

  func report(_ event: RunEvent) {
    if isQuiet { return }
    state.withLock { state in
      switch event {
      case .started(_, let position, _):
        state.started[position] = .now
      case .finished(let name, let position, let count, let succeeded):
        let time = state.started[position].map { seconds(since: $0) } ?? ""
        state.finished[position] =
          "[\(position)/\(count)] \(name) … \(succeeded ? "ok" : "failed")"
          + " \(time)"
        if console.isInteractive {
          showLine(&state, name: name, count: count)
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
  private func showLine(_ state: inout State, name: String, count: Int) {
    guard ContinuousClock.now - start > .milliseconds(500) else { return }
    state.isLineShown = true
    console.raw("\r\u{1B}[K[\(state.finished.count)/\(count)] \(name)")
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
