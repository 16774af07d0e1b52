import Diagnostics
import SurveyData

/// Puts the columns of a platform's file together as the plan says: several
/// answers to a question become one column, times become days, durations
/// become seconds.
struct ProfileShaping {
  let plan: ProfilePlan
  /// The columns as they were read, in the order of the file.
  let raw: [Column]
  let file: String
  /// The line of the header.
  let headerLine: Int?
  /// The columns of the table.
  private(set) var columns: [Column] = []
  /// What is worth telling.
  var diagnostics: [Diagnostic] = []
  /// The columns of the file whose cells were read anew, so that what the
  /// first reading found odd about them does not matter.
  var readAnew: Set<Int> = []
  /// Questions whose cells may hold several options that nobody listed.
  var unknownOptions: [Int] = []
  /// The names that are taken.
  var names = UniqueNames()
  /// The columns of each question.
  private(set) var positions: [Int: [Int]] = [:]
  /// How responses that do not count are told.
  var states: [ResponseState]
  let momentOrder: MomentOrder

  /// Shapes `raw`.
  ///
  /// - Parameter codebook: What the user says about columns, for those that
  ///   the file does not have.
  init(
    _ plan: ProfilePlan, _ raw: [Column], codebook: Codebook?, file: String,
    headerLine: Int?
  ) {
    self.plan = plan
    self.raw = raw
    self.file = file
    self.headerLine = headerLine
    states = plan.states
    momentOrder = MomentOrder(
      zip(plan.columns, raw).compactMap { planned, column in
        planned.role == .moment ? column : nil
      }, isMonthFirst: plan.writesMonthFirst)
    for column in plan.columns { _ = names.take(column.name) }
    for question in plan.questions { _ = names.take(question.name) }
    var decided: [Int: Bool] = [:]
    for (position, column) in plan.columns.enumerated() {
      switch column.role {
      case .part(let question, _, _), .summary(let question),
        .otherText(let question, _):
        positions[question, default: []].append(position)
      default: break
      }
    }
    for position in raw.indices {
      switch plan.columns[position].role {
      case .plain, .otherText:
        columns.append(unmasked(position))
      case .metadata:
        columns.append(unmasked(position).asMetadata)
      case .answer, .multiple, .ranking:
        columns += answers(position)
      case .duration:
        columns.append(duration(position).asMetadata)
      case .moment:
        columns.append(moment(position).asMetadata)
      case .part(let question, _, _), .summary(let question):
        if let isQuestion = decided[question] {
          if !isQuestion { columns.append(unmasked(position)) }
        } else if let column = splitAnswers(question) {
          decided[question] = true
          columns.append(column)
        } else {
          decided[question] = false
          columns.append(unmasked(position))
        }
      }
    }
    addTimeSpan()
    addCompletion()
    describeNewColumns(codebook)
    tellMoments()
    tellStates()
    tellUnknownOptions()
    for remark in plan.remarks {
      diagnostics.append(
        Diagnostic(
          .profileRemark, .note, at: place(nil), remark.message[.english],
          zh: remark.message[.chinese],
          help: remark.help))
    }
  }

  /// The place of a column of the file.
  func place(_ position: Int?) -> Place {
    Place(
      file: file, line: headerLine, column: position.map { $0 + 1 },
      columnName: position.map { plan.columns[$0].name })
  }

  mutating func append(_ column: Column) { columns.append(column) }

  private mutating func describeNewColumns(_ codebook: Codebook?) {
    guard let codebook else { return }
    let known = Set(plan.names + plan.questions.map(\.name))
    var own: [String: Variable] = [:]
    for variable in codebook.variables where !known.contains(variable.name) {
      if own[variable.name] == nil { own[variable.name] = variable }
    }
    for position in columns.indices {
      guard let variable = own[columns[position].name] else { continue }
      columns[position].variable =
        columns[position].variable.map { variable.filled(from: $0) } ?? variable
    }
  }

  /// The column without the apostrophes that keep spreadsheets from taking
  /// texts for formulas.
  mutating func unmasked(_ position: Int) -> Column {
    var column = raw[position]
    guard plan.masksFormulas, case .texts(let texts) = column.values else {
      return column
    }
    var levels = texts.levels.map { $0 }
    var isChanged = false
    for (code, level) in levels.enumerated() {
      let start = level.utf8.prefix(2)
      guard start.count == 2, start.first == UInt8(ascii: "'"),
        let sign = start.last, "=+-@".utf8.contains(sign)
      else { continue }
      levels[code] = String(level.dropFirst())
      isChanged = true
    }
    guard isChanged else { return column }
    readAnew.insert(position)
    // The text without the apostrophe may stand there already.
    column.values = .texts(
      DictionaryText(
        codes: texts.codes, levels: PackedTexts(levels),
        areLevelsDistinct: false
      ).distinct(column.missing))
    return column.withNumbers()
  }
}

extension Column {
  /// The column as one that a platform wrote about the response.
  fileprivate var asMetadata: Column {
    var column = self
    column.isMetadata = true
    return column
  }

  /// A column of texts as numbers when all of them are numbers.
  func withNumbers() -> Column {
    let kind = variable?.kind ?? .automatic
    guard kind == .automatic || kind == .integer, let texts = ReadTexts(self)
    else { return self }
    var numbers: [Double] = []
    for level in texts.levels {
      let number = Array(level.utf8).withUnsafeBufferPointer {
        parsePlainNumber(trimmed($0))
      }
      guard let number else { return self }
      numbers.append(number.value)
    }
    return with(numbers: numbers, of: texts)
  }

  /// The column with a number for each text; whole numbers when all are.
  func with(numbers: [Double], of texts: ReadTexts) -> Column {
    var column = self
    let whole = numbers.map { Int32(exactly: $0) }
    if whole.allSatisfy({ $0 != nil }) {
      let whole = whole.map { $0 ?? 0 }
      column.values = .integers(
        WholeNumbers(texts.codes.map { $0 < 0 ? 0 : whole[Int($0)] }))
    } else {
      column.values = .doubles(
        texts.codes.map { $0 < 0 ? 0 : numbers[Int($0)] })
    }
    return column
  }
}
