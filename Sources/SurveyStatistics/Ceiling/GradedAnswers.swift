import Diagnostics
import SurveyData

/// The answers to one question as satisfied, neither or dissatisfied.
struct GradedAnswers: Sendable {
  /// What a row says.
  enum Answer: Int8, Sendable {
    /// Not asked, or outside the domain.
    case none = -1
    /// Asked without a valid answer.
    case unknown
    case satisfied
    case neither
    case dissatisfied

    var isValid: Bool {
      self == .satisfied || self == .neither || self == .dissatisfied
    }
  }

  let name: String
  let label: LocalizedText?
  let rows: [Answer]

  /// Reads a column.
  ///
  /// - Throws: A diagnostic when it or a grade does not exist.
  init(
    _ name: String, _ grades: CeilingAnalysis.Grades, data: AnalysisData
  ) throws(Diagnostic) {
    let column = try data.table.column(name)
    let values = AnswerValues(column)
    var kinds = [Answer](
      repeating: grades.dissatisfied.isEmpty ? .dissatisfied : .neither,
      count: values.levels.count)
    func set(_ names: [String], _ kind: Answer) throws(Diagnostic) {
      for name in names {
        guard let position = values.position(of: name) else {
          // A grade that nobody gave need not be known, and one that the
          // codebook calls missing is no valid answer already.
          if values.levels.isEmpty { continue }
          if column.variable?.missingCodes[name] != nil { continue }
          if column.variable?.valueLabels.contains(where: {
            $0.code == name
          }) ?? false {
            continue
          }
          if kind == .satisfied
            || !values.levels.contains(where: {
              $0.label != nil
            })
          {
            continue
          }
          throw values.unknown(name, .error, file: data.table.source.file)
        }
        kinds[position] = kind
      }
    }
    try set(grades.satisfied, .satisfied)
    try set(grades.dissatisfied, .dissatisfied)
    try set(grades.unknown, .unknown)
    if !values.levels.isEmpty, !grades.satisfied.isEmpty,
      !kinds.contains(.satisfied)
    {
      throw values.unknown(
        grades.satisfied[0], .error, file: data.table.source.file)
    }
    self.name = name
    label = column.variable?.label
    rows = values.codes.indices.map { row in
      if data.domain.map({ !$0[row] }) ?? false { return .none }
      if values.codes[row] >= 0 { return kinds[Int(values.codes[row])] }
      return column.missing[row] == .notApplicable ? .none : .unknown
    }
  }
}
