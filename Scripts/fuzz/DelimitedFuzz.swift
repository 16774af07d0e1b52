import SurveyData
import SurveyImport

/// Reads bytes as a delimited file; the first six of them choose the options.
///
/// Whatever the bytes are, the reader has to come to an end with a table or a
/// diagnostic, the numbers of rows have to agree, and a table of texts has to
/// come back equal after it was written.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  guard size >= 6 else { return 0 }
  let input = UnsafeBufferPointer(start: start, count: size)
  let options = choices(Array(input[..<6]))
  let bytes = Array(input[6...])
  guard
    let result = try? DelimitedReader.read(
      bytes: bytes, displayName: "f.csv", options: options)
  else { return 0 }
  let table = result.table
  precondition(
    table.source.rowsRead == table.rowCount + result.rejects.count)
  for column in table.columns {
    precondition(column.count == table.rowCount)
    for row in [0, table.rowCount - 1] where row >= 0 && row < table.rowCount {
      _ = column.text(at: row)
    }
  }
  if options.readsAllAsText { comesBack(table) }
  return 0
}

private func comesBack(_ table: Table) {
  var options = ImportOptions(encoding: .utf8, delimiter: 0x2C)
  options.readsAllAsText = true
  options.maximumColumns = 1_000_000
  options.duplicates = .rename
  let copy = try? DelimitedReader.read(
    bytes: csvFile(of: table), displayName: "g.csv", options: options)
  guard let copy = copy?.table else { fatalError("the copy is refused") }
  precondition(copy.rowCount == table.rowCount)
  precondition(copy.columns.count == table.columns.count)
  for (left, right) in zip(table.columns, copy.columns) {
    precondition(left.name.utf8.elementsEqual(right.name.utf8))
    for row in 0..<table.rowCount {
      let (a, b) = (left.text(at: row) ?? "", right.text(at: row) ?? "")
      precondition(a.utf8.elementsEqual(b.utf8))
    }
  }
}

private func choices(_ bytes: [UInt8]) -> ImportOptions {
  var options = ImportOptions(duplicates: .rename)
  func pick<Element>(_ elements: [Element], _ byte: UInt8) -> Element {
    elements[Int(byte) % elements.count]
  }
  let signs = Array(",;\t|:\"'\\#. ".utf8)
  options.encoding = pick([nil, nil] + TextEncoding.allCases, bytes[0])
  options.delimiter = pick([nil, nil] + signs, bytes[1])
  options.quote = pick([0x22, 0x22, nil, 0x27], bytes[2])
  options.escape = pick([nil, nil, 0x5C, 0x22], bytes[2] >> 2)
  options.doublesQuotes = bytes[2] & 0x10 == 0
  options.comment = pick([nil, nil, 0x23, 0x2C], bytes[2] >> 5)
  options.hasHeader = bytes[3] & 1 == 0
  options.readsAllAsText = bytes[3] & 2 != 0
  options.bareQuotes = bytes[3] & 4 == 0 ? .reject : .literal
  options.duplicates = bytes[3] & 8 == 0 ? .rename : .stop
  options.skippedLines = Int(bytes[3] >> 4) % 3
  options.totalRows = pick([nil, .keep, .drop], bytes[3] >> 6)
  options.decimal = pick([nil, nil, .comma, .point], bytes[4])
  options.thousands = pick(
    [nil, nil] + ImportOptions.Thousands.allCases, bytes[4] >> 2)
  options.dateOrder = pick(
    [nil] + ImportOptions.DateOrder.allCases, bytes[4] >> 5)
  options.dateSystem = pick(
    [nil] + ImportOptions.DateSystem.allCases, bytes[4] >> 6)
  if bytes[5] & 1 != 0 { options.maximumFieldBytes = 16 }
  if bytes[5] & 2 != 0 { options.maximumColumns = 4 }
  if bytes[5] & 4 != 0 { options.maximumRejects = 1 }
  // Small parts, so that their ends fall everywhere.
  options.chunkBytes = pick([1 << 18, 16, 61, 200], bytes[4] >> 3)
  options.codebook = codebook(bytes[5] >> 3)
  return options
}

/// A codebook whose variables have the names that files of the corpus have.
private func codebook(_ byte: UInt8) -> Codebook? {
  guard byte > 0 else { return nil }
  let kinds: [Variable.Kind] = [.integer, .number, .date, .text, .automatic]
  let names = ["id", "a", "b", "c", "x", "y", "column_1", "column_2", "n"]
  return Codebook(
    names.enumerated().map { position, name in
      Variable(
        name, kind: kinds[(Int(byte) + position) % kinds.count],
        missingCodes: ["-9": .refused, "n": .dontKnow],
        scale: byte & 4 == 0
          ? nil : Variable.Scale(minimum: 0, maximum: 10),
        unit: byte & 8 == 0 ? nil : "元")
    })
}
