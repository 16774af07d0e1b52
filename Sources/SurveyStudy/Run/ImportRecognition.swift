import SurveyData
import SurveyImport

/// What was found out about a file, in words for people and programs.
public struct ImportRecognition: Sendable {
  /// A choice and why it was made.
  public struct Choice: Sendable {
    /// What was chosen.
    public var name: String
    /// Why.
    public var reason: String
  }

  /// The kind of file: `delimited`, `spss`, ….
  public var format: Choice
  /// The size of the file.
  public var byteCount: Int
  /// How it was compressed.
  public var compression: Choice?
  /// The encoding of its texts.
  public var encoding: Choice?
  /// The delimiter as it is written in settings.
  public var delimiter: Choice?
  /// The platform whose export it is.
  public var profile: Choice?
  /// How records end, such as `CRLF`, with the number of lines.
  public var lineEnds: [(name: String, count: Int)]
  /// Anything else that was decided.
  public var others: [Choice]

  let dialect: Dialect?

  init(_ recognition: Recognition, byteCount: Int) {
    func choice(_ choice: Recognition.Choice) -> Choice {
      Choice(name: choice.name, reason: choice.reason[.english])
    }
    format = choice(recognition.format)
    self.byteCount = byteCount
    compression = recognition.compression.map(choice)
    encoding = recognition.encoding.map(choice)
    delimiter = recognition.delimiter.map(choice)
    profile = recognition.profile.map(choice)
    others = recognition.others.map(choice)
    dialect = recognition.dialect
    lineEnds = (dialect?.lineEnds ?? []).map { ($0.name, $0.count) }
  }
}
