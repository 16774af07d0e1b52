/// The first records of a file as texts, by which an export is recognised.
struct ProfileHead {
  /// One record.
  struct Record {
    /// The line where it starts.
    var line: Int
    /// Its fields.
    var fields: [String]
  }

  /// The first records that are neither blank nor comments.
  let records: [Record]
  /// The delimiter of the file.
  let delimiter: UInt8
  /// Whether every field of the first record stands in quotes.
  let isAllQuoted: Bool

  /// The most records that are looked at: three of a header, and some cells.
  static let recordLimit = 6
  /// Fields below the first three records are hints and are cut here.
  private static let hintLength: UInt32 = 256
  /// A field of a header beyond this many bytes is not from a platform.
  private static let headerLength: UInt32 = 1 << 16

  /// Reads the head at `start`; `nil` when the first record is damaged or is
  /// nothing that a platform writes.
  init?(_ start: RecordScanner, maximumColumns: Int) {
    var scanner = start
    var records: [Record] = []
    var isAllQuoted = true
    let noFields = UnsafeMutablePointer<Field>.allocate(capacity: 1)
    defer { noFields.deallocate() }
    while records.count < Self.recordLimit {
      var counter = scanner
      guard let found = try? counter.next(into: noFields, capacity: 0),
        found.kind != .end
      else { break }
      guard found.kind == .data else {
        scanner = counter
        continue
      }
      if records.isEmpty, found.fault != nil || found.fieldCount < 2 {
        return nil
      }
      let fields = UnsafeMutablePointer<Field>.allocate(
        capacity: found.fieldCount)
      defer { fields.deallocate() }
      guard
        (try? scanner.next(into: fields, capacity: found.fieldCount)) != nil
      else { break }
      var texts: [String] = []
      texts.reserveCapacity(found.fieldCount)
      for position in 0..<found.fieldCount {
        var field = fields[position]
        if records.isEmpty {
          isAllQuoted = isAllQuoted && field.isQuoted
          if field.length > Self.headerLength { return nil }
        }
        let limit = records.count < 3 ? Self.headerLength : Self.hintLength
        field.length = min(field.length, limit)
        texts.append(scanner.text(of: field))
      }
      records.append(Record(line: found.line, fields: texts))
    }
    guard !records.isEmpty else { return nil }
    self.records = records
    self.isAllQuoted = isAllQuoted
    delimiter = start.grammar.delimiter
  }

  /// The fields of the first record.
  var header: [String] { records[0].fields }

  /// A field of one of the records, empty when there is none.
  func text(_ record: Int, _ position: Int) -> String {
    guard records.indices.contains(record),
      records[record].fields.indices.contains(position)
    else { return "" }
    return records[record].fields[position]
  }

  /// Where the header has `name`.
  func position(of name: String) -> Int? { header.firstIndex(of: name) }

  /// How many of `names` the header has.
  func count(of names: [String]) -> Int {
    let present = Set(header)
    return names.count { present.contains($0) }
  }
}
