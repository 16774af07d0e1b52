import Diagnostics
import SurveyData

/// The votes of each row, ready to be counted.
struct Ballots {
  /// The variable, or the first column of the counts.
  var name: String
  /// Its label.
  var label: LocalizedText?
  /// The grades, best first.
  var grades: [String]
  /// Their labels.
  var labels: [LocalizedText]
  /// Whether each row is a person present; `nil` when a row is a subject.
  var present: [Bool]?
  /// What the reader should know.
  var findings: [Diagnostic] = []
  /// The values that occur and have no grade.
  var ungraded: [UngradedValue] = []

  /// For votes of one row each, the grade; -1 for none.
  private var gradeOfRow: [Int32] = []
  /// For counted votes, the numbers of each grade.
  private var numbers: [[Int?]] = []

  /// Reads the votes.
  init(
    _ votes: VerdictAnalysis.Votes, ungraded policy: UngradedValues,
    data: AnalysisData
  ) throws(Diagnostic) {
    switch votes {
    case .item(let name, let grades):
      let column = try data.table.column(name)
      let values = AnswerValues(column)
      let order = try Self.order(values, grades, policy, data)
      var rank = [Int32](repeating: -1, count: values.levels.count)
      for (position, grade) in order.enumerated() {
        if let level = grade.level {
          rank[level] = Int32(position)
        } else if !grades.isEmpty {
          findings.append(
            values.unknown(
              grade.name, .warning, file: data.table.source.file))
        }
      }
      self.name = name
      label = column.variable?.label
      self.grades = order.map(\.name)
      labels = order.map(\.label)
      gradeOfRow = values.codes.map { $0 < 0 ? -1 : rank[Int($0)] }
      present = (0..<column.count).map {
        column.missing[$0] != .notApplicable
      }
      ungraded = values.ungraded(
        isGraded: rank.map { $0 >= 0 }, in: data)
      findings += try policy.check(
        ungraded, grades: self.grades, file: data.table.source.file)
    case .counts(let columns):
      guard columns.count > 1 else {
        throw Diagnostic(
          .nothingToEstimate, at: Place(file: data.table.source.file),
          "votes need at least two grades",
          zh: "测评至少需要两个评价等次",
          help: "name a column for each grade, best first")
      }
      name = columns[0].column
      label = nil
      grades = columns.map(\.grade)
      labels = columns.map {
        data.table[$0.column]?.variable?.label ?? LocalizedText($0.grade)
      }
      for column in columns {
        numbers.append(try Self.wholeNumbers(column.column, data: data))
      }
    }
  }

  /// The number of votes for each grade in `rows`.
  func counts(_ rows: [Int]) -> [Int] {
    var result = [Int](repeating: 0, count: grades.count)
    for row in rows {
      if present == nil {
        for grade in grades.indices {
          result[grade] += numbers[grade][row] ?? 0
        }
      } else if gradeOfRow[row] >= 0 {
        result[Int(gradeOfRow[row])] += 1
      }
    }
    return result
  }

  /// A column of counts; `nil` where missing.
  ///
  /// - Throws: A diagnostic when a value is negative or no whole number.
  static func wholeNumbers(
    _ name: String, data: AnalysisData
  ) throws(Diagnostic) -> [Int?] {
    let values = try data.numbers(name)
    let wrong = values.indices.first {
      let value = values[$0]
      return !value.isNaN
        && (value < 0 || value != value.rounded() || value > 1e12)
    }
    if let wrong {
      let lines = data.table.sourceLines
      throw Diagnostic(
        .impossibleVotes,
        at: Place(
          file: data.table.source.file,
          line: wrong < lines.count ? Int(lines[wrong]) : nil,
          columnName: name),
        "'\(name)' holds \(plainText(values[wrong])), which is no number of"
          + " persons",
        zh: "“\(name)”中有\(plainText(values[wrong]))，不是人数")
    }
    return values.map { $0.isNaN ? nil : Int($0) }
  }

  /// A grade and its position among the values; `nil` when nobody chose it
  /// and the codebook does not know it.
  private struct Grade {
    var name: String
    var label: LocalizedText
    var level: Int?
  }

  /// The grades, best first.
  private static func order(
    _ values: AnswerValues, _ grades: [String], _ ungraded: UngradedValues,
    _ data: AnalysisData
  ) throws(Diagnostic) -> [Grade] {
    func grade(_ name: String) -> Grade {
      let level = values.position(of: name)
      let found = level.map { values.levels[$0] }
      return Grade(
        name: found?.value ?? name,
        label: found?.label ?? LocalizedText(name), level: level)
    }
    if !grades.isEmpty {
      let order = grades.map(grade)
      if order.allSatisfy({ $0.level == nil }), !values.levels.isEmpty {
        throw values.unknown(grades[0], .error, file: data.table.source.file)
      }
      return order
    }
    let declared = values.levels.filter { $0.label != nil }
    if declared.count > 1 { return declared.map { grade($0.value) } }
    let usual = ["满意", "基本满意", "不满意"]
    let others = values.levels.filter { level in
      if usual.contains(level.value) { return false }
      guard case .excluding(let names) = ungraded else { return true }
      return !names.contains(level.value)
    }
    let isKnown =
      ungraded == .exclude ? others.count < values.levels.count : others.isEmpty
    guard isKnown || values.levels.isEmpty else {
      throw Diagnostic(
        .gradesWithoutOrder, at: data.place(of: values.column.name),
        "it is not known which value of '\(values.column.name)' is best",
        zh: "不知道“\(values.column.name)”的哪个值最好",
        help: "list the grades best first, or label the codes in the"
          + " codebook in that order")
    }
    return usual.map(grade)
  }
}
