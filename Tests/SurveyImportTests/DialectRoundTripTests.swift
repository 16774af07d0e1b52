import SurveyData
import Testing

@testable import SurveyImport

/// Writes random tables in random dialects and encodings and reads them back
/// equal, with the dialect set and, where it can be found, without.
@Suite struct DialectRoundTripTests {
  @Test(arguments: 0..<400 as Range<UInt64>)
  func everyCellComesBack(seed: UInt64) throws {
    var random = Stream(state: seed &* 7919 &+ 1)
    let dialect = RandomDialect(&random)
    let columns = 2 + random.below(5)
    let header = (1...columns).map { "c\($0)" }
    let rows = (0..<random.below(30)).map { _ in
      (0..<columns).map { _ in dialect.cell(&random) }
    }
    let bytes = try dialect.file(header, rows, &random)
    let result = try DelimitedReader.read(
      bytes: bytes, displayName: "t.csv", options: dialect.options)
    #expect(result.rejects.isEmpty)
    #expect(result.table.columns.map(\.name) == header)
    let found = (0..<result.table.rowCount).map { row in
      result.table.columns.map { $0.text(at: row) ?? "" }
    }
    #expect(found == rows)
  }

  /// Enough rows, in a common dialect: nothing has to be set.
  @Test(arguments: 0..<60 as Range<UInt64>)
  func commonDialectsAreFound(seed: UInt64) throws {
    var random = Stream(state: seed &* 104_729 &+ 3)
    let delimiter = random.pick([",", ";", "\t", "|"])
    let encodings: [(TextEncoding, String)] = [
      (.utf8, "满意度调查结果éß"), (.gb18030, "满意度调查结果很好不"),
      (.big5, "滿意度調查結果很好不"), (.shiftJIS, "満足度調査のアンケート"),
      (.utf16LittleEndian, "满意度调查结果"), (.utf16BigEndian, "滿意度調查結果"),
    ]
    let (encoding, letters) = random.pick(encodings)
    let end = random.pick(["\n", "\r\n"])
    let rows = (0..<40).map { row in
      [
        "\(row)",
        String((0..<6).map { _ in random.pick(Array(letters)) }),
        random.pick(["", "x\(delimiter)y", "\"q\"", "a\nb", "z"]),
      ]
    }
    var text = ["id", "t", "u"].joined(separator: delimiter) + end
    for row in rows {
      text +=
        row.map { cell in
          cell.contains { "\"\n\(delimiter)".contains($0) }
            ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
        }.joined(separator: delimiter) + end
    }
    var options = ImportOptions()
    options.readsAllAsText = true
    let result = try DelimitedReader.read(
      bytes: try encoded(text, encoding), displayName: "t.csv",
      options: options)
    #expect(result.recognition.encoding?.name == encoding.rawValue)
    #expect(result.rejects.isEmpty)
    let found = (0..<result.table.rowCount).map { row in
      result.table.columns.map { $0.text(at: row) ?? "" }
    }
    #expect(found == rows)
  }
}

/// A dialect that a file may be written in.
private struct RandomDialect {
  var options = ImportOptions()
  private var delimiter: Character
  private var quote: Character
  private var usesEscape: Bool
  private var comment: Character?
  private var ends: [String]
  private var encoding: TextEncoding
  private var hasMark: Bool
  private var namesDelimiter: Bool
  private var letters: [String]

  init(_ random: inout Stream) {
    delimiter = random.pick([",", ";", "\t", "|", ":", "~"])
    quote = random.pick(["\"", "\"", "'"])
    usesEscape = random.below(4) == 0
    comment = random.below(4) == 0 ? "#" : nil
    ends = random.pick([["\n"], ["\r\n"], ["\r"], ["\n", "\r\n", "\r"]])
    let encodings: [(TextEncoding, [String])] = [
      (.utf8, ["满意", "é", "𠮷", "\u{85}", "e\u{301}"]),
      (.utf16LittleEndian, ["满意", "é", "𠮷", "ÿ"]),
      (.utf16BigEndian, ["满意", "é", "𠮷"]),
      (.gb18030, ["满意", "乗", "𠮷", "é", "繁體"]),
      (.big5, ["滿意", "功", "許", "蓋"]), (.shiftJIS, ["満足", "表", "ソ", "ｱ"]),
      (.latin1, ["é", "ß", "ÿ", "\u{A0}"]), (.windows1252, ["é", "€", "“"]),
    ]
    (encoding, letters) = random.pick(encodings)
    switch encoding {
    case .utf8, .gb18030: hasMark = random.below(2) == 0
    case .utf16LittleEndian, .utf16BigEndian: hasMark = true
    default: hasMark = false
    }
    namesDelimiter = random.below(4) == 0
    letters += [
      "1", " ", ",", ";", "\t", "|", "\"", "'", "\n", "\r", "\r\n", "=", "#",
      "\\", "x", ":",
    ]
    options.readsAllAsText = true
    options.encoding = hasMark && random.below(2) == 0 ? nil : encoding
    options.delimiter = namesDelimiter ? nil : delimiter.asciiValue
    options.quote = quote.asciiValue
    options.escape = usesEscape ? UInt8(ascii: "\\") : nil
    options.doublesQuotes = !usesEscape
    options.comment = comment?.asciiValue
    options.skippedLines = random.below(5) == 0 ? 2 : 0
  }

  func cell(_ random: inout Stream) -> String {
    (0..<random.below(5)).map { _ in random.pick(letters) }.joined()
  }

  func file(
    _ header: [String], _ rows: [[String]], _ random: inout Stream
  ) throws -> [UInt8] {
    var text = hasMark ? "\u{FEFF}" : ""
    if namesDelimiter { text += "sep=\(delimiter)" + random.pick(ends) }
    for _ in 0..<options.skippedLines { text += "a title" + random.pick(ends) }
    for (position, row) in ([header] + rows).enumerated() {
      if let comment, random.below(5) == 0 {
        text += "\(comment) a \(quote) remark" + random.pick(ends)
      }
      text += row.enumerated().map { column, cell in
        written(cell, isFirst: column == 0, &random)
      }.joined(separator: String(delimiter))
      let isLast = position == rows.count
      if !isLast || random.below(2) == 0 { text += random.pick(ends) }
    }
    return try encoded(text, encoding)
  }

  private func written(
    _ cell: String, isFirst: Bool, _ random: inout Stream
  ) -> String {
    let special = "\(quote)\(delimiter)\r\n\\".unicodeScalars
    let needsQuotes =
      cell.unicodeScalars.contains { special.contains($0) }
      || (isFirst && cell.first == comment)
    guard needsQuotes || random.below(4) == 0 else { return cell }
    var text = String(quote)
    for scalar in cell.unicodeScalars {
      let isQuote = Character(scalar) == quote
      if usesEscape, isQuote || scalar == "\\" {
        text += "\\"
      } else if isQuote {
        text.append(quote)
      }
      text.unicodeScalars.append(scalar)
    }
    text.append(quote)
    return text
  }
}

/// A seeded stream of numbers (SplitMix64).
private struct Stream {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(limit))
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }
}
