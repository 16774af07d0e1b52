/// Where the label of a point in time lies on a time axis.
///
/// Read are years, quarters, months and days as they are usually written:
/// `2023`, `2023年`, `2023Q3`, `2023-Q3`, `2023年第3季度`, `2023-05`,
/// `2023年5月`, `2023-05-17`, `2023/5/17`; and times since a beginning, all in
/// one unit: `day 30`, `第30天`, `month 6`, `6个月`.
enum TimePlace {
  /// The number of days or months since a beginning, and the words around
  /// it; `nil` where the text is none.
  static func elapsed(_ text: String) -> (number: Double, unit: String)? {
    let digits = text.filter { ("0"..."9").contains($0) || $0 == "." }
    let unit = text.filter { !digits.contains($0) && $0 != " " }
    let units = ["day", "第天", "天", "month", "个月", "第个月"]
    guard text.contains(digits), units.contains(unit),
      let number = Double(digits)
    else { return nil }
    return (number, unit)
  }

  /// The time in years; `nil` where the text is none.
  static func years(_ text: String) -> Double? {
    var numbers: [Int] = []
    var digits = ""
    var isQuarter = false
    for character in text + " " {
      if character.isASCII, character.isNumber {
        digits.append(character)
        continue
      }
      if !digits.isEmpty {
        guard digits.count <= 4, let number = Int(digits) else { return nil }
        numbers.append(number)
        digits = ""
      }
      switch character {
      case "Q", "q", "季": isQuarter = true
      case "年", "月", "日", "第", "度", "-", "/", ".", " ": break
      default: return nil
      }
    }
    guard let year = numbers.first, (1000...9999).contains(year) else {
      return nil
    }
    let rest = numbers.dropFirst()
    if isQuarter {
      guard rest.count == 1, let quarter = rest.first, (1...4).contains(quarter)
      else { return nil }
      return Double(year) + Double(quarter - 1) / 4
    }
    guard rest.count <= 2 else { return nil }
    guard let month = rest.first else { return Double(year) }
    guard (1...12).contains(month) else { return nil }
    let day = rest.dropFirst().first ?? 1
    guard (1...31).contains(day) else { return nil }
    // Months of one length: a day is half a pixel on the widest axis.
    return Double(year) + (Double(month - 1) + Double(day - 1) / 31) / 12
  }

  /// The places 0...1 of labels: in proportion to time where all of them are
  /// times that rise, or else at equal distances.
  static func places(_ labels: [String]) -> [Double] {
    guard labels.count > 1 else { return labels.map { _ in 0.5 } }
    var times = labels.compactMap(years)
    if times.isEmpty {
      let found = labels.compactMap(elapsed)
      if Set(found.map(\.unit)).count == 1 { times = found.map(\.number) }
    }
    if times.count == labels.count,
      zip(times, times.dropFirst()).allSatisfy({ $0 < $1 })
    {
      let (first, last) = (times[0], times[times.count - 1])
      return times.map { ($0 - first) / (last - first) }
    }
    return labels.indices.map { Double($0) / Double(labels.count - 1) }
  }
}
