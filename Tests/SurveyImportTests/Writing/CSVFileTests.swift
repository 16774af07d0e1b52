import Diagnostics
import SurveyData
import Testing

@testable import SurveyImport

@Suite struct CSVFileTests {
  private func text(
    _ columns: [Column], _ change: (inout CSVFile) -> Void = { _ in }
  ) -> String {
    var file = CSVFile()
    change(&file)
    let table = Table(
      name: "t", columns: columns, source: DataSource(file: "t.csv"))
    return String(decoding: file.bytes(of: table), as: UTF8.self)
  }

  private func texts(_ name: String, _ values: [String?]) -> Column {
    Column(
      name, .texts(DictionaryText(values)),
      missing: MissingReasons(values.map { $0 == nil ? 1 : 0 }))
  }

  @Test func cellsAreQuotedOnlyWhereNeeded() {
    let column = texts(
      "a,b", ["plain", "x,y", "say \"hi\"", "two\nlines", " edge", "NA", "满意"])
    #expect(
      text([column]) == "\"a,b\"\r\nplain\r\n\"x,y\"\r\n\"say \"\"hi\"\"\"\r\n"
        + "\"two\nlines\"\r\n\" edge\"\r\n\"NA\"\r\n满意\r\n")
  }

  @Test func numbersAndDaysHaveTheirShortestForm() {
    let columns = [
      Column("n", .integers([-12, 0])), Column("x", .doubles([0.1, -3])),
      Column("d", .days([19753, -719_162])),
    ]
    #expect(
      text(columns)
        == "n,x,d\r\n-12,0.1,2024-01-31\r\n0,-3,0001-01-01\r\n")
  }

  @Test func missingCellsKeepTheirReason() {
    let column = Column(
      "q", .integers([1, 0, 0, 0]), missing: MissingReasons([0, 1, 2, 4]),
      variable: Variable("q", missingCodes: ["-9": .refused]))
    #expect(text([column]) == "q\r\n1\r\n\"\"\r\n-9\r\n(not-applicable)\r\n")
    #expect(
      text([column]) { $0.missingCells = .empty }
        == "q\r\n1\r\n\"\"\r\n\"\"\r\n\"\"\r\n")
  }

  @Test func formulasAreGuardedOnlyWhenAsked() {
    let column = texts("f", ["=1+1", "@x", "fine"])
    #expect(text([column]) == "f\r\n=1+1\r\n@x\r\nfine\r\n")
    #expect(
      text([column]) { $0.guardsFormulas = true }
        == "f\r\n'=1+1\r\n'@x\r\nfine\r\n")
  }

  @Test func guardedFormulasReadBack() throws {
    let labels = [
      "=1+1", "@x", "fine", "'tis", "＝1", "\"=1", "'=1", "-", " +1", "=1+1",
    ]
    let written = text([texts("f", labels)]) { $0.guardsFormulas = true }
    #expect(written.contains("'＝1") && written.contains("''=1"))
    #expect(!written.contains("''tis"))
    for drops in [true, false] {
      let result = try read(written) {
        $0.dropsFormulaGuards = drops
        $0.readsAllAsText = true
      }
      let found = result.texts("f")
      #expect(found.first == (drops ? "=1+1" : "'=1+1"))
      if drops { #expect(found == labels) }
    }
  }

  @Test func severalAnswersBecomeOneColumnAnOption() {
    var answers = MultipleResponse(
      options: [.init("tv"), .init("net")], count: 3)
    answers.tick(1, row: 0)
    answers.setNotAsked(0, row: 1)
    let column = Column(
      "m", .choices(answers), missing: MissingReasons([0, 0, 2]))
    #expect(
      text([column]) == "m/tv,m/net\r\n0,1\r\n(not-applicable),0\r\n"
        + "(refused),(refused)\r\n")
  }

  @Test func noRowsGiveAHeader() {
    #expect(text([texts("a", []), texts("b", [])]) == "a,b\r\n")
    #expect(text([]) == "\r\n")
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func randomTableReadsBackEqual(seed: UInt64) throws {
    var random = Numbers(state: seed)
    let table = randomTable(&random)
    let log = DiagnosticLog()
    let codebook = try readCodebook(
      yaml: codebookText(of: table), displayName: "c.yaml", log: log)
    #expect(log.diagnostics == [])
    let result = try DelimitedReader.read(
      bytes: csvFile(of: table), displayName: "t.csv",
      options: ImportOptions(
        encoding: .utf8, delimiter: UInt8(ascii: ","), codebook: codebook))
    #expect(result.rejects.isEmpty)
    #expect(result.table.rowCount == table.rowCount)
    #expect(result.table.columns.map(\.name) == table.columns.map(\.name))
    for (found, column) in zip(result.table.columns, table.columns) {
      #expect(found.missing == column.missing)
      #expect(found.variable?.label == column.variable?.label)
      for row in 0..<table.rowCount {
        #expect(found.text(at: row) == column.text(at: row))
      }
    }
  }

  private func randomTable(_ random: inout Numbers) -> Table {
    let rows = random.below(30)
    let columns = (0..<(1 + random.below(4))).map { position -> Column in
      let reasons = (0..<rows).map { _ -> UInt8 in
        random.below(3) == 0 ? UInt8(1 + random.below(6)) : 0
      }
      var variable = Variable(
        "c\(position)", label: LocalizedText(zh: "标签: \(position)", en: "a: #b")
      )
      if random.below(2) == 0 {
        variable.missingCodes = ["-9": .refused, "-8": .dontKnow]
      }
      if random.below(3) == 0 { variable.missingCodes[""] = .notApplicable }
      let values: ColumnValues
      switch random.below(4) {
      case 0:
        values = .integers(
          WholeNumbers((0..<rows).map { _ in Int32(random.below(20)) - 10 }))
      case 1:
        values = .doubles(
          (0..<rows).map { _ in Double(random.below(2000)) / 7 - 100 })
      case 2:
        values = .days(
          WholeNumbers(
            (0..<rows).map { _ in Int32(random.below(4_000_00)) - 200_000 }))
      default:
        let pieces = ["满", "a", ",", "\"", "\n", "(refused)", "-9", "NA", "x "]
        values = .texts(
          DictionaryText(
            (0..<rows).map { row in
              if reasons[row] != 0 { return nil }
              return "a" + random.pick(pieces) + random.pick(pieces)
            }))
      }
      return Column(
        "c\(position)", values, missing: MissingReasons(reasons),
        variable: variable)
    }
    return Table(
      name: "t", columns: columns, source: DataSource(file: "t.csv"))
  }
}

/// A seeded stream of numbers (SplitMix64).
private struct Numbers {
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
