import SurveyData

/// Codes that the codebook does not allow.
enum CodeChecks {
  /// For each row the number of cells outside the scale of their column:
  /// those that were set missing for it when the file was read, and those
  /// that are still there. `nil` when no column has a scale or such a cell.
  static func outOfScale(_ columns: [Column], rowCount: Int) -> [Double]? {
    var counts = [Double](repeating: 0, count: rowCount)
    var isChecked = false
    for column in columns {
      let reason = MissingReason.outOfRange.rawValue
      for (row, raw) in column.missing.rawReasons.enumerated()
      where raw == reason {
        counts[row] += 1
        isChecked = true
      }
      guard let scale = column.variable?.scale,
        let numbers = column.numbers()
      else { continue }
      isChecked = true
      let low = min(scale.minimum, scale.maximum)
      let high = max(scale.minimum, scale.maximum)
      for row in numbers.indices
      where numbers[row] < low || numbers[row] > high {
        counts[row] += 1
      }
    }
    return isChecked ? counts : nil
  }

  /// For each row the number of cells with a code that the codebook does not
  /// list, in columns that have labels and no scale: on a scale usually only
  /// the ends have labels. `nil` when there is no such column.
  static func unlabelled(_ columns: [Column], rowCount: Int) -> [Double]? {
    var counts = [Double](repeating: 0, count: rowCount)
    var isChecked = false
    for column in columns {
      guard let variable = column.variable, variable.scale == nil,
        variable.kind != .number
      else { continue }
      let listed = Set(
        variable.valueLabels.filter { $0.missing == nil }.map(\.code))
      guard !listed.isEmpty else { continue }
      switch column.values {
      case .texts(let texts):
        isChecked = true
        let isUnlisted = texts.levels.map { !listed.contains($0) }
        for (row, code) in texts.codes.enumerated()
        where code >= 0 && isUnlisted[Int(code)] {
          if !column.missing.isMissing(row) { counts[row] += 1 }
        }
      case .integers, .doubles:
        let codes = Set(listed.compactMap(Double.init))
        guard !codes.isEmpty, let numbers = column.numbers() else { continue }
        isChecked = true
        for (row, number) in numbers.enumerated()
        where !number.isNaN && !codes.contains(number) {
          counts[row] += 1
        }
      case .days, .choices: continue
      }
    }
    return isChecked ? counts : nil
  }
}
