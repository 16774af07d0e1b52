import SurveyData

/// What was found out about a file, each choice with its reason.
public struct Recognition: Sendable, Hashable {
  /// A choice and why it was made.
  public struct Choice: Sendable, Hashable {
    /// What was chosen, such as `gb18030`.
    public var name: String
    /// Why, as words that follow a colon.
    public var reason: LocalizedText

    /// Creates a choice.
    public init(_ name: String, reason: LocalizedText) {
      self.name = name
      self.reason = reason
    }
  }

  /// What kind of file it is: `delimited`, `spss`, `stata`, `sas`, …
  public var format = Choice("delimited", reason: "")
  /// How the file was compressed; `nil` when it was not.
  public var compression: Choice?
  /// The encoding of its texts.
  public var encoding: Choice?
  /// The delimiter as it is written in settings: `,`, `;`, `tab`, `|`.
  public var delimiter: Choice?
  /// The platform whose export the file is; `nil` when none was recognised.
  public var profile: Choice?
  /// The signs and rules of a delimited file; `nil` for other formats.
  public var dialect: Dialect?
  /// What was odd and was read all the same, by the names that the corpus of
  /// files gives it: `blank_lines`, `excel_sep_line`, ….
  public var oddities: [String] = []
  /// Anything else that was decided, such as the sign of decimals.
  public var others: [Choice] = []

  /// Creates a recognition of a delimited file about which nothing is known.
  public init() {}
}
