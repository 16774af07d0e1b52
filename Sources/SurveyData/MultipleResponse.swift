/// Answers to a question of which several options may be ticked.
///
/// For each row and option it is known whether the option was *asked*, that
/// is offered to the respondent, and whether it was *ticked*. A row where the
/// whole question was not asked, or was skipped, is missing in its column; a
/// row that is not missing and has no tick said "none of these".
public struct MultipleResponse: Sendable, Hashable {
  /// One of the options.
  public struct Option: Sendable, Hashable {
    /// The code as the file writes it.
    public var code: String
    /// The wording of the option.
    public var label: LocalizedText?

    /// Creates an option.
    public init(_ code: String, label: LocalizedText? = nil) {
      self.code = code
      self.label = label
    }
  }

  /// The options in the order of the questionnaire.
  public let options: [Option]
  /// The number of rows.
  public let count: Int
  /// What separates codes where the ticked options are written as one text.
  public static let separator = ";"

  /// Whether the options are those that somebody ticked: the file does not
  /// tell which others were offered.
  public var mayLackOptions = false

  /// Ticks of a row one after the other, 64 options a word.
  private var ticks: [UInt64]
  /// The same for what was asked; empty when every option was.
  private var offers: [UInt64] = []
  private var wordsPerRow: Int { (options.count + 63) / 64 }

  /// Creates answers without any tick; every option was asked.
  public init(options: [Option], count: Int) {
    self.options = options
    self.count = count
    ticks = [UInt64](repeating: 0, count: count * ((options.count + 63) / 64))
  }

  /// Whether the option at `option` is ticked in `row`.
  public func isTicked(_ option: Int, row: Int) -> Bool {
    let word = row * wordsPerRow + option / 64
    return ticks[word] >> UInt64(option % 64) & 1 == 1
  }

  /// Whether the option at `option` was offered to the respondent of `row`.
  public func isAsked(_ option: Int, row: Int) -> Bool {
    if offers.isEmpty { return true }
    let word = row * wordsPerRow + option / 64
    return offers[word] >> UInt64(option % 64) & 1 == 1
  }

  /// Ticks the option at `option` in `row`.
  public mutating func tick(_ option: Int, row: Int) {
    ticks[row * wordsPerRow + option / 64] |= 1 << UInt64(option % 64)
  }

  /// Says that the option at `option` was not offered in `row`.
  public mutating func setNotAsked(_ option: Int, row: Int) {
    if offers.isEmpty {
      offers = [UInt64](repeating: .max, count: ticks.count)
    }
    offers[row * wordsPerRow + option / 64] &= ~(1 << UInt64(option % 64))
  }

  /// The number of ticks in `row`.
  public func tickCount(row: Int) -> Int {
    let words = wordsPerRow
    return ticks[(row * words)..<((row + 1) * words)].reduce(0) {
      $0 + $1.nonzeroBitCount
    }
  }

  /// The codes of the ticked options, joined by `separator`; empty when none
  /// is ticked.
  public func text(at row: Int) -> String {
    options.indices.filter { isTicked($0, row: row) }
      .map { options[$0].code }.joined(separator: Self.separator)
  }

  /// The given rows, in that order.
  public func selecting(_ rows: [Int]) -> MultipleResponse {
    var copy = MultipleResponse(options: options, count: rows.count)
    let words = wordsPerRow
    copy.mayLackOptions = mayLackOptions
    if !offers.isEmpty { copy.offers = copy.ticks }
    for (position, row) in rows.enumerated() {
      for word in 0..<words {
        copy.ticks[position * words + word] = ticks[row * words + word]
        if !offers.isEmpty {
          copy.offers[position * words + word] = offers[row * words + word]
        }
      }
    }
    return copy
  }
}

extension Column {
  /// One option of a question with several answers as a column of its own: 1
  /// where it is ticked, 0 where it is not, missing where it was not asked or
  /// the question has no answer; `nil` for other columns.
  ///
  /// Its name is that of the column, a slash and the option's code.
  public func option(_ position: Int) -> Column? {
    guard case .choices(let answers) = values,
      answers.options.indices.contains(position)
    else { return nil }
    let option = answers.options[position]
    var reasons = [UInt8](repeating: 0, count: count)
    let ticks = (0..<count).map { row -> Int32 in
      if let reason = missing[row] {
        reasons[row] = reason.rawValue
      } else if !answers.isAsked(position, row: row) {
        reasons[row] = MissingReason.notApplicable.rawValue
      }
      return answers.isTicked(position, row: row) ? 1 : 0
    }
    let label = option.label ?? LocalizedText(option.code)
    return Column(
      "\(name)/\(option.code)", .integers(WholeNumbers(ticks)),
      missing: MissingReasons(reasons),
      variable: Variable(
        "\(name)/\(option.code)", label: label,
        question: variable?.question ?? variable?.label))
  }
}
