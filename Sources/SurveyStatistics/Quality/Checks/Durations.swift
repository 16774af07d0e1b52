import SurveyData

/// Times for answering, in seconds or whatever the column counts in.
enum Durations {
  /// The times of a column, not-a-number where there is none: numbers as they
  /// are, texts such as `271秒`, `4分31秒`, `4m 31s`, `4:31` or `0:04:31` as
  /// seconds.
  static func values(_ column: Column) -> [Double]? {
    if case .days = column.values { return nil }
    if let numbers = column.numbers() {
      return numbers.map { $0 >= 0 && $0.isFinite ? $0 : .nan }
    }
    guard case .texts(let texts) = column.values else { return nil }
    let levels = texts.levels.map { seconds($0) ?? .nan }
    guard levels.contains(where: { !$0.isNaN }) else { return nil }
    return texts.codes.indices.map { row in
      let code = Int(texts.codes[row])
      return code < 0 || column.missing.isMissing(row) ? .nan : levels[code]
    }
  }

  /// The median of the times that are there; `nil` without any.
  ///
  /// Of an even number it is the mean of the two in the middle.
  static func median(_ values: [Double]) -> Double? {
    let sorted = values.filter { !$0.isNaN }.sorted()
    guard !sorted.isEmpty else { return nil }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1
      ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// For each row the share of pages that took less than `fraction` of the
  /// page's median; pages without a time do not count.
  static func fastShares(_ pages: [[Double]], fraction: Double) -> [Double] {
    let limits = pages.map { median($0).map { $0 * fraction } ?? .nan }
    return (0..<(pages.first?.count ?? 0)).map { row in
      var fast = 0.0
      var count = 0.0
      for (page, limit) in zip(pages, limits) where !page[row].isNaN {
        count += 1
        if page[row] < limit { fast += 1 }
      }
      return fast / count
    }
  }

  /// Reads a time that is written as a text.
  static func seconds(_ text: String) -> Double? {
    let text = text.filter { !$0.isWhitespace }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 2 || parts.count == 3 {
      let numbers = parts.compactMap { Double($0) }.filter { $0 >= 0 }
      guard numbers.count == parts.count else { return nil }
      return numbers.reduce(0) { $0 * 60 + $1 }
    }
    var total = 0.0
    var digits = ""
    var unit = ""
    var isRead = false
    func add() -> Bool {
      guard let number = Double(digits), number >= 0, let factor = units[unit]
      else { return false }
      total += number * factor
      isRead = true
      return true
    }
    for character in text {
      if character.isNumber || character == "." {
        if !unit.isEmpty {
          guard add() else { return nil }
          (digits, unit) = ("", "")
        }
        digits.append(character)
      } else {
        unit.append(contentsOf: character.lowercased())
      }
    }
    guard add(), isRead, total.isFinite else { return nil }
    return total
  }

  private static let units: [String: Double] = [
    "秒": 1, "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1,
    "秒钟": 1, "分": 60, "分钟": 60, "m": 60, "min": 60, "mins": 60,
    "minute": 60, "minutes": 60, "时": 3600, "小时": 3600, "h": 3600,
    "hour": 3600, "hours": 3600, "天": 86_400, "d": 86_400,
  ]
}
