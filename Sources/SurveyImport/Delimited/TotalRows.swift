/// Finds records that sum up other records.
///
/// The whole cell has to be the word, but for spaces around it, the case of
/// Latin letters and a colon after it. `Average` is an answer in many
/// questionnaires, and `sum` is a code in many tables; such words count in
/// the first cell that has content only.
struct TotalRows {
  private static let anyWords: Set<String> = [
    "合计", "小计", "总计", "总和", "汇总", "total", "subtotal",
  ]
  private static let firstWords: Set<String> = ["平均", "均值", "average", "sum"]

  /// For each column the words that are answers there.
  private let answers: [Set<String>]
  /// - Parameter listedCodes: For each column what the codebook lists.
  init(listedCodes: [Set<String>]) {
    answers = listedCodes.map { codes in
      Set(codes.map { Self.word($0) })
    }
  }

  /// Whether a text begins like one of the words, or with a space.
  @inline(__always)
  static func mayBegin(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard cell.count >= 2 else { return false }
    let (first, second) = (cell[0], cell[1])
    switch first {
    case 0x20, 0x09, 0xC2, 0xE3: return true
    // Average, sum, subtotal, total in either case.
    case 0x41, 0x61: return second | 0x20 == 0x76
    case 0x53, 0x73: return second | 0x20 == 0x75
    case 0x54, 0x74: return second | 0x20 == 0x6F
    // 合 and 小, 平 and 均, 总 and 汇.
    case 0xE5:
      return second == 0x90 || second == 0xB0 || second == 0xB9
        || second == 0x9D
    case 0xE6: return second == 0x80 || second == 0xB1
    default: return false
    }
  }

  /// Whether a record with this cell may be a row of totals.
  func mayHead(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    // Almost all cells are done with after one byte.
    guard Self.mayBegin(cell), cell.count <= 48 else { return false }
    let word = Self.word(String(decoding: cell, as: UTF8.self))
    return Self.anyWords.contains(word) || Self.firstWords.contains(word)
  }

  /// Whether one record is a row of totals.
  func contain(_ view: CellView, row: Int) -> Bool {
    var isFirst = true
    var scratch: [UInt8] = []
    for column in answers.indices {
      let text = view.withContent(row, column, &scratch) {
        $0.count <= 48 ? String(decoding: $0, as: UTF8.self) : nil
      }
      guard let text else {
        isFirst = false
        continue
      }
      let word = Self.word(text)
      if word.isEmpty { continue }
      let isTotal =
        Self.anyWords.contains(word)
        || (isFirst && Self.firstWords.contains(word))
      if isTotal, !answers[column].contains(word) { return true }
      isFirst = false
    }
    return false
  }

  private static func word(_ text: String) -> String {
    var text = text[...]
    func dropSpaces() {
      while text.first?.isWhitespace == true { text.removeFirst() }
      while text.last?.isWhitespace == true { text.removeLast() }
    }
    dropSpaces()
    if text.last == ":" || text.last == "：" { text.removeLast() }
    dropSpaces()
    return text.lowercased()
  }
}
