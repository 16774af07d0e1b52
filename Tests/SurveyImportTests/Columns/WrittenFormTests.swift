import SurveyData
import Testing

@testable import SurveyImport

/// Numbers written for the eye become numbers where there is no doubt, and
/// never another number than was meant.
@Suite struct WrittenFormTests {
  /// One column of a file delimited by semicolons, beside a column of texts.
  private func column(
    _ cells: [String], _ variable: Variable? = nil, delimiter: String = ";",
    _ change: (inout ImportOptions) -> Void = { _ in }
  ) throws -> ImportResult {
    let rows = cells.map { cell in
      (cell.contains(delimiter) ? "\"\(cell)\"" : cell) + "\(delimiter)x\n"
    }
    return try read(
      "q\(delimiter)t\n" + rows.joined(), variable.map { [$0] } ?? [], change)
  }

  private func codes(_ result: ImportResult) -> [String] {
    result.diagnostics.map(\.code.id)
  }

  @Test(
    arguments: [
      (["3,5", "0,25", "12"], ["3.5", "0.25", "12"]),
      (["-1,5", "2,5"], ["-1.5", "2.5"]),
      (["1.234,5", "12"], ["1234.5", "12"]),
      (["1.234.567,25", "1.000"], ["1234567.25", "1000"]),
      (["1 234,50", "0,5"], ["1234.5", "0.5"]),
      (
        ["12,50", "3,99", "8,25", "120,00", "7,10"],
        ["12.5", "3.99", "8.25", "120", "7.1"]
      ),
      (["1,234,567", "12,345"], ["1234567", "12345"]),
      (["1,234.5", "2,000"], ["1234.5", "2000"]),
      (["1'234", "5"], ["1234", "5"]), (["1’234’567", "5"], ["1234567", "5"]),
      (["1 234", "56", "12 345 678"], ["1234", "56", "12345678"]),
      (["1\u{A0}234", "56"], ["1234", "56"]),
      (["95%", "9.5%"], ["0.95", "0.095"]),
      (["12,5%", "0,5%"], ["0.125", "0.005"]),
      (["４５", "３．５"], ["45", "3.5"]), (["５", ""], ["5", nil]),
    ] as [([String], [String?])])
  func numbersAreFound(cells: [String], expected: [String?]) throws {
    let result = try column(cells)
    #expect(result.texts("q") == expected)
    #expect(["integers", "doubles"].contains(result.kind("q")))
    #expect(codes(result).contains("D231"))
    #expect(result.recognition.others.contains { $0.name.contains("'q'") })
  }

  /// Lists of codes, telephone numbers and what has two readings.
  @Test(
    arguments: [
      ["1,3", "2,4", "1"], ["1,3", "1,2,3"], ["1,2", "2,3", "3,4", "1,9"],
      ["1,234", "12,345"], ["1,10", "2,10", "1"], ["100,200", "300,400"],
      ["123 456 789", "138 123 456"], ["3,5", "3.5"], ["0,5", "x"],
      ["1.234,5", "3.5"], ["1,23,4", "0,5"], ["12,34,567"], ["1 23"],
      ["1'23"], ["0,5", "1,234,5"], ["95%", "95"], ["００７", "５"],
      ["10,11", "11,12", "12,13", "10,12", "10,13"], ["021 123 456"],
      ["1,2e3", "0,5"], ["١٢", "5"],
    ])
  func textsStayTexts(cells: [String]) throws {
    let result = try column(cells)
    #expect(result.kind("q") == "texts")
    #expect(result.texts("q") == cells)
  }

  @Test func doubtIsTold() throws {
    let result = try column(["1,234", "12,345"])
    #expect(codes(result).contains("D232"))
    let decimal = try column(["1,234", "12,345"]) { $0.decimal = .comma }
    #expect(decimal.texts("q") == ["1.234", "12.345"])
    let thousands = try column(["1,234", "12,345"]) { $0.thousands = .comma }
    #expect(thousands.texts("q") == ["1234", "12345"])
  }

  @Test func percentSignsAreFoundInEveryForm() throws {
    let result = try column(["12,5%", "3%"]) { $0.decimal = .comma }
    #expect(result.texts("q") == ["0.125", "0.03"])
    let grouped = try column(["1,250%", "３%"]) { $0.thousands = .comma }
    #expect(grouped.texts("q") == ["12.5", "0.03"])
  }

  /// Whoever reads the note must see that 90% is 0.9 now.
  @Test func sharesOfPercentagesAreToldWithAnExample() throws {
    let result = try column(["90%", "", "12.5%", "NA"])
    let told = result.diagnostics.first { $0.code == .writtenForm }
    #expect(
      told?.message
        == "the percentages of 'q' were read as shares: '90%' became 0.9, "
        + "2 cells")
    let wide = try column(["１００％"])
    #expect(
      wide.diagnostics.contains {
        $0.message.hasSuffix("'１００％' became 1, 1 cell")
      })
  }

  @Test func oneColumnSettlesTheOthers() throws {
    let result = try read("a;b;t\n0,5;1,3;x\n2,5;2,4;x\n")
    #expect(result.texts("a") == ["0.5", "2.5"])
    #expect(result.texts("b") == ["1.3", "2.4"])
  }

  /// In a file with commas between fields a quoted list is no number.
  @Test func quotedListsStayTexts() throws {
    for cells in [["1,3", "2,4"], ["0,5", "1,5"], ["1,3", "5"]] {
      let result = try column(cells, delimiter: ",")
      #expect(result.texts("q") == cells)
    }
    let grouped = try column(["1,234", "56"], delimiter: ",")
    #expect(grouped.texts("q") == ["1234", "56"])
  }

  @Test func aLaterCellThatDoesNotFitKeepsTheTexts() throws {
    let cells = (0..<3000).map { "0,\($0)" } + ["n. a."]
    let result = try column(cells)
    #expect(result.texts("q") == cells)
    #expect(!codes(result).contains("D231"))
    let mixed = try column((0..<3000).map { "0,\($0)" } + ["3.5"])
    #expect(mixed.kind("q") == "texts")
    #expect(mixed.texts("q").last == "3.5")
  }

  @Test func declaredNumbersMayHaveUnits() throws {
    let euro = Variable("q", kind: .number, unit: "€")
    let result = try column(["12,5 €", "€ 3", "0,5€"], euro)
    #expect(result.texts("q") == ["12.5", "3", "0.5"])
    let yuan = Variable(
      "q", kind: .number, unit: LocalizedText(zh: "元", en: "yuan"))
    let money = try column(["1,200元", "35元", "8 yuan"], yuan, delimiter: ",")
    #expect(money.texts("q") == ["1200", "35", "8"])
    let other = try column(["12 $", "3"], euro)
    #expect(other.reasons("q") == [.unreadable, nil])
  }

  @Test func declaredCodesAreNoDecimals() throws {
    let result = try column(["1,3", "2"], Variable("q", kind: .integer))
    #expect(result.reasons("q") == [.unreadable, nil])
  }

  @Test func missingCodesAndScalesHoldInEveryForm() throws {
    let variable = Variable(
      "q", kind: .number, missingCodes: ["-9": .refused],
      scale: .init(minimum: 0, maximum: 10))
    let result = try column(["2,5", "-9", "11,5", "0,5"], variable)
    #expect(result.texts("q") == ["2.5", nil, nil, "0.5"])
    #expect(result.reasons("q") == [nil, .refused, .outOfRange, nil])
  }

  @Test(
    arguments: [
      "1", "12", "123", "1234", "1,234", "12,345,678", "1,234.5", "-1,234",
      "0.5", "",
    ])
  func groupsAreReadExactly(cell: String) {
    let form = NumberForm(grouping: .comma)
    let value = Array(cell.utf8).withUnsafeBufferPointer {
      parsePlainNumber($0, form)?.value
    }
    #expect(value == Double(cell.filter { $0 != "," }))
  }

  @Test(
    arguments: [
      ",", "1,", ",123", "1,23", "1,2345", "1234,567", "0,123", "1,,234",
      "1,234,", "1.5,000", "1,234e+2", "1.", "--1", "-",
    ])
  func otherGroupsAreNone(cell: String) {
    let form = NumberForm(grouping: .comma)
    let value = Array(cell.utf8).withUnsafeBufferPointer {
      parsePlainNumber($0, form)?.value
    }
    #expect(value == Double(cell) && (value == nil || !cell.contains(",")))
  }
}
