/// How many cells of a text column are numbers written for the eye.
struct WrittenNumbers {
  /// Cells with a value.
  var cells = 0
  /// Those that are numbers, plain ones among them.
  var numbers = 0
  /// The first that is not plain.
  var example = ""
  /// The first that is no number, and so the reason why the column is text.
  var obstacle = ""
  /// Whether a declared type would read all of the numbers.
  var areReadable = true

  fileprivate mutating func note(obstacle: UnsafeBufferPointer<UInt8>) {
    if self.obstacle.isEmpty { self.obstacle = escapedExcerpt(obstacle) }
  }
}

extension ColumnBuilder {
  /// How often each text stands in a column that became text by itself; `nil`
  /// where fewer than half of the texts can be numbers or days in another
  /// form.
  var countsOfOddTexts: [Int32]? {
    guard kind == .text, rules.kind == .automatic, !levels.isEmpty else {
      return nil
    }
    if isPlain {
      if oddTexts == 0 { return nil }
    } else {
      // Most columns of answers need no counting.
      let levels = levels
      let mayHold = levels.indices.contains { code in
        levels.withUTF8(code) { cell in
          let text = trimmed(cell)
          return !text.isEmpty && mayBeNumber(text)
        }
      }
      guard mayHold else { return nil }
    }
    var counts = [Int32](repeating: isPlain ? 1 : 0, count: levels.count)
    if !isPlain {
      for code in codes where code >= 0 { counts[Int(code)] += 1 }
    }
    return counts
  }

  /// The numbers with percent signs, separators, currencies or units of a
  /// column that was read as text because of them; `nil` when they are not
  /// more than half of its values.
  func writtenNumbers() -> WrittenNumbers? {
    guard let counts = countsOfOddTexts else { return nil }
    let levels = levels
    var found = WrittenNumbers()
    for code in levels.indices {
      levels.withUTF8(code) { cell in
        let text = trimmed(cell)
        guard mayBeNumber(text) else {
          found.cells += text.isEmpty ? 0 : Int(counts[code])
          found.note(obstacle: text)
          return
        }
        if rules.missingReason(text) != nil || spellsMissing(text) { return }
        found.cells += Int(counts[code])
        if parsePlainNumber(text) != nil {
          found.numbers += Int(counts[code])
          return
        }
        let folded = foldedWidth(text)
        guard bareNumber(folded) != nil else {
          found.note(obstacle: text)
          return
        }
        found.numbers += Int(counts[code])
        if parseDeclaredNumber(text, percentScale: 1) == nil {
          found.areReadable = false
        }
        if found.example.isEmpty {
          found.example = escapedExcerpt(text)
        }
      }
    }
    guard !found.example.isEmpty, found.numbers * 2 > found.cells else {
      return nil
    }
    return found
  }
}

/// Whether a text begins like a number, a currency or a word for "missing";
/// most texts are done with after one byte.
func mayBeNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
  guard let first = text.first else { return true }
  switch first {
  case 0x23, 0x24, 0x2B...0x2E, 0x30...0x39, 0xC2, 0xE2, 0xEF: return true
  // NA, NaN, NULL and so on.
  case 0x4E, 0x6E: return text.count <= 4
  case 0x52:
    // As in `RMB 12`.
    return text.count > 2 && text[1] == 0x4D
  default: return false
  }
}

private let units: Set<String> = [
  "", "%", "元", "千元", "万元", "亿元", "万", "亿", "人", "人次", "岁", "分", "天",
  "个", "件", "次", "项", "小时", "分钟", "公里", "米", "平方米", "公斤",
]

/// The number in `folded` without currency, separators of thousands and
/// unit; `nil` for any other text and for codes such as `007`.
private func bareNumber(_ folded: [UInt8]) -> String? {
  var text = String(decoding: folded, as: UTF8.self)[...]
  for currency in ["¥", "￥", "$", "€", "RMB"] where text.hasPrefix(currency) {
    text = text.dropFirst(currency.count)
    while text.first == " " { text.removeFirst() }
    break
  }
  let body = text.prefix { $0.isASCII && ($0.isNumber || ".,-".contains($0)) }
  var unit = text.dropFirst(body.count)
  while unit.first == " " { unit.removeFirst() }
  guard units.contains(String(unit)) else { return nil }
  let parts = body.split(separator: ",", omittingEmptySubsequences: false)
  guard
    parts.dropFirst().allSatisfy({ part in
      part.prefix { $0 != "." }.count == 3
    }), !parts.dropLast().contains(where: { $0.contains(".") }),
    parts.count == 1 || (parts.first?.filter(\.isNumber).count ?? 0) <= 3
  else { return nil }
  let bare = parts.joined()
  let isNumber = Array(bare.utf8).withUnsafeBufferPointer {
    parsePlainNumber($0) != nil
  }
  return isNumber ? bare : nil
}
