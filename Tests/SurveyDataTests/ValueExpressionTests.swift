import Diagnostics
import Testing

@testable import SurveyData

private func holed(_ name: String, _ values: [Int32?]) -> Column {
  Column(
    name, .integers(WholeNumbers(values.map { $0 ?? 0 })),
    missing: MissingReasons(values.map { $0 == nil ? 2 : 0 }))
}

private func texts(_ name: String, _ values: [String?]) -> Column {
  Column(
    name, .texts(DictionaryText(values)),
    missing: MissingReasons(values.map { $0 == nil ? 1 : 0 }))
}

private let table: Table = {
  var answers = MultipleResponse(options: [.init("tv"), .init("2")], count: 4)
  answers.tick(0, row: 0)
  answers.tick(1, row: 2)
  answers.setNotAsked(1, row: 1)
  return Table(
    name: "t",
    columns: [
      holed("a", [1, 2, nil, -4]), holed("b", [2, 0, 3, nil]),
      Column("x", .doubles([0.5, 2.675, -2.5, 1e300])),
      texts("name", ["Li Wei", " an ", nil, "北京市"]),
      texts("code", ["12", "x", "-3.5", nil]),
      texts("A+", ["p", "q", "p", "q"]),
      Column("birth", .days([0, 10_957, 19_782, -1])),
      Column("seen", .days([19_753, 19_753, 19_753, 19_753])),
      holed("a-b", [7, 7, 7, 7]), holed("case", [1, 1, 1, 1]),
      Column("media", .choices(answers)),
    ], source: DataSource(file: "t.csv"))
}()

private func values(_ expression: String) throws -> [String?] {
  let column = try ValueExpression(expression).column("r", of: table).column
  return (0..<table.rowCount).map { row in
    column.missing[row].map { "-" + $0.name } ?? column.text(at: row)
  }
}

@Suite struct ValueExpressionTests {
  @Test(
    arguments: [
      ("1 + 2 * 3 - 4 / 2", ["5", "5", "5", "5"]),
      ("(1 + 2) * -3", ["-9", "-9", "-9", "-9"]),
      ("-a", ["-1", "-2", "-refused", "4"]),
      ("a - -b", ["3", "2", "-refused", "-refused"]),
      ("a * 2", ["2", "4", "-refused", "-8"]),
      ("a*2+b", ["4", "4", "-refused", "-refused"]),
      ("2*(a+1)", ["4", "6", "-refused", "-6"]),
      ("a -1", ["0", "1", "-refused", "-5"]),
      ("a / b", ["0.5", "-not-applicable", "-refused", "-refused"]),
      ("-7 % 3", ["2", "2", "2", "2"]),
      ("7 % -3", ["-2", "-2", "-2", "-2"]),
      ("7 % 0", Array(repeating: "-not-applicable", count: 4)),
      ("a-b", ["7", "7", "7", "7"]),
      ("a - b", ["-1", "2", "-refused", "-refused"]),
      ("case + 1", ["2", "2", "2", "2"]),
      ("x * x", ["0.25", "7.155624999999999", "6.25", "-not-applicable"]),
      ("abs(-3)", ["3", "3", "3", "3"]),
      ("-abs(a)", ["-1", "-2", "-refused", "-4"]),
      ("round(x, 2)", ["0.5", "2.68", "-2.5", "1e+300"]),
      ("round(x)", ["1", "3", "-3", "1e+300"]),
      ("round(1.005, 2)", Array(repeating: "1.01", count: 4)),
      ("round(-1.115, 2)", Array(repeating: "-1.12", count: 4)),
      ("round(1.00499999, 2)", Array(repeating: "1", count: 4)),
      ("round(1234.5, -2)", ["1200", "1200", "1200", "1200"]),
      ("floor(-2.5) + ceiling(-2.5)", ["-5", "-5", "-5", "-5"]),
      ("sqrt(a)", ["1", "1.4142135623730951", "-refused", "-not-applicable"]),
      ("log(a - 1)", ["-not-applicable", "0", "-refused", "-not-applicable"]),
      ("power(a, 2)", ["1", "4", "-refused", "16"]),
      ("mean(a, b)", ["1.5", "1", "3", "-4"]),
      ("mean.2(a, b)", ["1.5", "1", "-refused", "-refused"]),
      ("sum(a, b, 10)", ["13", "12", "13", "6"]),
      ("min(a, b)", ["1", "0", "3", "-4"]),
      ("max(a, b)", ["2", "2", "3", "-4"]),
      ("count(a, b, name)", ["3", "3", "1", "2"]),
      ("coalesce(a, b, 0)", ["1", "2", "3", "-4"]),
      ("coalesce(a, a)", ["1", "2", "-refused", "-4"]),
      // "Does not apply" gives way to another reason, wherever it stands.
      (
        "coalesce(if(a = 2, a, 1 / 0), b * a, a)",
        ["2", "2", "-refused", "-4"]
      ),
      (
        "coalesce(1 / (a - a), a)", ["1", "2", "-refused", "-4"]
      ),
      ("coalesce(1, 2)", ["1", "1", "1", "1"]),
      ("coalesce('x', 'y')", ["x", "x", "x", "x"]),
      (
        "coalesce(0 / 0, 0 / 0)", Array(repeating: "-not-applicable", count: 4)
      ),
      ("if(a > 1, 10, 20)", ["20", "10", "-refused", "20"]),
      ("if(b = 0, 0, a / b)", ["0.5", "0", "-refused", "-refused"]),
      (
        "if(b = 0, 5)", ["-not-applicable", "5", "-not-applicable", "-refused"]
      ),
      (
        "case when a > 1 then 'big' when a > 0 then 'small' else 'none' end",
        ["small", "big", "-refused", "none"]
      ),
      (
        "case(missing(a), 9, a > 1, a * 2, -a)", ["-1", "4", "9", "4"]
      ),
      ("a > 1", ["0", "1", "-refused", "0"]),
      ("a > 1 or b = 3", ["0", "1", "1", "-refused"]),
      ("a > 1 and b = 3", ["0", "0", "-refused", "0"]),
      ("not a > 1", ["1", "0", "-refused", "1"]),
      ("a + b > 2", ["1", "0", "-refused", "-refused"]),
      ("a + b in (3, 2)", ["1", "1", "-refused", "-refused"]),
      ("missing(a, refused)", ["0", "0", "1", "0"]),
      ("missing(a, blank)", ["0", "0", "0", "0"]),
      ("missing(a / b)", ["0", "1", "1", "1"]),
      ("has(media, tv)", ["1", "0", "0", "0"]),
      ("has(media, 2)", ["0", "-not-applicable", "1", "0"]),
      ("lower(name)", ["li wei", " an ", "-blank", "北京市"]),
      ("upper(name)", ["LI WEI", " AN ", "-blank", "北京市"]),
      ("trim(name)", ["Li Wei", "an", "-blank", "北京市"]),
      ("length(name)", ["6", "4", "-blank", "3"]),
      ("left(name, 2)", ["Li", " a", "-blank", "北京"]),
      ("right(name, 1)", ["i", "-blank", "-blank", "市"]),
      ("mid(name, 2, 2)", ["i ", "an", "-blank", "京市"]),
      ("replace(name, 'i', 'o')", ["Lo Weo", " an ", "-blank", "北京市"]),
      ("concat(code, '/', `A+`)", ["12/p", "x/q", "-3.5/p", "-blank"]),
      ("`A+` & code", ["p12", "qx", "p-3.5", "-blank"]),
      ("A+ = p", ["1", "0", "1", "0"]),
      ("contains(name, '京')", ["0", "0", "-blank", "1"]),
      ("starts-with(name, 'Li')", ["1", "0", "-blank", "0"]),
      ("ends-with(name, '市')", ["0", "0", "-blank", "1"]),
      ("matches(name, '*i*e?')", ["1", "0", "-blank", "0"]),
      ("matches(name, '???')", ["0", "0", "-blank", "1"]),
      ("number(code)", ["12", "-unreadable", "-3.5", "-blank"]),
      ("text(a) & '!'", ["1!", "2!", "-refused", "-4!"]),
      (
        "text(birth)", ["1970-01-01", "2000-01-01", "2024-02-29", "1969-12-31"]
      ),
      ("year(birth)", ["1970", "2000", "2024", "1969"]),
      ("month(birth) * 100 + day(birth)", ["101", "101", "229", "1231"]),
      ("weekday(birth)", ["4", "6", "4", "3"]),
      ("days(birth, seen)", ["19753", "8796", "-29", "19754"]),
      ("months(birth, seen)", ["648", "288", "-1", "649"]),
      ("age(birth, 2024-01-31)", ["54", "24", "-not-applicable", "54"]),
      ("age(birth, date('2024/1/1'))", ["54", "24", "-not-applicable", "54"]),
      (
        "add-days(birth, 1)",
        ["1970-01-02", "2000-01-02", "2024-03-01", "1970-01-01"]
      ),
      (
        "add-months(date(2024, 1, 31), a)",
        ["2024-02-29", "2024-03-31", "-refused", "2023-09-30"]
      ),
      (
        "date(2023, 2, b * 14)",
        ["2023-02-28", "-not-applicable", "-not-applicable", "-refused"]
      ),
      ("date(text(birth)) = birth", ["1", "1", "1", "1"]),
      ("birth < 2000-01-01", ["1", "0", "0", "1"]),
      ("a × 2 ÷ 4", ["0.5", "1", "-refused", "-2"]),
    ] as [(String, [String?])])
  func expressionGives(expression: String, expected: [String?]) throws {
    #expect(try values(expression) == expected)
  }

  @Test(
    arguments: [
      ("", "the expression is empty", 1),
      ("a +", "a value is needed here, not the end", 4),
      ("a b", "'b' does not belong here", 3),
      ("(a", "')' is needed here, not the end", 3),
      ("1 < a < 3", "comparisons cannot be chained", 7),
      ("a + name", "the sign '+' takes a number, and 'name' is a text", 5),
      ("name & a", "the sign '&' takes a text, and 'a' is a number", 8),
      ("aa + 1", "no column of 't.csv' is named 'aa'", 1),
      ("meen(a)", "no function is called 'meen'", 1),
      (
        "round(a, b)",
        "'round' takes a whole number from -15 to 15 here, not 'b'", 10
      ),
      ("round(a, 1, 2)", "'round' has too many values", 1),
      ("a + power(2)", "'power' has too few values", 5),
      ("mean.3(a, b)", "'mean.3' asks for 3 answers of 2", 1),
      ("round.2(a)", "'round' takes no number behind its name", 1),
      ("mean(a, name)", "'mean' takes a number, and 'name' is a text", 9),
      ("birth - seen", "the sign '-' takes a number, and 'birth' is a date", 1),
      ("date('2024-02-30')", "'2024-02-30' is no date", 6),
      ("if(a, 1, 2)", "'if' takes a condition, and 'a' is a number", 4),
      (
        "if(a > 1, 1, 'x')",
        "'if' gives values of one type, and '1' is a number, ''x'' a text", 14
      ),
      ("case when a then 1 end", "a comparison is needed here, not 'then'", 13),
      (
        "case when a = 1 then 1",
        "'when', 'else' or 'end' is needed here, not the end", 23
      ),
      (
        "contains(name, code)",
        "'contains' takes a text in quotes here, not 'code'", 16
      ),
      ("has(media, radio)", "'media' has no option 'radio'", 12),
      ("has(a, 1)", "'a' holds one answer a row", 5),
      ("media + 1", "'media' holds several answers a row", 1),
      ("missing(a, gone)", "'gone' is no reason for a missing value", 12),
      ("name + 1 > 2", "the sign '+' takes a number, and 'name' is a text", 1),
      ("lower(name) > 'a'", "'lower(name)' gives text, which has no order", 15),
      ("(a = 1) = (b = 1)", "'a = 1' is a condition, which is not compared", 2),
      ("a + 1 = name", "'a + 1' and 'name' cannot be compared", 9),
      ("a + 1 = x1", "'a + 1' gives numbers, and 'x1' is none", 9),
      ("1 +* 2", "'2' does not belong here", 6),
    ] as [(String, String, Int)])
  func faultNamesItsPlace(
    expression: String, message: String, column: Int
  ) throws {
    let error = #expect(throws: Diagnostic.self) { try values(expression) }
    #expect(error?.message == message)
    #expect(error?.excerpt?.columns.lowerBound == column)
  }

  @Test func faultsSuggest() {
    func help(_ expression: String) -> String? {
      #expect(throws: Diagnostic.self) { try values(expression) }?.help
    }
    #expect(help("nmae & 'x'") == "did you mean 'name'?")
    #expect(help("menn(a)") == "did you mean 'mean'?")
    #expect(help("missing(a, refuse)") == "did you mean 'refused'?")
    #expect(help("name + 1") == "write number(…) where a text holds numbers")
  }

  @Test func lostCellsAreCounted() throws {
    let divided = try ValueExpression("if(b = 3, 1, a / b)")
      .column("r", of: table)
    #expect(divided.undefinedCells == 1)
    let read = try ValueExpression("number(code)").column("r", of: table)
    #expect(read.unreadableCells == 1)
    let spared = try ValueExpression("if(b = 0, 0, a / b)")
      .column("r", of: table)
    #expect(spared.undefinedCells == 0)
  }

  @Test func noRowsAndNoValuesAreNoTrouble() throws {
    let empty = table.selecting([])
    let gone = table.selecting([2, 2])
    for expression in ["a + 1", "mean(a, b)", "1", "name & 'x'", "a > 1"] {
      let value = try ValueExpression(expression)
      #expect(try value.column("r", of: empty).column.count == 0)
      #expect(try value.column("r", of: gone).column.count == 2)
    }
    #expect(try RowExpression("a > 1").rows(of: empty) == [])
  }

  @Test func hostileTextsAreRefused() {
    for text in [
      String(repeating: "(", count: 5_000) + "a",
      String(repeating: "- ", count: 5_000) + "a",
      String(repeating: "abs(", count: 5_000) + "a",
      String(repeating: "a + ", count: 5_000) + "a",
      String(repeating: "case when a = 1 then ", count: 5_000) + "a",
      "mean(" + String(repeating: "a, ", count: 9_000) + "a)",
    ] {
      #expect(throws: Diagnostic.self) { try values(text) }
    }
  }

  /// Pieces put together at random give a value or a finding, never a crash.
  @Test func randomExpressionsNeverCrash() {
    let pieces = [
      "a", "b", "x", "name", "code", "birth", "media", "A+", "1", "-2", "0.5",
      "'t'", "\"", "(", ")", ",", "+", "-", "*", "/", "%", "&", "=", "<", "!=",
      "in", "not", "and", "or", "case", "when", "then", "else", "end", "if(",
      "mean(", "mean.2(", "round(", "left(", "date(", "coalesce(", "has(",
      "missing(", "a*2", "-a", "a-", "（", "，", "÷", "`", "2024-01-31",
      "power(", "add-days(", "text(", "number(", "age(", "1e308", "matches(",
    ]
    var state: UInt64 = 7
    func below(_ limit: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((z ^ (z >> 31)) % UInt64(limit))
    }
    var understood = 0
    for _ in 0..<30_000 {
      let text = (0...below(9)).map { _ in pieces[below(pieces.count)] }
        .joined(separator: below(3) == 0 ? "" : " ")
      if let found = try? values(text) {
        understood += 1
        #expect(found.count == 4)
      }
      _ = try? RowExpression(text).rows(of: table)
    }
    #expect(understood > 300)
  }
}
