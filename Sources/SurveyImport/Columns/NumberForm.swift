/// How the numbers of a column are written.
struct NumberForm: Hashable {
  /// The sign between the whole and the fraction.
  enum Decimal: Hashable { case point, comma }

  /// The sign between groups of three digits.
  enum Grouping: String, Hashable, CaseIterable {
    case comma = ","
    case point = "."
    case space = " "
    case apostrophe = "'"
  }

  var decimal = Decimal.point
  var grouping: Grouping?
  /// Every number has a percent sign, and `95%` stands for 0.95.
  var arePercentages = false
  /// Digits may be full-width.
  var isWide = false

  /// `1234.5`.
  static let plain = NumberForm()

  var isPlain: Bool { self == .plain }

  /// Calls `body` with `cell` as it would be in the plain form.
  ///
  /// Groups have three digits, but for the first, which has up to three and
  /// does not begin with 0. The sign of decimals stands at most once, and no
  /// separator comes after it.
  ///
  /// - Returns: `nil` when `cell` is not written in this form.
  func withPlain<Result>(
    _ cell: UnsafeBufferPointer<UInt8>,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result?
  ) -> Result? {
    guard cell.count > 0, cell.count <= 400 else { return nil }
    return withUnsafeTemporaryAllocation(
      of: UInt8.self, capacity: cell.count
    ) { plain in
      var count = 0
      // Digits since the last separator, -1 after the sign of decimals.
      var group = 0
      var separators = 0
      var i = 0
      func put(_ byte: UInt8) {
        plain[count] = byte
        count += 1
      }
      if cell[0] == UInt8(ascii: "-") || cell[0] == UInt8(ascii: "+") {
        put(cell[0])
        i = 1
      }
      let start = i
      while i < cell.count {
        let byte = cell[i]
        if byte &- 0x30 < 10 {
          put(byte)
          if group >= 0 { group += 1 }
          i += 1
        } else if group > 0, let length = separatorLength(cell, i) {
          let isSound =
            separators == 0
            ? group <= 3 && cell[start] != 0x30 : group == 3
          guard isSound else { return nil }
          separators += 1
          group = 0
          i += length
        } else if group >= 0, byte == decimalByte {
          guard separators == 0 || group == 3 else { return nil }
          put(UInt8(ascii: "."))
          group = -1
          i += 1
        } else if byte | 0x20 == UInt8(ascii: "e"), separators == 0 {
          // The exponent is judged with the plain number.
          while i < cell.count {
            guard cell[i] != UInt8(ascii: "."), cell[i] != 0x2C else {
              return nil
            }
            put(cell[i])
            i += 1
          }
        } else {
          return nil
        }
      }
      guard group < 0 || separators == 0 || group == 3 else { return nil }
      return body(
        UnsafeBufferPointer(rebasing: UnsafeBufferPointer(plain)[..<count]))
    }
  }

  private var decimalByte: UInt8 {
    decimal == .comma ? UInt8(ascii: ",") : UInt8(ascii: ".")
  }

  /// The length of a separator of groups at `i`.
  private func separatorLength(
    _ cell: UnsafeBufferPointer<UInt8>, _ i: Int
  ) -> Int? {
    func holds(_ bytes: UInt8...) -> Int? {
      guard i + bytes.count <= cell.count else { return nil }
      for (k, byte) in bytes.enumerated() where cell[i + k] != byte {
        return nil
      }
      return bytes.count
    }
    switch grouping {
    case nil: return nil
    case .comma: return holds(0x2C) ?? holds(0xEF, 0xBC, 0x8C)
    case .point: return holds(0x2E)
    case .space:
      // Also the spaces that do not break: U+00A0, U+202F and U+2009.
      return holds(0x20) ?? holds(0xC2, 0xA0) ?? holds(0xE2, 0x80, 0xAF)
        ?? holds(0xE2, 0x80, 0x89)
    case .apostrophe: return holds(0x27) ?? holds(0xE2, 0x80, 0x99)
    }
  }
}

/// Reads a number that nobody would take for anything else, in a column whose
/// numbers are known to be written in `form`.
func parsePlainNumber(
  _ cell: UnsafeBufferPointer<UInt8>, _ form: NumberForm
) -> ParsedNumber? {
  if form.isPlain { return parsePlainNumber(cell) }
  if form.isWide || form.arePercentages {
    var folded = foldedWidth(cell)
    if form.arePercentages {
      guard folded.popLast() == UInt8(ascii: "%") else { return nil }
      while folded.last == UInt8(ascii: " ") { folded.removeLast() }
    }
    return folded.withUnsafeBufferPointer { text in
      let number = form.withPlain(text, parsePlainNumber)
      guard form.arePercentages else { return number }
      return number.map { .double($0.value / 100) }
    }
  }
  return form.withPlain(cell, parsePlainNumber)
}

/// Reads a number where the codebook says that there is one, written in
/// `form` and with one of `units` before or after it.
func parseDeclaredNumber(
  _ cell: UnsafeBufferPointer<UInt8>, percentScale: Double,
  _ form: NumberForm, units: [[UInt8]]
) -> (number: ParsedNumber, isPercentage: Bool)? {
  if form.isPlain,
    let found = parseDeclaredNumber(cell, percentScale: percentScale)
  {
    return found
  }
  let bare = units.isEmpty ? Array(cell) : withoutUnit(cell, units)
  let folded = bare.withUnsafeBufferPointer { foldedWidth($0) }
  let isPercentage = folded.last == UInt8(ascii: "%")
  return folded.withUnsafeBufferPointer { text in
    let digits =
      isPercentage
      ? trimmed(UnsafeBufferPointer(rebasing: text.dropLast())) : text
    let found = form.withPlain(digits) {
      parseDeclaredNumber($0, percentScale: 1)?.number
    }
    guard let found else { return nil }
    guard isPercentage, percentScale != 1 else { return (found, isPercentage) }
    return (.double(found.value / (1 / percentScale)), true)
  }
}

/// The cell without the first of `units` that stands before or after it.
func withoutUnit(
  _ cell: UnsafeBufferPointer<UInt8>, _ units: [[UInt8]]
) -> [UInt8] {
  for unit in units where cell.count > unit.count {
    if cell.suffix(unit.count).elementsEqual(unit) {
      return Array(
        trimmed(UnsafeBufferPointer(rebasing: cell.dropLast(unit.count))))
    }
    if cell.prefix(unit.count).elementsEqual(unit) {
      return Array(
        trimmed(UnsafeBufferPointer(rebasing: cell.dropFirst(unit.count))))
    }
  }
  return Array(cell)
}
