import SurveyData

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// eˣ.
func exponential(_ value: Double) -> Double { exp(value) }

/// A line of a table of coefficients: a column of the model matrix, or the
/// reference of a factor.
struct CoefficientEntry {
  var name: String
  var label: LocalizedText
  var section: LocalizedText?
  /// The column; `nil` for a reference.
  var column: Int?

  /// The intercept, the numbers, and the values of each factor with its
  /// reference under the name of the factor.
  static func all(_ frame: ModelFrame) -> [CoefficientEntry] {
    var entries: [CoefficientEntry] = []
    var last: Int?
    for (position, column) in frame.columns.enumerated() {
      var section: LocalizedText?
      if column.parts.count == 1,
        case .level(let variable, _) = column.parts[0]
      {
        section = frame.variables[variable].title
        if column.term != last,
          case .factor(_, let levels, let reference) =
            frame.variables[variable].values,
          !frame.columns.contains(where: {
            $0.term == column.term
              && $0.name == frame.variables[variable].name
                + levels[reference].value
          })
        {
          let title = levels[reference].title
          entries.append(
            CoefficientEntry(
              name: frame.variables[variable].name + levels[reference].value,
              label: LocalizedText(
                zh: "\(title[.chinese])（参照）",
                en: "\(title[.english]) (reference)"), section: section,
              column: nil))
        }
      }
      last = column.term
      entries.append(
        CoefficientEntry(
          name: column.name, label: frame.label(column), section: section,
          column: position))
    }
    return entries
  }
}
