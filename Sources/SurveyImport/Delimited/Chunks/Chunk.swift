/// A part of a file between two places; the records that begin in it belong
/// to it, also where they end behind it.
struct Chunk {
  /// The position among all chunks.
  var index: Int
  /// The places where it begins and ends.
  var start: Int
  var limit: Int
  /// The place where its first record seems to begin, `nil` when none does.
  var firstRecord: Int?
  /// How the columns are best read.
  var modes: [ColumnMode]
}

/// What the records of a chunk are, beside the cells of those that are kept.
struct ChunkRecords {
  /// Where the first record begins, and where the one after the last does.
  var start = 0
  var stop = 0
  /// Line ends in the chunk.
  var lineCount = 0
  /// Line ends outside quotes by their kind.
  var lineEnds = (feeds: 0, pairs: 0, returns: 0)
  /// For each record that is kept the line it starts on, counted from the
  /// first line of the chunk; empty when record i starts on line i.
  var lines: [Int32] = []
  var rejects: [RejectedRecord] = []
  /// The line that each reject's diagnostic points at.
  var rejectLines: [Int] = []
  var blankLines = 0
  var hasBareQuotes = false
  /// The lines of records that repeat the header.
  var headerLines: [Int] = []
  /// The lines of records that sum up others, kept or not.
  var totalLines: [Int] = []
  /// Whether bytes were met that the encoding does not have.
  var hasInvalidBytes = false

  /// The line of a kept record, counted from the first line of the chunk.
  func line(_ row: Int) -> Int { lines.isEmpty ? row : Int(lines[row]) }
}

/// What all chunks of a file have in common.
struct ChunkContext {
  var text: UnsafeBufferPointer<UInt8>
  /// Offsets of invalid bytes, where they are known beforehand.
  var invalidOffsets: [Int]
  var grammar: Grammar
  /// The names of the columns as the header has them.
  var names: [String]
  /// The name of the first column as bytes.
  var firstName: [UInt8]
  var hasHeader: Bool
  var allowsEmptyBeyond: Bool
  var totals: TotalRows?
  var dropsTotals: Bool
  /// Places of records that an earlier pass left out.
  var dropped: Set<Int>
  var chunkBytes: Int
  /// A record may reach this far behind its chunk before anybody knows for
  /// certain where the chunk's records begin.
  var reach: Int { 16 * chunkBytes }

  var columnCount: Int { names.count }

  /// Whether only the reader that goes byte by byte knows all rules: for
  /// escapes, comments and quotes that cannot be doubled.
  var needsByteReader: Bool {
    grammar.escape != nil || grammar.comment != nil
      || (grammar.quote != nil && !grammar.doublesQuotes)
      || grammar.delimiter == 0x0A || grammar.delimiter == 0x0D
      || grammar.delimiter == 0 || grammar.delimiter == grammar.quote
      || grammar.quote == 0x0A || grammar.quote == 0x0D || grammar.quote == 0
  }
}
