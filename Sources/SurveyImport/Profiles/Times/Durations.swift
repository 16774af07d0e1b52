import SurveyData

/// The seconds that `text` says: `271`, `271秒`, `4分31秒`, `1小时2分3秒`,
/// `00:04:31`; `nil` for anything else.
func durationInSeconds(_ text: String) -> Double? {
  let text = trimmedText(text)
  let plain = Array(text.utf8).withUnsafeBufferPointer {
    parseDeclaredNumber(trimmed($0), percentScale: 1)
  }
  if let plain, !plain.isPercentage { return plain.number.value }
  let clock = split(text, at: ":")
  if (2...3).contains(clock.count) {
    let numbers = clock.map { Double($0) }
    guard numbers.allSatisfy({ ($0 ?? -1) >= 0 }) else { return nil }
    return numbers.reduce(0) { $0 * 60 + ($1 ?? 0) }
  }
  return unitDuration(text)
}

private let units: [(name: String, seconds: Double)] = [
  ("小时", 3600), ("分钟", 60), ("天", 86_400), ("时", 3600), ("分", 60), ("秒", 1),
]

private func unitDuration(_ text: String) -> Double? {
  var rest = text[...]
  var total = 0.0
  var last = Double.infinity
  guard !rest.isEmpty else { return nil }
  while !rest.isEmpty {
    let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let number = Double(digits) else { return nil }
    rest = rest.dropFirst(digits.count)
    while rest.first == " " { rest.removeFirst() }
    guard let unit = units.first(where: { rest.hasPrefix($0.name) }),
      unit.seconds < last
    else { return nil }
    total += number * unit.seconds
    last = unit.seconds
    rest = rest.dropFirst(unit.name.count)
    while rest.first == " " { rest.removeFirst() }
  }
  return total
}

extension ProfileShaping {
  /// A column of durations as seconds; left as text when a cell is none.
  mutating func duration(_ position: Int) -> Column {
    guard plan.columns[position].variable.kind != .text,
      let texts = ReadTexts(raw[position])
    else { return unmasked(position) }
    let seconds = texts.levels.map(durationInSeconds)
    guard seconds.allSatisfy({ $0 != nil }) else { return unmasked(position) }
    readAnew.insert(position)
    var column = raw[position].with(
      numbers: seconds.map { $0 ?? 0 }, of: texts)
    if case .integers = column.values {
      column.variable?.kind = .integer
    } else {
      column.variable?.kind = .number
    }
    if column.variable?.unit == nil {
      column.variable?.unit = LocalizedText(zh: "秒", en: "seconds")
    }
    return column
  }
}
