import Glibc
import Synchronization

/// The programs that were started for an output and have not ended yet.
final class ChildPrograms: Sendable {
  private struct State {
    var isStopped = false
    var running: Set<pid_t> = []
  }

  private let state = Mutex(State())

  /// Starts a program.
  ///
  /// - Parameter spawn: Starts it and returns the error, 0 when there is none.
  /// - Returns: The error; `ECANCELED` after `stop`.
  func start(_ spawn: (inout pid_t) -> Int32, _ child: inout pid_t) -> Int32 {
    state.withLock { state in
      if state.isStopped { return ECANCELED }
      let fault = spawn(&child)
      if fault == 0 { state.running.insert(child) }
      return fault
    }
  }

  /// Asks for the end of a program without waiting for it, as `waitpid` does.
  ///
  /// Under the lock, so that nobody sends a signal to a number that the system
  /// has given to another program.
  func poll(_ child: pid_t, _ status: inout Int32) -> pid_t {
    state.withLock { state in
      let answer = waitpid(child, &status, WNOHANG)
      if answer == child || (answer < 0 && errno != EINTR) {
        state.running.remove(child)
      }
      return answer
    }
  }

  /// Ends all programs at once, and lets none start any more.
  func stop() {
    state.withLock { state in
      state.isStopped = true
      for child in state.running { kill(child, SIGKILL) }
    }
  }
}
