import Synchronization

/// Collects diagnostics from every part of a run, so that all of them can be
/// shown together, sorted by place.
///
/// A log may be shared between threads; what it returns does not depend on
/// the order in which they reported.
public final class DiagnosticLog: Sendable {
  private let entries = Mutex<[Diagnostic]>([])

  /// Creates an empty log.
  public init() {}

  /// Adds `diagnostic`.
  public func report(_ diagnostic: Diagnostic) {
    entries.withLock { $0.append(diagnostic) }
  }

  /// Adds all of `diagnostics`.
  public func report(_ diagnostics: some Sequence<Diagnostic>) {
    entries.withLock { $0.append(contentsOf: diagnostics) }
  }

  /// Everything reported so far, ordered by place, code and message.
  public var diagnostics: [Diagnostic] {
    entries.withLock { $0 }.sorted { left, right in
      switch (left.place, right.place) {
      case (nil, _?): return true
      case (_?, nil): return false
      case (let first?, let second?) where first != second:
        return first < second
      default:
        return (left.code.id, left.message) < (right.code.id, right.message)
      }
    }
  }

  /// The number of findings of one severity.
  public func count(of severity: Diagnostic.Severity) -> Int {
    entries.withLock { $0.count { $0.severity == severity } }
  }

  /// Whether an error was reported.
  public var hasErrors: Bool { count(of: .error) > 0 }

  /// Throws a `Stopped` when an error was reported.
  public func stopIfErrors() throws(Stopped) {
    if hasErrors { throw Stopped() }
  }
}

/// Work stopped because of errors that are already in the log.
public struct Stopped: Error {
  /// Creates the error.
  public init() {}
}
