import Diagnostics
import SurveyData

/// The passes over one file that is read in batches.
///
/// Batches are taken one at a time, in the order of the file, by whichever
/// reader delivers the record that fills them.
final class BatchWork {
  private let content: FileContent
  private let columns: Set<String>?
  private let options: ImportOptions
  private let rowCount: Int
  private let start: () -> Void
  private let take: (Table) -> Bool
  /// Columns in which texts turned up among numbers.
  private var asTexts: Set<Int> = []
  private var isStopped = false
  private var rejects: [(reject: RejectedRecord, line: Int)] = []
  private var rejectCount = 0
  /// Those of them that are no rows of totals.
  private var faultyCount = 0
  private var faults: [CellFault] = []
  private var faultCount = 0
  /// For each column whether its numbers with percent signs are shares.
  private var areShares: [Bool] = []
  private var turned: String?

  /// How many rejects and faults are told one by one.
  private static let shown = 20

  init(
    content: FileContent, columns: Set<String>?, options: ImportOptions,
    rowCount: Int, start: @escaping () -> Void,
    take: @escaping (Table) -> Bool
  ) {
    self.content = content
    self.columns = columns
    self.options = options
    self.rowCount = rowCount
    self.start = start
    self.take = take
  }

  /// Reads the file; `nil` when the encoding has to be found from the whole
  /// of it.
  func run(trustsBeginning: Bool) throws(FileFault) -> BatchSummary? {
    let opening = try DelimitedOpening(
      content.bytes, options: options, trustsBeginning: trustsBeginning)
    if let profile = opening.profile {
      throw .unsupportedBatches(
        profile.choice.map { "it is an export of \($0.name)" }
          ?? "its codebook names a 'separator' of answers")
    }
    while true {
      let before = asTexts.count
      let (body, hash) = try pass(opening)
      if opening.text.isProvisional, body.hasInvalidBytes { return nil }
      if asTexts.count == before {
        return summary(opening, body, isStopped ? "" : hash)
      }
    }
  }

  private func pass(
    _ opening: DelimitedOpening
  ) throws(FileFault) -> (BodyPass, String) {
    start()
    (rejects, rejectCount, faults, faultCount) = ([], 0, [], 0)
    (isStopped, areShares, turned, faultyCount) = (false, [], nil, 0)
    let builders = opening.names.indices.filter {
      columns?.contains(opening.names[$0]) ?? true
        || columns?.contains(opening.headers[$0]) ?? true
    }.map {
      ColumnBuilder(
        position: $0, rules: opening.forms.rules[$0],
        asText: asTexts.contains($0))
    }
    let isPlain = content.compression == nil
    let visits = FileVisits(
      content.bytes, text: opening.text,
      isMapped: isPlain && content.file.isMapped,
      hashes: isPlain && options.hashesFile)
    let body = try BodyPass(
      opening.layout, text: opening.text, into: builders,
      totals: opening.totals, options: options,
      stopsAtInvalidBytes: opening.text.isProvisional, visits: visits,
      batches: BodyPass.Batches(rowCount: rowCount) { [self] body in
        deliver(body, builders, opening)
      })
    for builder in builders where builder.hasFailed {
      asTexts.insert(builder.position)
    }
    if builders.contains(where: \.hasFailed) { return (body, "") }
    if !isStopped, !body.hasInvalidBytes || !opening.text.isProvisional {
      if body.lines.count > 0 || body.rowCount == 0 {
        _ = deliver(body, builders, opening)
      }
    }
    if let turned {
      throw .unsupportedBatches(
        "a part of the numbers of '\(turned)' have percent signs, and only "
          + "later parts show it; give it a type and a scale in the codebook")
    }
    if isStopped { return (body, "") }
    let hash =
      isPlain ? visits.finishHash() : options.hashesFile ? content.hash : ""
    return (body, hash)
  }

  private func deliver(
    _ body: BodyPass, _ builders: [ColumnBuilder],
    _ opening: DelimitedOpening
  ) -> Bool {
    let shares = builders.map(\.areShares)
    if !areShares.isEmpty,
      let first = zip(shares, areShares).enumerated().first(where: {
        $1.0 != $1.1
      })
    {
      turned = opening.names[builders[first.offset].position]
      isStopped = true
      return false
    }
    areShares = shares
    rejectCount += body.rejects.count
    faultyCount += body.rejects.count { $0.reason != .totalRow }
    for (reject, line) in zip(body.rejects, body.rejectLines)
    where rejects.count < BatchReader.maximumRejects {
      rejects.append((reject, line))
    }
    for builder in builders {
      faultCount += builder.faults.count
      for fault in builder.faults where faults.count < Self.shown {
        faults.append(fault)
      }
    }
    let table = Table(
      name: content.displayName, columns: builders.map(opening.column),
      source: DataSource(
        file: content.displayName, sha256: "",
        byteCount: content.file.bytes.count),
      sourceLines: body.lines)
    if !take(table) { isStopped = true }
    return !isStopped
  }

  private func summary(
    _ opening: DelimitedOpening, _ body: BodyPass, _ hash: String
  ) -> BatchSummary {
    let file = content.displayName
    let source = DataSource(
      file: file, sha256: hash, byteCount: content.file.bytes.count,
      dialect: [
        opening.text.sentence
      ],
      rowsRead: body.rowCount + rejectCount, rowsKept: body.rowCount,
      rowsRejected: rejectCount, cellsSetMissing: faultCount)
    let faulty = rejects.filter { $0.reject.reason != .totalRow }
    var diagnostics = faulty.prefix(Self.shown).map {
      opening.diagnostic($0.reject, $0.line, file)
    }
    // Who stops early knows a part of them only.
    if !isStopped, faultyCount > diagnostics.count {
      diagnostics.append(
        Diagnostic(
          .rejectedRecord, .warning, at: Place(file: file),
          "\(faultyCount) records were set aside in all; the first "
            + "\(diagnostics.count) are named",
          zh: "共有\(faultyCount)条记录被搁置，列出前\(diagnostics.count)条",
          notes: rejectCount > rejects.count
            ? ["the first \(rejects.count) are kept in a file of their own"]
            : []))
    }
    if !isStopped, let limit = options.maximumRejects, faultyCount > limit {
      diagnostics.append(tooManyRejects(faultyCount, limit, file))
    }
    diagnostics += faults.map { opening.diagnostic($0, file) }
    if faultCount > faults.count {
      diagnostics.append(
        Diagnostic(
          .unreadableCell, .warning, at: Place(file: file),
          "\(faultCount) cells were set missing in all; the first "
            + "\(faults.count) are named",
          zh: "共有\(faultCount)格记为缺失，列出前\(faults.count)格"))
    }
    return BatchSummary(
      source: source, diagnostics: diagnostics, rejects: rejects.map(\.reject))
  }
}
