import Diagnostics
import SurveyData
import Testing

@testable import SurveyImport

@Suite struct TypeTests {
  @Test(
    arguments: [
      (["1", "2", "-3"], "integers"),
      (["1", "2.5"], "doubles"),
      (["0.5", "1"], "doubles"),
      (["1", "3000000000"], "doubles"),
      (["1e-05", "2"], "doubles"),
      (["2024-02-29", "2024/3/5", "2024年3月5日"], "days"),
      (["007", "012"], "texts"),
      (["1", "007"], "texts"),
      (["+86", "1"], "texts"),
      (["1E5", "2"], "texts"),
      (["110101199003070011", "2"], "texts"),
      (["82544000000000707.52"], "texts"),
      (["2023-02-29"], "texts"),
      (["2024-03-05 10:00"], "texts"),
      (["95%"], "doubles"), (["95%", "90"], "texts"),
      (["９５"], "integers"), (["０９５"], "texts"),
      (["1,3", "2"], "texts"),
      (["满意", "1"], "texts"),
      (["1", "2024-01-01"], "texts"),
      (["", ""], "integers"),
      (["NA", "x"], "texts"),
    ] as [([String], String)])
  func typeFoundFromCells(cells: [String], kind: String) throws {
    let rows = cells.map { "\"\($0)\",z" }.joined(separator: "\n")
    let result = try read("a,b\n\(rows)\n")
    #expect(result.kind("a") == kind)
    if kind == "texts" {
      #expect(result.texts("a") == cells)
    }
  }

  @Test func leadingZerosStayWhenTheyComeLate() throws {
    let rows = (1...5000).map { "\($0),x" }.joined(separator: "\n")
    let result = try read("id,b\n\(rows)\n00077,x\n")
    #expect(result.kind("id") == "texts")
    #expect(result.texts("id").first == "1")
    #expect(result.texts("id").last == "00077")
  }

  @Test func fractionsThatComeLateKeepTheWholeNumbers() throws {
    let rows = (1...100_000).map { "\($0),x" }.joined(separator: "\n")
    let result = try read("v,b\n\(rows)\n,x\n0.25,x\n")
    #expect(result.kind("v") == "doubles")
    let numbers = try #require(result.table["v"]?.numbers())
    #expect(numbers[0..<100_000].elementsEqual((1...100_000).map(Double.init)))
    #expect(numbers[100_000].isNaN)
    #expect(numbers[100_001] == 0.25)
  }

  @Test func spelledMissingIsBlankAndTold() throws {
    let result = try read("a,b\nNA,1\n3,1\nN/A,1\n,1\n")
    #expect(result.kind("a") == "integers")
    #expect(result.reasons("a") == [.blank, nil, .blank, .blank])
    #expect(
      result.diagnostics.map { "\($0)" } == [
        "t.csv:1:1: note[D213] 2 cells of 'a' such as 'NA' or '—' were read "
          + "as blank"
      ])
  }

  /// Tables of offices have a dash where there is nothing to say.
  @Test(arguments: ["-", "--", "—", "——", "–", "－", "/", "／"])
  func dashesAmongNumbersAreBlank(dash: String) throws {
    let result = try read("a,b,c\n95%,3,x\n\(dash),\(dash),\(dash)\n12%,4,y\n")
    #expect(result.texts("a") == ["0.95", nil, "0.12"])
    #expect(result.texts("b") == ["3", nil, "4"])
    #expect(result.texts("c") == ["x", dash, "y"])
    let declared = try read(
      "a,b\n2024-01-02,x\n\(dash),x\n", [Variable("a", kind: .date)])
    #expect(declared.reasons("a") == [nil, .blank])
  }

  @Test func identifiersWithLeadingZerosAreNoMixture() throws {
    let rows = (1...30).map { "\($0 + 100),x\n" }.joined()
    let result = try read("id,b\n\(rows)007,x\n")
    #expect(result.kind("id") == "texts")
    #expect(result.diagnostics.isEmpty)
  }

  @Test func mixedColumnIsTold() throws {
    let rows = (1...30).map { "\($0)" }.joined(separator: ",x\n")
    let result = try read("a,b\n\(rows),x\n\"thirty\none\",x\nmany,x\n")
    #expect(result.kind("a") == "texts")
    #expect(
      result.diagnostics.map { "\($0)" } == [
        "t.csv:32:1: warning[D212] 'a' was read as text because 2 of its 32 "
          + "values are not numbers or days"
      ])
  }

  @Test(
    arguments: [
      ("0", 0), ("-0", 0), ("1.5", 1.5), (".5", 0.5), ("5.", 5),
      ("-12.25", -12.25), ("1.0000000000000002", 1.0000000000000002),
      ("0.1", 0.1), ("123456789012345", 123_456_789_012_345),
      ("2.5e-3", 0.0025), ("1e+22", 1e22), ("9.109e-31", 9.109e-31),
      ("3.3333333333333335", 3.3333333333333335),
    ] as [(String, Double)])
  func plainNumber(text: String, value: Double) {
    #expect(number(text) == value)
  }

  @Test(
    arguments: [
      "", "-", ".", "e5", "1e", "1e5", "0x10", "1_000", "1 234", "1,234",
      "12%", "+5", "05", "1/2", "5点", "٤", "−3", "NaN", "inf", "1e+999",
    ])
  func notPlainNumber(text: String) {
    #expect(number(text) == nil)
  }

  private func number(_ text: String) -> Double? {
    Array(text.utf8).withUnsafeBufferPointer { parsePlainNumber($0)?.value }
  }

  @Test(
    arguments: [
      ("05", 5), ("+5", 5), ("1e5", 100_000), ("９５", 95), ("－３.５", -3.5),
      ("95%", 0.95), ("９５％", 0.95), ("−3", -3),
      ("9007199254740993", 9_007_199_254_740_992),
    ] as [(String, Double)])
  func declaredNumber(text: String, value: Double) throws {
    let result = try read("a,b\n\(text),1\n", [Variable("a", kind: .number)])
    #expect(result.table["a"]?.numbers() == [value])
    #expect(result.diagnostics.isEmpty)
  }

  @Test func percentSignKeepsPercentWhenThatIsTheUnit() throws {
    let result = try read(
      "a,b\n95%,1\n", [Variable("a", kind: .number, unit: "%")])
    #expect(result.table["a"]?.numbers() == [95])
  }

  @Test(
    arguments: [
      ("2024-02-29", "2024-02-29"), ("2024/3/5", "2024-03-05"),
      ("2024年12月31日", "2024-12-31"), ("20240305", "2024-03-05"),
      ("2024.3.5", "2024-03-05"), ("2026/3/2 9:19:02", "2026-03-02"),
      ("2026-02-28T23:59:60Z", "2026-02-28"), ("２０２４年３月５日", "2024-03-05"),
    ])
  func declaredDay(text: String, day: String) throws {
    let result = try read("a,b\n\(text),1\n", [Variable("a", kind: .date)])
    #expect(result.texts("a") == [day])
    #expect(result.diagnostics.isEmpty)
  }

  @Test(
    arguments: [
      "2023-02-29", "28/02/2026", "2024-13-01", "0000-01-01", "24-01-01",
      "2024-1", "2024-01-01x", "2024", "Feb 28, 2026", "2024年3月5",
    ])
  func noDay(text: String) throws {
    let result = try read(
      "a,b\n\"\(text)\",1\n", [Variable("a", kind: .date)])
    #expect(result.reasons("a") == [.unreadable])
    #expect(
      result.diagnostics.map(\.message) == [
        "'\(text)' in 'a' is not a day of the calendar"
      ])
  }

  @Test func spacesAroundNumbersAreLeftOut() throws {
    let result = try read("a,b\n 1,x\n2 ,x\n　3　,x\n  ,x\n")
    #expect(result.kind("a") == "integers")
    #expect(result.texts("a") == ["1", "2", "3", nil])
  }
}
