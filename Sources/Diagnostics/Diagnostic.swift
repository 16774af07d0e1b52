/// Something the user can see and mend: what is wrong, where, and what to do.
///
/// The message starts in lower case, has no full stop, names the thing and
/// quotes it. What a report may print is said in Chinese too, where it is
/// found and from the same values, so that neither sentence is made from the
/// other. What only we can mend is a `precondition`, never a diagnostic.
public struct Diagnostic: Error, Hashable, Sendable, Codable {
  /// How much it matters.
  public enum Severity: String, Sendable, Codable, CaseIterable {
    /// Worth knowing; nothing is wrong.
    case note
    /// The run goes on, but the result deserves a look.
    case warning
    /// What was asked for could not be done.
    case error
  }

  /// The line of the file that the place points at, to be shown with a mark.
  public struct Excerpt: Hashable, Sendable, Codable {
    /// The whole line, without its end.
    public var line: String
    /// The marked characters, counted from 1.
    public var columns: ClosedRange<Int>
    /// A few words beside the mark, such as `not in wave3.csv`.
    public var label: String?

    /// Creates an excerpt that marks `columns` of `line`.
    public init(line: String, columns: ClosedRange<Int>, label: String? = nil) {
      self.line = line
      self.columns = columns
      self.label = label
    }
  }

  /// The stable code, explained by `manyi explain CODE`.
  public var code: DiagnosticCode
  /// How much it matters.
  public var severity: Severity
  /// Where it was found.
  public var place: Place?
  /// One plain sentence in English.
  public var message: String
  /// The same sentence in Chinese, from the same values. Every note and every
  /// warning has one; of errors, those that a report can list.
  public var chinese: String?
  /// The line it points at.
  public var excerpt: Excerpt?
  /// Further facts, such as other places with the same fault.
  public var notes: [String]
  /// What to do next.
  public var help: String?
  /// A stable name for other programs, finer than that of the code, such as
  /// `bad_header:nul_byte`.
  public var detail: String?

  /// Creates a finding that a report may list.
  ///
  /// - Parameters:
  ///   - message: The sentence in English.
  ///   - chinese: The sentence in Chinese.
  public init(
    _ code: DiagnosticCode, _ severity: Severity = .error,
    at place: Place? = nil, _ message: String, zh chinese: String,
    excerpt: Excerpt? = nil, notes: [String] = [], help: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.place = place
    self.message = message
    self.chinese = chinese
    self.excerpt = excerpt
    self.notes = notes
    self.help = help
  }

  /// Creates an error that stops before there is a report: of a study file,
  /// an option or a file that cannot be read at all.
  public init(
    _ code: DiagnosticCode, at place: Place? = nil, _ message: String,
    excerpt: Excerpt? = nil, notes: [String] = [], help: String? = nil
  ) {
    self.code = code
    severity = .error
    self.place = place
    self.message = message
    self.excerpt = excerpt
    self.notes = notes
    self.help = help
  }
}

extension Diagnostic: CustomStringConvertible {
  /// One line for editors and grep: `file:line:column: error[S101] message`.
  public var description: String {
    let prefix = place.map { "\($0): " } ?? ""
    return "\(prefix)\(severity.rawValue)[\(code.id)] \(message)"
  }
}
