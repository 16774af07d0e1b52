import Diagnostics

/// Puts the rows of several tables below each other.
///
/// Columns are matched by their names, in the order in which they first
/// appear. Rows of a table without a column are missing there as
/// `not-applicable`. Whole numbers and fractions become numbers; other types
/// that differ become text, with a finding. Of two labels of one code the
/// first holds, with a finding.
public struct AppendPlan: Sendable {
  /// A column that tells from which table a row comes.
  public var labelColumn: PlacedName?
  /// Where the study asks for it.
  public var place: Place

  /// Creates a plan.
  public init(labelColumn: PlacedName? = nil, at place: Place) {
    self.labelColumn = labelColumn
    self.place = place
  }

  /// Returns the rows of `parts`, each with its label.
  public func combine(
    _ parts: [(label: String, table: Table)], log: DiagnosticLog
  ) throws(TableFaults) -> CombinedTable {
    var names: [String] = []
    var seen: Set<[UInt8]> = []
    for part in parts {
      for column in part.table.columns
      where seen.insert(Array(column.name.utf8)).inserted {
        names.append(column.name)
      }
    }
    var columns: [Column] = []
    if let labelColumn {
      if seen.contains(Array(labelColumn.name.utf8)) {
        throw TableFaults(nameTaken(labelColumn.name, at: labelColumn.place))
      }
      columns.append(labels(labelColumn.name, parts))
    }
    for name in names {
      columns.append(try stacked(name, parts, log))
    }
    let rows = parts.reduce(0) { $0 + $1.table.rowCount }
    let first = parts[0].table
    let table = Table(
      name: first.name, columns: columns, source: source(parts.map(\.table)))
    return CombinedTable(
      table: table,
      report: CombiningReport(
        "append",
        [("tables", parts.count), ("rows", rows)]))
  }

  private func source(_ tables: [Table]) -> DataSource {
    let sources = tables.map(\.source)
    var source = sources[0]
    source.file = sources.map(\.file).joined(separator: " + ")
    source.sha256 = ""
    source.byteCount = sources.reduce(0) { $0 + $1.byteCount }
    source.rowsRead = sources.reduce(0) { $0 + $1.rowsRead }
    source.rowsKept = sources.reduce(0) { $0 + $1.rowsKept }
    source.rowsRejected = sources.reduce(0) { $0 + $1.rowsRejected }
    source.cellsSetMissing = sources.reduce(0) { $0 + $1.cellsSetMissing }
    for other in sources.dropFirst() {
      for word in other.dialect where !source.dialect.contains(word) {
        source.dialect.append(word)
      }
    }
    return source
  }

  private func labels(
    _ name: String, _ parts: [(label: String, table: Table)]
  ) -> Column {
    let numbers = parts.compactMap { part in
      Int32(part.label).flatMap { String($0) == part.label ? $0 : nil }
    }
    if numbers.count == parts.count {
      let values = zip(numbers, parts).flatMap { number, part in
        [Int32](repeating: number, count: part.table.rowCount)
      }
      return Column(
        name, .integers(WholeNumbers(values)), variable: Variable(name))
    }
    var levels: [String] = []
    var codes: [Int32] = []
    for part in parts {
      var code = levels.firstIndex(of: part.label)
      if code == nil {
        code = levels.count
        levels.append(part.label)
      }
      codes += [Int32](repeating: Int32(code ?? 0), count: part.table.rowCount)
    }
    return Column(
      name, .texts(DictionaryText(codes: codes, levels: levels)),
      variable: Variable(
        name,
        valueLabels: levels.map { .init($0, LocalizedText($0)) }))
  }

  private func stacked(
    _ name: String, _ parts: [(label: String, table: Table)],
    _ log: DiagnosticLog
  ) throws(TableFaults) -> Column {
    let bytes = Array(name.utf8)
    let columns = parts.map { part in
      part.table.columns.first { $0.name.utf8.elementsEqual(bytes) }
    }
    let present = columns.compactMap { $0 }
    var reasons: [UInt8] = []
    let isHoled =
      present.count < columns.count
      || present.contains { !$0.missing.isComplete }
    if isHoled {
      for (column, part) in zip(columns, parts) {
        let count = part.table.rowCount
        if let raw = column?.missing.rawReasons {
          reasons += raw.isEmpty ? [UInt8](repeating: 0, count: count) : raw
        } else {
          reasons += [UInt8](
            repeating: MissingReason.notApplicable.rawValue, count: count)
        }
      }
    }
    let counts = parts.map(\.table.rowCount)
    let values: ColumnValues
    do throws(Diagnostic) {
      values = try stackedValues(columns, counts, at: place)
    } catch {
      throw TableFaults(error)
    }
    let kinds = present.map(\.typeName)
    if case .texts = values, Set(kinds).count > 1 {
      let list = zip(columns, parts).compactMap { column, part in
        column.map { "\($0.typeName) in \(part.table.source.file)" }
      }
      log.report(
        Diagnostic(
          .typeConflict, .warning, at: place,
          "'\(name)' is of different types and becomes text: "
            + list.joined(separator: ", "),
          zh: "“\(name)”在各文件中类型不同，按文本处理："
            + zip(columns, parts).compactMap { column, part in
              column.map {
                "\(part.table.source.file)中为\($0.typeTitle[.chinese])"
              }
            }.joined(separator: "，"),
          help: "give the column a type in the codebook"))
    }
    var result = Column(name, values, missing: MissingReasons(reasons))
    result.header = present.first?.header
    result.variable = merged(present, name, log)
    return result
  }

  /// What the codebooks say together.
  private func merged(
    _ columns: [Column], _ name: String, _ log: DiagnosticLog
  ) -> Variable? {
    let variables = columns.compactMap(\.variable)
    guard var variable = variables.first else { return nil }
    var conflicts: [LocalizedText] = []
    for other in variables.dropFirst() {
      for label in other.valueLabels {
        if let known = variable.valueLabels.first(where: {
          $0.code == label.code
        }) {
          if known.label != label.label {
            conflicts.append(
              LocalizedText(
                zh: "\(label.code)为“\(known.label[.chinese])”和"
                  + "“\(label.label[.chinese])”",
                en: "\(label.code) is '\(known.label[.english])' and "
                  + "'\(label.label[.english])'"))
          }
        } else {
          variable.valueLabels.append(label)
        }
      }
      variable.missingCodes.merge(other.missingCodes) { first, _ in first }
      variable.label = variable.label ?? other.label
      variable.question = variable.question ?? other.question
      variable.unit = variable.unit ?? other.unit
      if let scale = other.scale, let known = variable.scale, scale != known {
        conflicts.append(
          LocalizedText(
            zh: "量表的最大值为\(plainText(known.maximum))和"
              + plainText(scale.maximum),
            en: "the scale ends at \(plainText(known.maximum)) and "
              + plainText(scale.maximum)))
      }
      variable.scale = variable.scale ?? other.scale
    }
    variable.kind = .automatic
    if let first = conflicts.first {
      log.report(
        Diagnostic(
          .labelConflict, .warning, at: place,
          "'\(name)' means different things in the files: \(first[.english])",
          zh: "“\(name)”在各文件中含义不同：\(first[.chinese])",
          notes: conflicts.count > 1
            ? ["and \(conflicts.count - 1) more of this column"] : [],
          help: "recode one of the files when the codes differ"))
    }
    return variable
  }
}
