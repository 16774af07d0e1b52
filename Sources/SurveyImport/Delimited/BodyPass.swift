import Dispatch
import Glibc
import SurveyData

/// One pass over the records below the header: sound ones go to the columns,
/// the others are set aside.
struct BodyPass {
  /// The line of each record that was kept.
  private(set) var lines = SourceLines()
  private(set) var rejects: [RejectedRecord] = []
  /// The line that each reject's diagnostic points at.
  private(set) var rejectLines: [Int] = []
  /// The number of records that were kept.
  private(set) var rowCount = 0
  private(set) var blankLines = 0
  private(set) var hasBareQuotes = false
  /// The lines of records that repeat the header.
  private(set) var headerLines: [Int] = []
  /// The lines of records that sum up others, kept or not.
  private(set) var totalLines: [Int] = []
  private(set) var lineEnds = (feeds: 0, pairs: 0, returns: 0)
  /// Whether bytes were met that the encoding does not have.
  private(set) var hasInvalidBytes = false

  /// Reads all records of `layout` into `builders`.
  ///
  /// - Parameters:
  ///   - first: The pass that has collected lines and rejects, when this is
  ///     a second reading of some columns.
  ///   - stopsAtInvalidBytes: Ends as soon as `hasInvalidBytes` is known.
  ///   - visits: Told which part of the text is read next, and which parts
  ///     are done with.
  ///   - batches: Takes the records away while the reading goes on.
  init(
    _ layout: RecordLayout, text: DecodedText, into builders: [ColumnBuilder],
    after first: BodyPass? = nil, totals: TotalRows?, options: ImportOptions,
    stopsAtInvalidBytes: Bool, visits: any TextVisits,
    batches: Batches? = nil
  ) throws(FileFault) {
    let isFirst = first == nil
    let dropped = first?.rejects.filter { $0.reason == .totalRow } ?? []
    let context = ChunkContext(
      text: text.bytes, invalidOffsets: text.invalidOffsets,
      grammar: layout.scanner.grammar, names: layout.names,
      firstName: Array((layout.names.first ?? "").utf8),
      hasHeader: isFirst && layout.headerLine != nil,
      allowsEmptyBeyond: layout.allowsEmptyBeyond,
      totals: isFirst ? totals : nil,
      dropsTotals: isFirst && options.totalRows == .drop,
      dropped: Set(dropped.map(\.byteOffset)),
      chunkBytes: options.chunkBytes)
    let work = BodyWork(
      context, from: layout.scanner.position, line: layout.scanner.line,
      builders: builders, collects: isFirst,
      stopsAtInvalidBytes: stopsAtInvalidBytes, visits: visits,
      batches: batches)
    work.run()
    if let fault = work.fault { throw fault }
    self = work.pass
    lineEnds.feeds += layout.scanner.lineEnds.feeds
    lineEnds.pairs += layout.scanner.lineEnds.pairs
    lineEnds.returns += layout.scanner.lineEnds.returns
  }

  /// Takes the records of a pass away, batch by batch.
  struct Batches {
    /// A batch is as many records as this, or a few more.
    var rowCount: Int
    /// Takes what the builders and the pass hold; returns whether to go on.
    var take: (BodyPass) -> Bool
  }

  fileprivate init() {}

  /// Forgets the lines of records and rejects that were taken away; counts
  /// go on.
  fileprivate mutating func startNextBatch() {
    lines = SourceLines()
    rejects = []
    rejectLines = []
    headerLines = []
    totalLines = []
  }

  /// Adds what a chunk found; its first line is `line`.
  fileprivate mutating func add(
    _ records: ChunkRecords, rowCount: Int, line: Int, collects: Bool
  ) {
    hasInvalidBytes = hasInvalidBytes || records.hasInvalidBytes
    blankLines += records.blankLines
    hasBareQuotes = hasBareQuotes || records.hasBareQuotes
    lineEnds.feeds += records.lineEnds.feeds
    lineEnds.pairs += records.lineEnds.pairs
    lineEnds.returns += records.lineEnds.returns
    self.rowCount += rowCount
    guard collects else { return }
    if records.lines.isEmpty {
      lines.append(from: Int32(clamping: line), count: rowCount)
    } else {
      records.lines.withUnsafeBufferPointer { lines.append($0, from: line) }
    }
    for reject in records.rejects {
      var reject = reject
      reject.line += line
      rejects.append(reject)
    }
    rejectLines += records.rejectLines.map { $0 + line }
    headerLines += records.headerLines.map { $0 + line }
    totalLines += records.totalLines.map { $0 + line }
  }
}

/// Somebody who follows a reading from the first byte to the last.
protocol TextVisits: Sendable {
  /// The part `range` of the text is read next; parts come in order.
  func willRead(_ range: Range<Int>)
  /// Nothing before `position` is needed any more.
  func didRead(before position: Int)
}

/// The state of one pass.
///
/// Sharing is safe because chunks are delivered one at a time.
private final class BodyWork: @unchecked Sendable {
  let context: ChunkContext
  let builders: [ColumnBuilder]
  let collects: Bool
  let stopsAtInvalidBytes: Bool
  let visits: any TextVisits
  private(set) var pass = BodyPass()
  private(set) var fault: FileFault?
  private var line: Int
  private let order: ChunkOrder
  private let size: Int
  private let batches: BodyPass.Batches?

  init(
    _ context: ChunkContext, from start: Int, line: Int,
    builders: [ColumnBuilder], collects: Bool, stopsAtInvalidBytes: Bool,
    visits: any TextVisits, batches: BodyPass.Batches?
  ) {
    self.batches = batches
    self.context = context
    self.builders = builders
    self.collects = collects
    self.stopsAtInvalidBytes = stopsAtInvalidBytes
    self.visits = visits
    self.line = line
    size = context.text.count - start
    order = ChunkOrder(
      context, from: start, modes: builders.map(\.mode)
    ) { visits.willRead($0) }
  }

  func run() {
    let chunks = (size + context.chunkBytes - 1) / context.chunkBytes
    let cores = context.needsByteReader ? 1 : processorCount()
    let readers = max(1, min(chunks, cores))
    if readers == 1 {
      work()
    } else {
      DispatchQueue.concurrentPerform(iterations: readers) { _ in work() }
    }
  }

  private func work() {
    let reader = ChunkReader(
      context, rules: builders.map { ($0.position, $0.rules) })
    while let chunk = order.take() {
      var isRead = false
      if let start = chunk.firstRecord {
        let end = min(context.text.count, chunk.limit + context.reach)
        isRead =
          (try? reader.read(
            from: start, limit: chunk.limit, end: end, modes: chunk.modes))
          ?? false
      }
      order.deliver(chunk) { begin in
        deliver(reader, chunk, from: begin, isRead: isRead)
      }
    }
  }

  /// Adds a chunk whose first record begins at `begin`; returns where the
  /// next one does and how columns are best read, `nil` to stop.
  private func deliver(
    _ reader: ChunkReader, _ chunk: Chunk, from begin: Int, isRead: Bool
  ) -> (end: Int, modes: [ColumnMode])? {
    if begin >= chunk.limit { return (begin, chunk.modes) }
    if !isRead || reader.records.start != begin {
      do {
        _ = try reader.read(
          from: begin, limit: chunk.limit, end: context.text.count,
          modes: builders.map(\.mode))
      } catch {
        fault = error
        return nil
      }
    }
    let records = reader.records
    if pass.rowCount == 0, reader.rowCount > 0 { expect(reader, records) }
    for (position, segment) in reader.segments.enumerated() {
      let builder = builders[position]
      if builder.needsRereading(segment) {
        reader.reread(position, mode: builder.mode)
      }
      builder.append(segment, line: line)
    }
    pass.add(
      records, rowCount: reader.rowCount, line: line, collects: collects)
    line += records.lineCount
    visits.didRead(before: records.stop)
    if pass.hasInvalidBytes, stopsAtInvalidBytes { return nil }
    if let batches {
      if builders.contains(where: \.hasFailed) { return nil }
      if pass.lines.count >= batches.rowCount {
        guard batches.take(pass) else { return nil }
        pass.startNextBatch()
        for builder in builders { builder.startNextBatch() }
      }
    }
    return (records.stop, builders.map(\.mode))
  }

  /// Makes room for as many records as the first chunk lets expect.
  private func expect(_ reader: ChunkReader, _ records: ChunkRecords) {
    let bytes = max(1, records.stop - records.start)
    let estimate = Double(size) / Double(bytes) * Double(reader.rowCount)
    let records = min(
      Int(estimate * 1.1) + 64,
      batches.map { $0.rowCount + reader.rowCount } ?? .max)
    for builder in builders { builder.expect(records) }
  }
}

/// The processors that this program may use.
func processorCount() -> Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
