import SurveyData

/// What the codebook says about the cells of one column.
struct CellRules {
  /// The type that the codebook fixes.
  let kind: Variable.Kind
  /// The reason for cells with nothing in them.
  let blankReason: MissingReason
  /// Numeric codes of missing values.
  let missingNumbers: [(value: Double, reason: MissingReason)]
  /// Ranges of numbers that are codes of missing values.
  let missingRanges: [Variable.MissingRange]
  /// Codes of missing values as texts.
  let missingTexts: [[UInt8]: MissingReason]
  /// The scale; numbers outside it cannot be answers.
  let limits: ClosedRange<Double>?
  /// What `1%` stands for; `nil` when that depends on whether all numbers of
  /// the column have the sign.
  let percentScale: Double?
  /// The codes that the codebook lists; empty when it lists none.
  let listedCodes: Set<String>
  /// Whether cells that only hold spaces count as blank.
  let trimsBlanks: Bool

  /// Whether apostrophes that guard against formulas are dropped.
  var dropsFormulaGuards = false
  /// How numbers are written.
  var numbers = NumberForm.plain
  /// Currencies and units that may stand beside a number, because the
  /// codebook says so.
  let units: [[UInt8]]
  /// How days are written.
  var days = DayForm()

  init(_ variable: Variable?, readsAllAsText: Bool) {
    trimsBlanks = !readsAllAsText
    kind = readsAllAsText ? .text : variable?.kind ?? .automatic
    let codes = readsAllAsText ? [:] : variable?.missingCodes ?? [:]
    blankReason = codes[""] ?? .blank
    var texts: [[UInt8]: MissingReason] = [:]
    var numbers: [(value: Double, reason: MissingReason)] = []
    for (code, reason) in codes.sorted(by: { $0.key < $1.key }) {
      texts[Array(code.utf8)] = reason
      if let value = Double(code) { numbers.append((value, reason)) }
    }
    missingTexts = texts
    missingNumbers = numbers
    missingRanges = readsAllAsText ? [] : variable?.missingRanges ?? []
    limits = variable?.scale.flatMap { scale in
      scale.minimum <= scale.maximum ? scale.minimum...scale.maximum : nil
    }
    let unit = variable?.unit
    let units = [unit?.chinese, unit?.english]
    self.units =
      readsAllAsText
      ? []
      : units.compactMap { $0 }.filter { !["", "%", "％"].contains($0) }
        .map { Array($0.utf8) }
    let isPercentage = units.contains { ["%", "％", "percent"].contains($0) }
    if isPercentage || kind == .integer {
      percentScale = 1
    } else if let limits {
      percentScale = limits.upperBound > 1 ? 1 : 0.01
    } else {
      percentScale = nil
    }
    listedCodes = Set(
      readsAllAsText ? [] : variable?.valueLabels.map(\.code) ?? [])
  }

  /// Whether any text is the code of a missing value.
  var hasMissingTexts: Bool { !missingTexts.isEmpty }

  /// The reason when `value` is the code of a missing value.
  @inline(__always)
  func missingReason(_ value: Double) -> MissingReason? {
    for code in missingNumbers where code.value == value { return code.reason }
    for range in missingRanges where range.numbers.contains(value) {
      return range.reason
    }
    return nil
  }

  /// The reason when `text`, without spaces around it, is the code of a
  /// missing value or blank.
  func missingReason(_ text: UnsafeBufferPointer<UInt8>) -> MissingReason? {
    if text.isEmpty { return blankReason }
    if missingTexts.isEmpty { return nil }
    return missingTexts[Array(text)]
  }
}

/// `text` without the spaces around it, full-width ones included.
func trimmed(
  _ text: UnsafeBufferPointer<UInt8>
) -> UnsafeBufferPointer<UInt8> {
  var (start, end) = (0, text.count)
  func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
  func isWideSpace(_ i: Int) -> Bool {
    i >= start && i + 3 <= end && text[i] == 0xE3 && text[i + 1] == 0x80
      && text[i + 2] == 0x80
  }
  while start < end {
    if isSpace(text[start]) {
      start += 1
    } else if isWideSpace(start) {
      start += 3
    } else {
      break
    }
  }
  while end > start {
    if isSpace(text[end - 1]) {
      end -= 1
    } else if isWideSpace(end - 3) {
      end -= 3
    } else {
      break
    }
  }
  return UnsafeBufferPointer(rebasing: text[start..<end])
}

/// Whether `text` is a usual way to write that there is no value: `NA` and its
/// like, or a dash or stroke by itself, as tables of offices have it.
func spellsMissing(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
  guard let first = text.first, text.count <= 6 else { return false }
  switch first {
  case UInt8(ascii: "-"), UInt8(ascii: "/"), 0xE2, 0xEF:
    return ["-", "--", "—", "——", "–", "－", "－－", "/", "／"].contains(
      String(decoding: text, as: UTF8.self))
  case UInt8(ascii: "N"), UInt8(ascii: "n"), UInt8(ascii: "#"):
    return ["NA", "N/A", "#N/A", "NULL", "null", "NaN", "nan"].contains(
      String(decoding: text, as: UTF8.self))
  default: return false
  }
}
