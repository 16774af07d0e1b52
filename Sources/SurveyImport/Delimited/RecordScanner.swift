/// The bytes that have a meaning in a delimited file.
struct Grammar {
  var delimiter: UInt8
  var quote: UInt8?
  var escape: UInt8?
  var doublesQuotes: Bool
  var comment: UInt8?
  var bareQuotes: ImportOptions.BareQuotes
  var maximumFieldBytes: Int
  var maximumColumns: Int

  init(delimiter: UInt8, options: ImportOptions) {
    self.delimiter = delimiter
    quote = options.quote
    escape = options.escape == options.quote ? nil : options.escape
    doublesQuotes = options.doublesQuotes
    comment = options.comment
    bareQuotes = options.bareQuotes
    maximumFieldBytes = min(options.maximumFieldBytes, Int(UInt32.max))
    maximumColumns = options.maximumColumns
  }
}

/// A field as a range of the decoded bytes.
struct Field {
  /// Where the content begins, after an opening quote.
  var start: Int
  /// The length of the content, before quotes are unescaped.
  var length: UInt32
  /// Whether doubled quotes or escapes have to be resolved.
  var isEscaped: Bool
  /// Whether it stood in quotes.
  var isQuoted: Bool
}

/// A record as the scanner found it.
struct ScannedRecord {
  enum Kind { case data, blank, comment, end }

  var kind: Kind
  /// The line where it starts.
  var line: Int
  var start: Int
  /// The end of its content, before the line end.
  var end: Int
  var fieldCount = 0
  /// Its first fault; the number of fields is not judged here.
  var fault: RejectedRecord.Reason?
  /// The line where a quote opened that was never closed.
  var openLine = 0
  var hasBareQuote = false
  /// Whether all fields beyond the capacity are empty.
  var isEmptyBeyond = true
}

/// Finds records and fields in one pass over the bytes, without looking back.
struct RecordScanner {
  let base: UnsafePointer<UInt8>
  private let end: Int
  let grammar: Grammar
  private let invalidOffsets: [Int]
  private var invalidPosition = 0
  /// What a byte means outside quotes (low half) and inside (high half).
  private let meanings: [UInt8]
  /// Carriage returns before this place are known not to precede a line feed.
  private var loneReturnsEnd = 0

  /// The next byte to read.
  private(set) var position: Int
  /// The line of the next byte, counted from 1.
  private(set) var line: Int
  /// How many records ended in a line feed, in both, and in a return.
  private(set) var lineEnds = (feeds: 0, pairs: 0, returns: 0)

  init(
    _ bytes: UnsafeBufferPointer<UInt8>, grammar: Grammar,
    invalidOffsets: [Int], position: Int = 0, line: Int = 1
  ) {
    base = bytes.baseAddress ?? UnsafePointer(unusedByte)
    end = bytes.count
    self.grammar = grammar
    self.invalidOffsets = invalidOffsets
    self.position = position
    self.line = line
    var meanings = [UInt8](repeating: Meaning.ordinary, count: 512)
    for half in [0, 256] {
      meanings[half + 0] = Meaning.nul
      meanings[half + 0x0A] = Meaning.feed
      meanings[half + 0x0D] = Meaning.carriageReturn
      if let escape = grammar.escape {
        meanings[half + Int(escape)] = Meaning.escape
      }
      if let quote = grammar.quote {
        meanings[half + Int(quote)] = Meaning.quote
      }
    }
    meanings[Int(grammar.delimiter)] = Meaning.delimiter
    self.meanings = meanings
    while invalidPosition < invalidOffsets.count,
      invalidOffsets[invalidPosition] < position
    { invalidPosition += 1 }
  }

  /// Reads the next record and writes its first `capacity` fields.
  mutating func next(
    into fields: UnsafeMutablePointer<Field>, capacity: Int
  ) throws(FileFault) -> ScannedRecord {
    var record = ScannedRecord(
      kind: .data, line: line, start: position, end: position)
    guard position < end else {
      record.kind = .end
      return record
    }
    let first = base[position]
    if let comment = grammar.comment, first == comment {
      skipLine()
      record.kind = .comment
      return record
    }
    if first == 0x0A || first == 0x0D {
      record.kind = .blank
      passLineEnd()
      return record
    }
    let limit = grammar.maximumColumns
    while true {
      let more = meanings.withUnsafeBufferPointer { meanings in
        scanField(into: fields, capacity, &record, meanings)
      }
      if record.fieldCount > limit {
        throw .tooManyColumns(line: record.line, limit: limit)
      }
      guard more else { break }
    }
    record.end = position
    if position < end { passLineEnd() }
    return record
  }

  /// Reads one field; returns whether another one follows.
  @inline(__always)
  private mutating func scanField(
    into fields: UnsafeMutablePointer<Field>, _ capacity: Int,
    _ record: inout ScannedRecord, _ meanings: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    var i = position
    let fieldStart = i
    var field = Field(start: i, length: 0, isEscaped: false, isQuoted: false)
    var removed = 0
    var hasNul = false
    var hasBareQuote = false
    var fault: RejectedRecord.Reason?
    if i < end, let quote = grammar.quote, base[i] == quote {
      i += 1
      field.isQuoted = true
      field.start = i
      let openLine = line
      var isClosed = false
      scan: while i < end {
        switch meanings[256 + Int(base[i])] {
        case Meaning.ordinary:
          i += 1
        case Meaning.quote:
          if grammar.doublesQuotes, i + 1 < end, base[i + 1] == quote {
            removed += 1
            i += 2
          } else {
            isClosed = true
            break scan
          }
        case Meaning.feed:
          if base[i - 1] != 0x0D { line += 1 }
          i += 1
        case Meaning.carriageReturn:
          line += 1
          i += 1
        case Meaning.escape:
          if i + 1 < end {
            removed += 1
            if base[i + 1] == 0x0A { line += 1 }
            if base[i + 1] == 0 { hasNul = true }
            i += 2
          } else {
            i += 1
          }
        default:
          hasNul = true
          i += 1
        }
      }
      field.length = UInt32(clamping: i - field.start)
      if isClosed {
        i += 1
        var meaning = i < end ? meanings[Int(base[i])] : Meaning.feed
        if !Meaning.endsField(meaning) {
          fault = .garbageAfterQuote
          while !Meaning.endsField(meaning) {
            hasNul = hasNul || meaning == Meaning.nul
            i += 1
            meaning = i < end ? meanings[Int(base[i])] : Meaning.feed
          }
        }
      } else {
        fault =
          i - field.start - removed > grammar.maximumFieldBytes
          ? .fieldLimit : .unterminatedQuote
        record.openLine = openLine
      }
    } else {
      scan: while i < end {
        switch meanings[Int(base[i])] {
        case Meaning.ordinary:
          i += 1
        case Meaning.delimiter, Meaning.feed, Meaning.carriageReturn:
          break scan
        case Meaning.quote:
          hasBareQuote = true
          i += 1
        case Meaning.escape:
          if i + 1 < end {
            removed += 1
            if base[i + 1] == grammar.quote { hasBareQuote = true }
            if base[i + 1] == 0 { hasNul = true }
            i += 2
          } else {
            i += 1
          }
        default:
          hasNul = true
          i += 1
        }
      }
      field.length = UInt32(clamping: i - field.start)
    }
    field.isEscaped = removed > 0
    if hasBareQuote {
      record.hasBareQuote = true
      if grammar.bareQuotes == .reject { fault = fault ?? .bareQuote }
    }
    if invalidPosition < invalidOffsets.count,
      invalidOffsets[invalidPosition] < i
    {
      if invalidOffsets[invalidPosition] >= fieldStart {
        fault = fault ?? .invalidEncoding
      }
      skipInvalid(before: i)
    }
    if hasNul { fault = fault ?? .nulByte }
    if Int(field.length) - removed > grammar.maximumFieldBytes {
      fault = fault ?? .fieldLimit
    }
    if record.fault == nil { record.fault = fault }
    if record.fieldCount < capacity {
      fields[record.fieldCount] = field
    } else if field.length > 0 {
      record.isEmptyBeyond = false
    }
    record.fieldCount += 1
    position = i
    guard i < end, base[i] == grammar.delimiter else { return false }
    position = i + 1
    return true
  }

  /// Passes over one line without looking at its fields.
  mutating func skipLine() {
    while position < end, base[position] != 0x0A, base[position] != 0x0D {
      position += 1
    }
    skipInvalid(before: position)
    if position < end { passLineEnd() }
  }

  private mutating func skipInvalid(before place: Int) {
    while invalidPosition < invalidOffsets.count,
      invalidOffsets[invalidPosition] < place
    { invalidPosition += 1 }
  }

  /// Passes LF, CR, or CR before LF however many they are.
  private mutating func passLineEnd() {
    line += 1
    if base[position] == 0x0A {
      lineEnds.feeds += 1
      position += 1
      return
    }
    if position >= loneReturnsEnd {
      var i = position
      while i < end, base[i] == 0x0D { i += 1 }
      if i < end, base[i] == 0x0A {
        lineEnds.pairs += 1
        position = i + 1
        return
      }
      loneReturnsEnd = i
    }
    lineEnds.returns += 1
    position += 1
  }
}

/// Stands in for the address that an empty text does not have.
nonisolated(unsafe) let unusedByte =
  UnsafeMutablePointer<UInt8>.allocate(capacity: 1)

private enum Meaning {
  static let ordinary: UInt8 = 0
  static let delimiter: UInt8 = 1
  static let feed: UInt8 = 2
  static let carriageReturn: UInt8 = 3
  static let quote: UInt8 = 4
  static let escape: UInt8 = 5
  static let nul: UInt8 = 6

  @inline(__always)
  static func endsField(_ meaning: UInt8) -> Bool {
    meaning >= delimiter && meaning <= carriageReturn
  }
}
