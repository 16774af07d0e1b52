import Diagnostics

extension Table {
  /// The same rows with other columns.
  ///
  /// - Precondition: As for a new table.
  public func with(columns: [Column]) -> Table {
    Table(
      name: name, columns: columns, source: source, sourceLines: sourceLines)
  }

  /// The table with `column` in the place of the one of that name, or behind
  /// all others.
  func putting(_ column: Column) -> Table {
    var columns = columns
    if let position = position(of: column.name) {
      columns[position] = column
    } else {
      columns.append(column)
    }
    return with(columns: columns)
  }

  /// Where the column stands that `name` finds.
  func position(of name: String) -> Int? {
    guard let found = self[name] else { return nil }
    return columns.firstIndex { $0.name.utf8.elementsEqual(found.name.utf8) }
  }

  /// The columns that `names` find; all that do not exist are reported.
  func columns(_ names: [PlacedName]) throws(TableFaults) -> [Column] {
    var found: [Column] = []
    var faults: [Diagnostic] = []
    for name in names {
      do throws(Diagnostic) {
        let column = try column(name.name, at: name.place)
        guard position(of: name.name) != nil else {
          throw Diagnostic(
            .wrongStep, at: name.place,
            "'\(name.name)' is an option of a question, not a column",
            help: "derive a column from it first")
        }
        found.append(column)
      } catch {
        faults.append(error)
      }
    }
    if !faults.isEmpty { throw TableFaults(faults) }
    return found
  }
}

extension Table {
  /// The same table without texts that no row holds any more, such as those
  /// of rows that were taken out and of cells that were set missing.
  public func withoutUnusedTexts() -> Table {
    var columns = columns
    for (position, column) in columns.enumerated() {
      guard case .texts(let texts) = column.values else { continue }
      var isUsed = [Bool](repeating: false, count: texts.levels.count)
      for (row, code) in texts.codes.enumerated() where code >= 0 {
        if !column.missing.isMissing(row) { isUsed[Int(code)] = true }
      }
      if !isUsed.contains(false) { continue }
      var next: Int32 = 0
      let translation = isUsed.map { isUsed -> Int32 in
        defer { next += isUsed ? 1 : 0 }
        return isUsed ? next : -1
      }
      columns[position].values = .texts(
        DictionaryText(
          codes: WholeNumbers(
            texts.codes.map { $0 < 0 ? -1 : translation[Int($0)] }),
          levels: PackedTexts(
            texts.levels.indices.filter { isUsed[$0] }
              .map { texts.levels[$0] }),
          areLevelsDistinct: texts.areLevelsDistinct))
    }
    return with(columns: columns)
  }
}

extension Column {
  /// How many rows have another value or another reason than in `other`.
  func differences(from other: Column) -> Int {
    if let a = numbers(), let b = other.numbers(), isDay == other.isDay {
      return a.indices.count { row in
        missing[row] != other.missing[row]
          || !missing.isMissing(row) && a[row] != b[row]
      }
    }
    if case .texts(let a) = values, case .texts(let b) = other.values {
      let positions = Dictionary(
        a.levels.enumerated().map { ($0.element, Int32($0.offset)) },
        uniquingKeysWith: { first, _ in first })
      // Equal texts may stand at several positions in either of them.
      let own = a.levels.map { positions[$0] ?? -2 }
      let translation = b.levels.map { positions[$0] ?? -2 }
      return a.codes.indices.count { row in
        if missing[row] != other.missing[row] { return true }
        if missing.isMissing(row) { return false }
        let (first, second) = (a.codes[row], b.codes[row])
        return (first < 0 ? -1 : own[Int(first)])
          != (second < 0 ? -1 : translation[Int(second)])
      }
    }
    return (0..<count).count { row in
      missing[row] != other.missing[row] || text(at: row) != other.text(at: row)
    }
  }

  /// The number of rows with a value.
  var valueCount: Int { count - missing.count }
}

/// Whole numbers where all are, otherwise numbers with fractions.
func numberValues(
  _ numbers: [Double], missing: MissingReasons
) -> ColumnValues {
  var whole: [Int32] = []
  whole.reserveCapacity(numbers.count)
  for (row, number) in numbers.enumerated() {
    if missing.isMissing(row) {
      whole.append(0)
    } else if let value = Int32(exactly: number) {
      whole.append(value)
    } else {
      return .doubles(
        numbers.enumerated().map {
          missing.isMissing($0.offset) ? 0 : $0.element
        }
      )
    }
  }
  return .integers(WholeNumbers(whole))
}
