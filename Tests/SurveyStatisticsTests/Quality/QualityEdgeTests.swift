import Diagnostics
import SurveyData
import SurveyStatistics
import TestSupport
import Testing

/// Tables that are empty, tiny, constant or all missing, and rules worked by
/// hand.
@Suite struct QualityEdgeTests {
  func everything(_ table: Table, _ items: [String]) throws -> QualityReport {
    var options = QualityOptions()
    options.items = items
    options.scales = [NamedScale("a", items: Array(items.prefix(2)))]
    options.rules = Dictionary(
      uniqueKeysWithValues: QualityRule.allCases.map {
        ($0, QualityOptions.Setting())
      })
    return try QualityCheck(options).run(on: table)
  }

  func table(_ rows: [[Int?]], variable: Variable? = nil) -> Table {
    let count = rows.first?.count ?? 3
    return makeTable(
      (0..<count).map { item in
        makeColumn(
          "q\(item + 1)", rows.map { $0[item].map { String($0) } ?? "" },
          variable: variable)
      })
  }

  func names(_ count: Int) -> [String] { (1...count).map { "q\($0)" } }

  @Test func noRows() throws {
    let report = try everything(table([]), names(3))
    #expect(report.flags.isEmpty)
    #expect(report.items.map(\.base) == [0, 0, 0])
  }

  @Test func oneRow() throws {
    let report = try everything(table([[1, 2, 3]]), names(3))
    #expect(report.flags == [0])
    #expect(report.skipped.contains { $0.rule == .mahalanobis })
  }

  @Test func oneItem() throws {
    let report = try everything(table([[1], [2], [2]]), names(1))
    #expect(report.rowCount == 3)
    #expect(report.count(of: .straightLine) == 0)
  }

  @Test func noItems() throws {
    let report = try everything(table([[1], [2], [2]]), [])
    #expect(report.flags == [0, 0, 0])
    #expect(report.skipped.contains { $0.rule == .straightLine })
  }

  @Test func everythingMissing() throws {
    let report = try everything(
      table([[Int?]](repeating: [nil, nil, nil], count: 4)), names(3))
    #expect(report[.missing]?.values == [1, 1, 1, 1])
    #expect(report.count(of: .missing) == 4)
    #expect(report.items.allSatisfy { $0.mean == nil })
    #expect(report[.averageString]?.base == 0)
  }

  @Test func constantItems() throws {
    let report = try everything(
      table([[Int?]](repeating: [3, 3, 3, 3, 3, 3], count: 5)), names(6))
    #expect(report.count(of: .straightLine) == 5)
    #expect(report[.lowVariability]?.values == [0, 0, 0, 0, 0])
    #expect(report.skipped.contains { $0.rule == .mahalanobis })
    #expect(report[.personTotal]?.base == 0)
  }

  /// With more items than rows the covariances have rank n - 1, and every
  /// row has the distance (n - 1)²/n.
  @Test func moreItemsThanRows() throws {
    let rows: [[Int?]] = [
      [1, 4, 2, 5, 3, 1], [2, 2, 5, 1, 4, 4], [5, 1, 1, 3, 2, 5],
    ]
    let report = try everything(table(rows), names(6))
    let values = try #require(report[.mahalanobis]).values
    for value in values { #expect(isClose(value, 4.0 / 3)) }
    #expect(
      report[.mahalanobis]?.threshold.english?
        .contains("2 degrees of freedom") == true)
  }

  @Test func gapsEndStrings() throws {
    var options = QualityOptions()
    options.appliesDefaults = false
    options.items = names(6)
    options.rules = [
      .straightLine: QualityOptions.Setting(numbers: ["longest": 3]),
      .averageString: QualityOptions.Setting(),
      .midpoint: QualityOptions.Setting(),
    ]
    let report = try QualityCheck(options).run(
      on: table(
        [
          [3, 3, nil, 3, 3, 3], [3, 3, nil, 3, 3, 1], [1, 2, 3, 4, 5, 5],
        ],
        variable: Variable("q", scale: Variable.Scale(minimum: 1, maximum: 5))))
    #expect(report[.straightLine]?.values == [3, 2, 2])
    #expect(report.flags.map { $0 != 0 } == [true, false, false])
    #expect(report[.averageString]?.values == [2.5, 5.0 / 3, 6.0 / 5])
    #expect(report[.midpoint]?.values == [1, 4.0 / 5, 1.0 / 6])
  }

  @Test func duplicatesNameTheirFirstRow() throws {
    let answers: [Int?] = [1, 2, 3, 4, 5, 1, 2, 3, 4, 5, nil]
    var other = answers
    other[10] = 2
    let report = try everything(
      table([answers, other, answers, answers]), names(11))
    #expect(report[.duplicate]?.values == [3, 1, 3, 3])
    #expect(
      (0..<4).map { report.isFlagged($0, by: .duplicate) }
        == [false, false, true, true])
    #expect(report[.duplicate]?.remarks[3]?.english == "as row 1")
  }

  @Test func timesOfQuestionnairesAndPages() throws {
    var options = QualityOptions()
    options.appliesDefaults = false
    options.items = []
    options.duration = "time"
    options.pages = ["p1", "p2"]
    options.rules = [
      .speeder: QualityOptions.Setting(),
      .pageSpeeder: QualityOptions.Setting(),
    ]
    let report = try QualityCheck(options).run(
      on: makeTable([
        makeColumn("time", ["271秒", "4分", "0:00:50", "1h", ""]),
        makeColumn("p1", [10.0, 10, 1, 1, .nan]),
        makeColumn("p2", [10.0, 10, 1, 10, .nan]),
      ]))
    #expect(report.durations.prefix(4) == [271, 240, 50, 3600])
    // The median is 255.5, the limit 102.2 seconds.
    #expect(
      (0..<5).map { report.isFlagged($0, by: .speeder) }
        == [false, false, true, false, false])
    #expect(report[.pageSpeeder]?.values.prefix(4) == [0, 0, 1, 0.5])
  }

  @Test func checksAndRoutes() throws {
    var options = QualityOptions()
    options.appliesDefaults = false
    options.items = []
    options.attention = [AttentionCheck("check", expected: ["3"])]
    options.routing = [
      RoutingCheck("q7", when: try RowExpression("q6 = 1"))
    ]
    let report = try QualityCheck(options).run(
      on: makeTable([
        makeColumn("check", ["3", "2", "", "3"]),
        makeColumn("q6", ["1", "2", "2", ""]),
        makeColumn("q7", ["5", "5", "", "5"]),
      ]))
    #expect(
      report[.attention]?.values.map { $0 == 1 } == [
        false, true, false, false,
      ])
    #expect(report[.routing]?.values == [0, 1, 0, 1])
    #expect(report[.routing]?.remarks[1]?.english == "q7")
  }

  @Test func devicesNeedEveryPart() throws {
    var options = QualityOptions()
    options.appliesDefaults = false
    options.rules = [.sameDevice: QualityOptions.Setting()]
    let report = try QualityCheck(options).run(
      on: makeTable([
        makeColumn("IP address", ["a", "a", "a", "b", "a"]),
        makeColumn("User-Agent", ["x", "x", "y", "x", ""]),
      ]))
    #expect(
      (0..<5).map { report.isFlagged($0, by: .sameDevice) }
        == [false, true, false, false, false])
  }

  @Test(arguments: [
    ("……", true), ("123456", true), ("5", false), ("哈哈哈哈哈", true),
    ("服务很好", false), ("asdfgh", true), ("sdfsdfsdf", true),
    ("xkcdq", true), ("asdkjfhg", true), ("property", false),
    ("很好很好很好", false), ("的是的是的是的是", true), ("Knightsbridge", false),
    ("The staff were friendly", false), ("NHS", false), ("无", false),
    ("ababababab", true), ("Angstschweiß", false), ("no", false),
    ("Zmrzlina", false), ("rhythm and blues", false),
  ])
  func gibberish(text: String, isFlagged: Bool) throws {
    var options = QualityOptions()
    options.appliesDefaults = false
    options.items = []
    options.openAnswers = ["why"]
    options.rules = [.gibberish: QualityOptions.Setting()]
    let report = try QualityCheck(options).run(
      on: makeTable([makeColumn("why", ["plain words", text])]))
    #expect(report.isFlagged(1, by: .gibberish) == isFlagged, "\(text)")
    #expect(!report.isFlagged(0, by: .gibberish))
  }

  @Test func codesOfTheCodebook() throws {
    let scale = Variable("s", scale: Variable.Scale(minimum: 1, maximum: 5))
    let labels = Variable(
      "l",
      valueLabels: [
        Variable.ValueLabel("1", "yes"), Variable.ValueLabel("2", "no"),
      ])
    var options = QualityOptions()
    options.items = []
    let report = try QualityCheck(options).run(
      on: makeTable([
        makeColumn("s", ["1", "9", "5"], variable: scale),
        makeColumn("l", ["1", "2", "3"], variable: labels),
      ]))
    #expect(report[.outOfScale]?.values == [0, 1, 0])
    #expect(report[.unlabelled]?.values == [0, 0, 1])
  }

  @Test func textIsNoItem() throws {
    var options = QualityOptions()
    options.items = ["why"]
    #expect(throws: Diagnostic.self) {
      try QualityCheck(options).run(
        on: makeTable([makeColumn("why", ["a", "b"])]))
    }
  }

  @Test func itemsAreFoundByThemselves() throws {
    let report = try QualityCheck().run(
      on: try referenceTable("survey/data/bfi.csv"))
    #expect(report.items.count == 25)
    #expect(report.items.first?.name == "A1")
    #expect(report.items.last?.name == "O5")
  }

  /// Words are items by their rank in the codebook; reversed items are turned
  /// for Guttman errors.
  @Test func wordsAndReversedItems() throws {
    let grades = Variable(
      "g",
      valueLabels: ["bad", "fair", "good"].map {
        Variable.ValueLabel($0, LocalizedText($0))
      })
    var options = QualityOptions()
    options.appliesDefaults = false
    options.items = ["g1", "g2"]
    options.rules = [.lowVariability: QualityOptions.Setting()]
    let report = try QualityCheck(options).run(
      on: makeTable([
        makeColumn("g1", ["bad", "good", "fair"], variable: grades),
        makeColumn("g2", ["good", "good", "?"], variable: grades),
      ]))
    #expect(report.skipped.map(\.rule) == [.lowVariability])
    #expect(report.items.map(\.mean) == [2, 3])
    let turned = Variable(
      "r", scale: Variable.Scale(minimum: 1, maximum: 2, isReversed: true))
    options.items = ["a", "b", "r"]
    options.rules = [.guttman: QualityOptions.Setting()]
    let guttman = try QualityCheck(options).run(
      on: makeTable([
        makeColumn("a", ["2", "2", "2", "1"]),
        makeColumn("b", ["2", "2", "1", "2"]),
        makeColumn("r", ["1", "2", "2", "2"], variable: turned),
      ]))
    // Passed by 3, 3 and 1: only the last row fails the easiest step.
    let values = try #require(guttman[.guttman]).values
    #expect(values[0].isNaN)
    #expect(Array(values.dropFirst()) == [0, 0, 0.5])
  }

  @Test func manyItemsAndCodes() throws {
    var columns = (0..<1_200).map { makeColumn("q\($0)", ["1", "2", "3"]) }
    columns[0] = makeColumn("q0", ["1", "70000", "-2000000000"])
    var options = QualityOptions()
    options.items = columns.map(\.name)
    let report = try QualityCheck(options).run(on: makeTable(columns))
    #expect(report.skipped.contains { $0.rule == .mahalanobis })
    #expect(report.count(of: .straightLine) == 3)
    #expect(report.count(of: .nearDuplicate) == 0)
  }
}
