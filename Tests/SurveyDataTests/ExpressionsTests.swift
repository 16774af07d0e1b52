import Diagnostics
import Testing

@testable import SurveyData

private let table = Table(
  name: "t",
  columns: [
    Column(
      "dept", .integers([1, 2, 3, 0, 2]),
      missing: MissingReasons([0, 0, 0, 1, 0]),
      variable: Variable(
        "dept", valueLabels: [.init("1", .init(zh: "办公室", en: "Office"))])),
    Column("score", .doubles([9.5, 8, 7.25, 6, 5])),
    Column("stype", .texts(DictionaryText(["E", "H", nil, "M", "E"]))),
    Column("due day", .days([19753, 19754, 19755, 19756, 19757])),
    Column("replied", .days([19753, 19755, 19754, 19756, 19700])),
    Column("基本满意", .integers([1, 0, 1, 0, 1])),
  ].map { column in
    var column = column
    if case .texts(let texts) = column.values {
      column.missing = MissingReasons(texts.codes.map { $0 < 0 ? 1 : 0 })
    }
    return column
  },
  source: DataSource(file: "t.csv"))

private func rows(_ condition: String) throws -> [Int] {
  let mask = try RowExpression(condition).rows(of: table)
  return mask.indices.filter { mask[$0] }
}

@Test(
  arguments: [
    ("dept = 1", [0]),
    ("dept == 2", [1, 4]),
    ("dept != 2", [0, 2]),
    ("dept <> 2", [0, 2]),
    ("not dept = 2", [0, 2]),
    ("not not dept = 2", [1, 4]),
    ("dept in (1, 3)", [0, 2]),
    ("dept not in (1, 3)", [1, 4]),
    ("not dept in (1,3)", [1, 4]),
    ("missing(dept)", [3]),
    ("not missing(dept)", [0, 1, 2, 4]),
    ("dept = 1 or missing(dept)", [0, 3]),
    ("score >= 7.25", [0, 1, 2]),
    ("score < 6.0", [4]),
    ("score > 5 and score <= 8", [1, 2, 3]),
    ("dept = 1 or dept = 2 and score < 6", [0, 4]),
    ("(dept = 1 or dept = 2) and score < 6", [4]),
    ("stype = E", [0, 4]),
    ("stype = 'E'", [0, 4]),
    ("stype != \"E\"", [1, 3]),
    ("stype in (H, M)", [1, 3]),
    ("stype = Z", []),
    ("`due day` > 2024-01-31", [1, 2, 3, 4]),
    ("`due day` = '2024-02-01'", [1]),
    ("replied <= `due day`", [0, 2, 3, 4]),
    ("基本满意 = 1 AND dept IN （1，2）", [0, 4]),
    ("score ≥ 8", [0, 1]),
  ] as [(String, [Int])])
func conditionKeepsRows(condition: String, expected: [Int]) throws {
  #expect(try rows(condition) == expected)
}

@Test(
  arguments: [
    ("", "the condition is empty", 1),
    ("dept", "a comparison is needed here, not the end", 5),
    ("dept =", "a value is needed here, not the end", 7),
    ("dept = 1 score = 2", "'score' does not belong here", 10),
    ("dept in 1", "'(' is needed here, not '1'", 9),
    ("dept in (1", "',' or ')' is needed here, not the end", 11),
    ("(dept = 1", "')' is needed here, not the end", 10),
    ("stype = 'E", "a quotation mark is not closed", 9),
    ("dept ! 1", "'!' has to be followed by '='", 6),
    ("1 = dept", "a comparison starts with a column, not with a value", 1),
    ("dpet = 1", "no column of 't.csv' is named 'dpet'", 1),
    ("dept = 1 and scor > 2", "no column of 't.csv' is named 'scor'", 14),
    ("dept = Office", "'dept' holds numbers, and 'Office' is none", 8),
    ("`due day` > soon", "'due day' holds dates, and 'soon' is none", 13),
    ("stype > E", "'stype' holds text, which has no order", 9),
    ("stype = score", "'stype' and 'score' cannot be compared", 9),
    ("replied = score", "'replied' and 'score' are a date and a number", 11),
    ("score = nan", "'score' holds numbers, and 'nan' is none", 9),
    ("and = 1", "a column is needed here, not 'and'", 1),
  ] as [(String, String, Int)])
func faultNamesItsPlace(condition: String, message: String, column: Int) {
  let error = #expect(throws: Diagnostic.self) { try rows(condition) }
  #expect(error?.message == message)
  #expect(error?.excerpt?.columns.lowerBound == column)
}

@Test func faultSuggestsColumnAndCode() {
  let column = #expect(throws: Diagnostic.self) { try rows("dpet = 1") }
  #expect(column?.code == .unknownColumn)
  #expect(column?.help == "did you mean 'dept'?")
  let label = #expect(throws: Diagnostic.self) { try rows("dept = Office") }
  #expect(
    label?.help
      == "conditions compare codes: write 'dept = 1' for Office")
  let other = #expect(throws: Diagnostic.self) { try rows("score > scroe") }
  #expect(other?.help == "did you mean the column 'score'?")
}

@Test func faultCountsFromThePlaceOfTheText() {
  let place = Place(file: "study.yaml", line: 7, column: 12)
  let error = #expect(throws: Diagnostic.self) {
    try RowExpression("dept in 1", at: place)
  }
  #expect(error?.place?.description == "study.yaml:7:20")
}

@Test func deepNestingIsRefused() {
  let deep = String(repeating: "(", count: 10_000) + "dept = 1"
  let error = #expect(throws: Diagnostic.self) { try rows(deep) }
  #expect(error?.message == "the condition is nested more than 64 levels deep")
}

@Test func longChainsAreRefused() throws {
  let chain = Array(repeating: "dept = 1", count: 500)
  #expect(try rows(chain.joined(separator: " or ")) == rows("dept = 1"))
  let long = Array(repeating: "dept = 1", count: 50_000)
  let error = #expect(throws: Diagnostic.self) {
    try rows(long.joined(separator: " and "))
  }
  #expect(error?.message == "the condition has more than 500 comparisons")
}
