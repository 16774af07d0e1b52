import Diagnostics
import SurveyData

/// One item with its answers turned into points.
struct ScoredItem {
  /// How a row counts.
  enum Answer: UInt8 {
    /// It has a valid answer.
    case valid
    /// The respondent took part without a valid answer.
    case present
    /// The respondent was asked and left it blank.
    case blank
    /// The question did not apply.
    case notAsked
  }

  /// The variable.
  let column: Column
  /// How each row counts.
  private(set) var answers: [Answer]
  /// The points of each row; not-a-number without a valid answer.
  private(set) var points: [Double]
  /// The codes of each row as numbers, with reversed codes turned round;
  /// `nil` for text.
  private(set) var codes: [Double]?
  /// The values or grades as texts, best first.
  let ranking: [String]
  /// The position in `ranking` of each row; -1 without a valid answer.
  private(set) var ranks: [Int32]
  /// The range of the points.
  let range: ClosedRange<Double>
  /// Whether the codes run from 0 to 10 with 10 the best.
  let isZeroToTen: Bool
  /// What the reader should know.
  private(set) var findings: [Diagnostic] = []
  /// The values that occur and have no grade.
  private(set) var ungraded: [UngradedValue] = []
}

extension ScoredItem {
  /// Gives each grade its points; grades of equal points keep their order.
  init(
    _ column: Column, grades: [GradeScore], data: AnalysisData
  ) throws(Diagnostic) {
    let file = data.table.source.file
    let values = AnswerValues(column)
    let ordered = grades.enumerated().sorted {
      ($1.element.score, $0.offset) < ($0.element.score, $1.offset)
    }.map(\.element)
    var rankOfLevel = [Int32](repeating: -1, count: values.levels.count)
    var unknown: [Diagnostic] = []
    for (rank, grade) in ordered.enumerated() {
      if let level = values.position(of: grade.grade) {
        rankOfLevel[level] = Int32(rank)
      } else {
        unknown.append(values.unknown(grade.grade, .warning, file: file))
      }
    }
    if unknown.count == grades.count, var first = unknown.first {
      first.severity = .error
      throw first
    }
    let ranks = values.codes.map { $0 < 0 ? -1 : rankOfLevel[Int($0)] }
    self.column = column
    self.ranks = ranks
    points = ranks.map { $0 < 0 ? .nan : ordered[Int($0)].score }
    answers = column.answers { ranks[$0] >= 0 }
    codes = column.numbers()
    ranking = ordered.map(\.grade)
    isZeroToTen = false
    let scores = grades.map(\.score)
    range = (scores.min() ?? 0)...(scores.max() ?? 0)
    findings = unknown
    ungraded = values.ungraded(
      isGraded: rankOfLevel.map { $0 >= 0 }, in: data)
  }

  /// Moves codes from their scale to the range from 0 to 100.
  init(
    _ column: Column, scale fallback: Variable.Scale?, data: AnalysisData
  ) throws(Diagnostic) {
    let place = data.place(of: column.name)
    guard let numbers = column.numbers() else {
      throw Diagnostic(
        .notNumeric, at: place,
        "the column '\(column.name)' holds text, where codes are needed",
        zh: "列“\(column.name)”为文本，须为编码",
        help: "give its values points: " + gradesExample(column))
    }
    guard let scale = column.variable?.scale ?? fallback,
      scale.maximum > scale.minimum, scale.minimum.isFinite,
      scale.maximum.isFinite
    else {
      throw Diagnostic(
        .noScale, at: place, "no scale is known for '\(column.name)'",
        zh: "不知道“\(column.name)”的量表",
        notes: [
          "items are one row an answer; counts of votes, such as a column of"
            + " those satisfied, go into 'counts' of 'index', or to 'verdict',"
            + " 'comparison' and 'ratio'"
        ],
        help: "give it a scale in the codebook, or 'scale' or 'grades' in"
          + " the analysis")
    }
    let (low, high) = (scale.minimum, scale.maximum)
    let isValid = numbers.map { $0 >= low && $0 <= high }
    let ordered = Self.codes(of: column, scale)
    self.column = column
    answers = column.answers { isValid[$0] }
    points = numbers.indices.map { row in
      if !isValid[row] { return .nan }
      let distance = scale.isReversed ? high - numbers[row] : numbers[row] - low
      return 100 * distance / (high - low)
    }
    codes = numbers.indices.map { row in
      if !isValid[row] { return .nan }
      return scale.isReversed ? low + high - numbers[row] : numbers[row]
    }
    // A value between two codes has the rank of the worse one.
    ranks = numbers.indices.map { row in
      if !isValid[row] { return -1 }
      let rank = ordered.firstIndex {
        scale.isReversed ? numbers[row] <= $0 : numbers[row] >= $0
      }
      return Int32(rank ?? ordered.count - 1)
    }
    ranking = ordered.map(plainText)
    range = 0...100
    isZeroToTen = low == 0 && high == 10 && !scale.isReversed
    let outside = numbers.indices.filter {
      !isValid[$0] && !numbers[$0].isNaN && data.domain?[$0] ?? true
    }
    if let first = outside.first {
      let count =
        data.rowCounts.map { counts in
          outside.reduce(0) { $0 + counts[$1] }
        } ?? outside.count
      findings.append(
        Diagnostic(
          .valueOutsideScale, .warning, at: place,
          counted(count, "answer") + " of '\(column.name)' "
            + (count == 1 ? "lies" : "lie") + " outside its scale"
            + " from \(plainText(low)) to \(plainText(high)), such as"
            + " \(plainText(numbers[first]))",
          zh:
            "“\(column.name)”有\(count)个回答超出量表\(plainText(low))至\(plainText(high))，如\(plainText(numbers[first]))",
          help: "correct the scale, or declare the codes missing in the"
            + " codebook"))
    }
  }

  /// The codes of a scale, best first: those with a label, or the whole
  /// steps from its lowest code.
  private static func codes(
    of column: Column, _ scale: Variable.Scale
  ) -> [Double] {
    let labels = (column.variable?.valueLabels ?? []).filter {
      $0.missing == nil && column.variable?.missingCodes[$0.code] == nil
    }
    var codes = labels.compactMap { Double($0.code) }.filter {
      $0 >= scale.minimum && $0 <= scale.maximum
    }
    if codes.count < 2 || !codes.contains(scale.minimum)
      || !codes.contains(scale.maximum)
    {
      // A scale this wide is a measurement and has no codes to count.
      let hasSteps = scale.maximum - scale.minimum <= 1000
      codes =
        hasSteps
        ? Array(stride(from: scale.minimum, through: scale.maximum, by: 1))
        : [scale.minimum, scale.maximum]
    }
    return scale.isReversed ? codes.sorted() : codes.sorted(by: >)
  }
}

extension ScoredItem {
  /// Whether a row counts below the line.
  func counts(_ row: Int, _ denominator: RateDenominator) -> Bool {
    switch answers[row] {
    case .valid: true
    case .present: denominator != .valid
    case .blank: denominator == .all
    case .notAsked: false
    }
  }

  /// One number a row for a rate: `value` of the rank, 0 for rows that count
  /// without a valid answer, not-a-number for the others.
  func rate(
    _ denominator: RateDenominator, value: (Int) -> Double
  ) -> [Double] {
    let table = ranking.indices.map(value)
    return ranks.indices.map { row in
      if ranks[row] >= 0 { return table[Int(ranks[row])] }
      return counts(row, denominator) ? 0 : .nan
    }
  }

  /// The points of each row, 0 for rows that count without a valid answer.
  func points(_ denominator: RateDenominator) -> [Double] {
    if denominator == .valid { return points }
    return points.indices.map { row in
      points[row].isNaN && counts(row, denominator) ? 0 : points[row]
    }
  }
}

extension Column {
  /// How each row counts, given which have a valid answer.
  fileprivate func answers(
    isValid: (Int) -> Bool
  ) -> [ScoredItem.Answer] {
    (0..<count).map { row in
      if isValid(row) { return .valid }
      switch missing[row] {
      case .blank: return .blank
      case .notApplicable: return .notAsked
      default: return .present
      }
    }
  }
}

/// How `grades` is written for the values of a column, the points left open.
private func gradesExample(_ column: Column) -> String {
  guard case .texts(let texts) = column.values else {
    return "grades: {VALUE: POINTS, …}"
  }
  let levels = texts.levels
  let names = levels.indices.prefix(6).map { levels[$0] }
  return "grades: {"
    + names.map { "\(quotedKey($0)): …" }
    .joined(separator: ", ") + (levels.count > 6 ? ", …" : "") + "}"
}

/// A text as a key of YAML, in quotes where it needs them.
private func quotedKey(_ text: String) -> String {
  let isPlain = text.allSatisfy { $0.isLetter || $0.isNumber || $0 == " " }
  return isPlain ? text : "'\(text.replacing("'", with: "''"))'"
}
