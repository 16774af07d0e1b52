import LinearAlgebra
import SurveyData

extension ModelFrame {
  /// A value that a variable is set to in every row.
  enum Setting: Sendable, Hashable {
    case number(Double)
    case level(Int)
  }

  /// The model matrix of the columns at `positions`, with some variables set
  /// to a value in every row.
  func matrix(
    _ positions: [Int], setting: [Int: Setting] = [:]
  ) -> Matrix {
    fill(positions) { parts in
      parts.map { values(of: $0, setting: setting) }
    }
  }

  /// The derivatives of the columns by the number `variable`.
  func derivatives(
    _ positions: [Int], by variable: Int, setting: [Int: Setting] = [:]
  ) -> Matrix {
    fill(positions) { parts in
      guard
        let index = parts.firstIndex(where: {
          if case .power(variable, _) = $0 { return true }
          return false
        }), case .power(_, let exponent) = parts[index]
      else { return nil }
      var rest = parts
      rest.remove(at: index)
      var factors = rest.map { values(of: $0, setting: setting) }
      if exponent > 1 {
        let lower = values(
          of: .power(variable: variable, exponent: exponent - 1),
          setting: setting)
        factors.append(lower.map { Double(exponent) * $0 })
      }
      return factors
    }
  }

  /// Multiplies the factors of each column; `nil` stands for 0.
  private func fill(
    _ positions: [Int], _ factors: ([Column.Part]) -> [[Double]]?
  ) -> Matrix {
    let width = positions.count
    var matrix = Matrix(rows: rows.count, columns: width)
    for (place, position) in positions.enumerated() {
      guard let factors = factors(columns[position].parts) else { continue }
      matrix.elements.withUnsafeMutableBufferPointer { elements in
        for row in rows.indices { elements[row * width + place] = 1 }
        for factor in factors {
          for row in factor.indices {
            elements[row * width + place] *= factor[row]
          }
        }
      }
    }
    return matrix
  }

  private func values(
    of part: Column.Part, setting: [Int: Setting]
  ) -> [Double] {
    switch part {
    case .power(let variable, let exponent):
      if case .number(let value) = setting[variable] {
        return [Double](
          repeating: Self.power(value, exponent), count: rows.count)
      }
      guard case .numbers(let numbers) = variables[variable].values else {
        return [Double](repeating: .nan, count: rows.count)
      }
      return exponent == 1 ? numbers : numbers.map { Self.power($0, exponent) }
    case .level(let variable, let level):
      if case .level(let value) = setting[variable] {
        return [Double](repeating: value == level ? 1 : 0, count: rows.count)
      }
      guard case .factor(let codes, _, _) = variables[variable].values else {
        return [Double](repeating: .nan, count: rows.count)
      }
      return codes.map { Int($0) == level ? 1 : 0 }
    }
  }

  private static func power(_ value: Double, _ exponent: Int) -> Double {
    var result = value
    for _ in 1..<max(exponent, 1) { result *= value }
    return result
  }

  /// The label of a column: variables, and the values of factors.
  func label(_ column: Column) -> LocalizedText {
    if column.parts.isEmpty { return LocalizedText(zh: "截距", en: "Intercept") }
    func text(_ language: Language) -> String {
      column.parts.map { part in
        switch part {
        case .power(let variable, let exponent):
          variables[variable].title[language]
            + (exponent == 1 ? "" : "^\(exponent)")
        case .level(let variable, let level):
          if column.parts.count == 1 {
            variables[variable].levels[level].title[language]
          } else {
            variables[variable].title[language] + "="
              + variables[variable].levels[level].title[language]
          }
        }
      }.joined(separator: " × ")
    }
    return LocalizedText(zh: text(.chinese), en: text(.english))
  }

  /// The label of a term.
  func label(_ term: ModelTerm) -> LocalizedText {
    func text(_ language: Language) -> String {
      term.factors.map { factor in
        let variable = variables.first { $0.name == factor.variable }
        return (variable?.title[language] ?? factor.variable)
          + (factor.power == 1 ? "" : "^\(factor.power)")
      }.joined(separator: " × ")
    }
    return LocalizedText(zh: text(.chinese), en: text(.english))
  }
}
