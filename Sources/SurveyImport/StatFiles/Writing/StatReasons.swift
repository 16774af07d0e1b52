import SurveyData

/// How the reasons of missing values of one column are written.
struct StatReasons {
  /// What stands in a cell without a value.
  enum Mark: Equatable {
    case system
    case number(Double)
    case tag(UInt8)
    case text(String)
  }

  /// The marks of the reasons that occur.
  private(set) var marks: [MissingReason: Mark] = [:]
  /// Single values that are declared missing.
  private(set) var numbers: [Double] = []
  /// The one range that SPSS allows beside a single value.
  private(set) var range: ClosedRange<Double>?
  /// Texts that are declared missing.
  private(set) var texts: [String] = []
  /// Labels to add for the marks.
  private(set) var labels: [(mark: Mark, label: String)] = []
  /// Reasons that had to become blank.
  private(set) var lost: [MissingReason] = []

  private static let letters: [(MissingReason, UInt8)] = [
    (.refused, UInt8(ascii: "r")), (.dontKnow, UInt8(ascii: "d")),
    (.notApplicable, UInt8(ascii: "n")), (.outOfRange, UInt8(ascii: "o")),
    (.unreadable, UInt8(ascii: "u")),
  ]

  init(_ column: Column, format: StatFileFormat, language: Language) {
    let used = MissingReason.allCases.filter {
      $0 != .blank && column.missing.count(of: $0) > 0
    }
    let declared = (column.variable?.missingCodes ?? [:])
      .filter { !$0.key.isEmpty }
    if case .texts(let texts) = column.values {
      if format.isSPSS {
        takeTexts(Array(texts.levels), used, declared)
      } else {
        lost = used
      }
    } else if format.isSPSS {
      takeNumbers(column, used, declared)
    } else {
      takeTags(used, declared)
    }
    let own = Dictionary(
      (column.variable?.valueLabels ?? []).map {
        ($0.code, $0.label[language])
      }, uniquingKeysWith: { first, _ in first })
    for reason in used {
      guard let mark = marks[reason] else { continue }
      let codes = declared.filter { $0.value == reason }.keys.sorted()
      let label = codes.compactMap { own[$0] }.first
      let word = Self.word(reason, language)
      guard let label else {
        labels.append((mark, word))
        continue
      }
      // The label has to say the reason to whoever reads the file.
      let isClear = missingReason(saidBy: label) == reason
      labels.append((mark, isClear ? label : "\(label) (\(word))"))
    }
  }

  private static func word(
    _ reason: MissingReason, _ language: Language
  ) -> String {
    let isChinese = language == .chinese
    return switch reason {
    case .blank: isChinese ? "未回答" : "No answer"
    case .refused: isChinese ? "拒答" : "Refused"
    case .dontKnow: isChinese ? "不知道" : "Don't know"
    case .notApplicable: isChinese ? "不适用" : "Not applicable"
    case .outOfRange: isChinese ? "超出范围" : "Out of range"
    case .unreadable: isChinese ? "无法识别" : "Unreadable"
    }
  }

  // MARK: - Stata

  private mutating func takeTags(
    _ used: [MissingReason], _ declared: [String: MissingReason]
  ) {
    var taken: Set<UInt8> = []
    for reason in used {
      let own = declared.filter { $0.value == reason }.keys.sorted()
        .compactMap { code -> UInt8? in
          let bytes = Array(code.lowercased().utf8)
          return bytes.count == 2 && bytes[0] == UInt8(ascii: ".")
            && (0x61...0x7A).contains(bytes[1]) ? bytes[1] : nil
        }
      let usual = Self.letters.first { $0.0 == reason }?.1
      let all = own + [usual].compactMap { $0 } + Array(0x61...0x7A)
      guard let tag = all.first(where: { !taken.contains($0) }) else {
        continue
      }
      taken.insert(tag)
      marks[reason] = .tag(tag)
    }
  }

  // MARK: - SPSS

  private mutating func takeTexts(
    _ levels: [String], _ used: [MissingReason],
    _ declared: [String: MissingReason]
  ) {
    var taken = Set(levels)
    for reason in used {
      // Three single values are all that there is room for.
      guard texts.count < 3 else {
        lost.append(reason)
        continue
      }
      let own = declared.filter { $0.value == reason }.keys.sorted()
      let candidates =
        own + (0..<1000).map { "-\(11 - Int(reason.rawValue) + 10 * $0)" }
      guard
        let code = candidates.first(where: {
          $0.utf8.count <= 8 && !taken.contains($0)
        })
      else {
        lost.append(reason)
        continue
      }
      taken.insert(code)
      texts.append(code)
      marks[reason] = .text(code)
    }
  }

  private mutating func takeNumbers(
    _ column: Column, _ used: [MissingReason],
    _ declared: [String: MissingReason]
  ) {
    let answers = AnswerRange(column)
    let own = declared.compactMap { code, reason in
      Double(code).flatMap { $0.isFinite ? ($0, reason) : nil }
    }.sorted { $0.0 < $1.0 }
    // A range that answers lie in would make them missing.
    let ranges = (column.variable?.missingRanges ?? []).map(\.numbers).filter {
      !answers.liesIn($0)
    }
    var codes: [MissingReason: Double] = [:]
    for reason in used {
      codes[reason] = own.first { $0.1 == reason && !answers.holds($0.0) }?.0
    }
    var taken = Set(own.map(\.0))
    for reason in used where codes[reason] == nil {
      // -9 for refused, -8 for not known, and so on in every column.
      var number = Double(reason.rawValue) - 11
      while taken.contains(number) || answers.holds(number)
        || ranges.contains(where: { $0.contains(number) })
      { number -= 10 }
      taken.insert(number)
      codes[reason] = number
    }
    let needed = Set(codes.values)
    let all = needed.union(own.map(\.0).filter { !answers.holds($0) })
    for reason in used {
      if let code = codes[reason] { marks[reason] = .number(code) }
    }
    // What the codebook declares stays declared as far as there is room.
    for choice in [all, needed] {
      if declare(choice, ranges) || declare(choice, []) { return }
    }
    // One block of codes below every answer.
    let top = min(answers.minimum ?? 0, 0).rounded(.down) - 1
    for (position, reason) in used.enumerated() {
      marks[reason] = .number(top - Double(position))
    }
    numbers = []
    range = (top - Double(used.count - 1))...top
  }

  /// Declares codes and ranges when the rules of SPSS have room for them:
  /// three single values, or a range and one value.
  private mutating func declare(
    _ codes: Set<Double>, _ ranges: [ClosedRange<Double>]
  ) -> Bool {
    let single = codes.filter { code in
      !ranges.contains { $0.contains(code) }
    }.sorted()
    guard
      ranges.isEmpty
        ? single.count <= 3 : ranges.count == 1 && single.count <= 1
    else { return false }
    numbers = single
    range = ranges.first
    return true
  }
}

/// The numbers that are answers of a column.
private struct AnswerRange {
  private let column: Column
  private var known: Set<Double> = []
  private(set) var minimum: Double?

  init(_ column: Column) {
    self.column = column
    guard let numbers = column.numbers() else { return }
    for number in numbers where !number.isNaN {
      minimum = min(minimum ?? number, number)
      // A code that stands for no answer is whole and not far from zero.
      if number.rounded() == number, abs(number) < 1e6 { known.insert(number) }
    }
  }

  func liesIn(_ range: ClosedRange<Double>) -> Bool {
    column.numbers()?.contains { range.contains($0) } ?? false
  }

  func holds(_ number: Double) -> Bool {
    number.rounded() != number || abs(number) >= 1e6 || known.contains(number)
  }
}
