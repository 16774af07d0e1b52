import Diagnostics
import Testing

@testable import SurveyData

private let place = Place(file: "study.yaml", line: 3, column: 5)
private func name(_ name: String) -> PlacedName { PlacedName(name, at: place) }

private func numbers(_ name: String, _ values: [Int32?]) -> Column {
  Column(
    name, .integers(WholeNumbers(values.map { $0 ?? 0 })),
    missing: MissingReasons(values.map { $0 == nil ? 1 : 0 }))
}

private func texts(_ name: String, _ values: [String?]) -> Column {
  Column(
    name, .texts(DictionaryText(values)),
    missing: MissingReasons(values.map { $0 == nil ? 1 : 0 }))
}

private func table(_ file: String, _ columns: Column...) -> Table {
  let count = columns.first?.count ?? 0
  return Table(
    name: file, columns: columns, source: DataSource(file: "\(file).csv"),
    sourceLines: SourceLines((0..<count).map { Int32($0 + 2) }))
}

private func rows(_ table: Table) -> [[String?]] {
  (0..<table.rowCount).map { row in
    table.columns.map { column in
      column.missing[row].map { "-" + $0.name } ?? column.text(at: row)
    }
  }
}

private struct Numbers {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(limit))
  }
}

@Suite struct AppendTests {
  @Test func columnsAreMatchedByName() throws {
    let log = DiagnosticLog()
    let one = table("a", numbers("x", [1, nil]), texts("s", ["p", "q"]))
    let two = table(
      "b", texts("s", ["q"]), Column("x", .doubles([0.5])), numbers("z", [9]))
    let result = try AppendPlan(labelColumn: name("wave"), at: place)
      .combine([("2023", one), ("2024", two)], log: log)
    #expect(
      result.table.columns.map(\.name) == ["wave", "x", "s", "z"])
    #expect(
      rows(result.table) == [
        ["2023", "1", "p", "-not-applicable"],
        ["2023", "-blank", "q", "-not-applicable"], ["2024", "0.5", "q", "9"],
      ])
    #expect(log.diagnostics == [])
    #expect(result.table.source.file == "a.csv + b.csv")
    #expect(result.report.sentence == "append: tables 2, rows 3")
  }

  @Test func typesThatDifferBecomeText() throws {
    let log = DiagnosticLog()
    let result = try AppendPlan(at: place).combine(
      [
        ("", table("a", numbers("x", [1]))),
        ("", table("b", texts("x", ["?"]))),
      ],
      log: log)
    #expect(rows(result.table) == [["1"], ["?"]])
    #expect(
      log.diagnostics.map(\.message) == [
        "'x' is of different types and becomes text: whole numbers in a.csv, "
          + "texts in b.csv"
      ])
  }

  @Test func labelsThatDifferAreTold() throws {
    let log = DiagnosticLog()
    var one = numbers("x", [1])
    one.variable = Variable("x", valueLabels: [.init("1", "yes")])
    var two = numbers("x", [1])
    two.variable = Variable(
      "x", valueLabels: [.init("1", "no"), .init("2", "yes")])
    let result = try AppendPlan(at: place)
      .combine([("", table("a", one)), ("", table("b", two))], log: log)
    #expect(
      result.table["x"]?.variable?.valueLabels.map { $0.label[.english] }
        == ["yes", "yes"])
    #expect(
      log.diagnostics.map(\.message) == [
        "'x' means different things in the files: 1 is 'yes' and 'no'"
      ])
  }

  @Test func severalAnswersAreMerged() throws {
    var one = MultipleResponse(options: [.init("a"), .init("b")], count: 1)
    one.tick(1, row: 0)
    var two = MultipleResponse(options: [.init("c"), .init("b")], count: 1)
    two.tick(0, row: 0)
    let result = try AppendPlan(at: place).combine(
      [
        ("", table("a", Column("m", .choices(one)))),
        ("", table("b", Column("m", .choices(two)))),
      ], log: DiagnosticLog())
    #expect(rows(result.table) == [["b"], ["c"]])
    let option = try #require(result.table["m/c"])
    #expect(option.missing[0] == .notApplicable)
    #expect(option.text(at: 1) == "1")
  }

  /// Where only ticks are written, nobody knows what was offered.
  @Test func optionsThatNobodyTickedCountAsOffered() throws {
    var one = MultipleResponse(options: [.init("a")], count: 1)
    one.tick(0, row: 0)
    one.mayLackOptions = true
    let two = MultipleResponse(options: [.init("c")], count: 1)
    let result = try AppendPlan(at: place).combine(
      [
        ("", table("a", Column("m", .choices(one)))),
        ("", table("b", Column("m", .choices(two)))),
      ], log: DiagnosticLog())
    #expect(result.table["m/c"]?.text(at: 0) == "0")
    #expect(result.table["m/a"]?.missing[1] == .notApplicable)
  }
}

@Suite struct JoinTests {
  private let pupils = table(
    "pupils", numbers("id", [1, 2, 3, 4]), numbers("school", [10, 20, 10, nil]))
  private let schools = table(
    "schools", numbers("school", [10, 30]), texts("town", ["x", "y"]))

  private func plan(
    _ kind: JoinPlan.Kind, many: Bool = false, prefix: String = ""
  ) -> JoinPlan {
    JoinPlan(
      keys: [(name("school"), name("school"))], kind: kind, prefix: prefix,
      allowsMany: many, at: place)
  }

  @Test(
    arguments: [
      (
        .left,
        [
          ["1", "10", "x"], ["2", "20", "-not-applicable"], ["3", "10", "x"],
          ["4", "-blank", "-not-applicable"],
        ]
      ),
      (.inner, [["1", "10", "x"], ["3", "10", "x"]]),
      (
        .full,
        [
          ["1", "10", "x"], ["2", "20", "-not-applicable"], ["3", "10", "x"],
          ["4", "-blank", "-not-applicable"], ["-not-applicable", "30", "y"],
        ]
      ),
    ] as [(JoinPlan.Kind, [[String?]])])
  func rowsAreMatched(kind: JoinPlan.Kind, expected: [[String?]]) throws {
    let log = DiagnosticLog()
    let result = try plan(kind).combine(pupils, with: schools, log: log)
    #expect(rows(result.table) == expected)
    let messages = log.diagnostics.map(\.message)
    #expect(
      messages.contains(
        "1 row of 'pupils.csv' has no match in 'schools.csv': '20' (line 3)"))
    #expect(
      messages.contains(
        "1 row of 'schools.csv' has no match in 'pupils.csv': '30' (line 3)"))
    #expect(
      messages.contains(
        "1 row of 'pupils.csv' has no value in the key 'school' (line 5)"))
  }

  @Test func repeatedKeysNeedConsent() throws {
    let twice = table(
      "s", numbers("school", [10, 10, 30]), texts("town", ["x", "y", "z"]))
    #expect {
      try plan(.left).combine(pupils, with: twice, log: DiagnosticLog())
    } throws: { error in
      (error as? TableFaults)?.diagnostics.first?.message
        == "1 key stands in several rows of 's.csv': '10' (lines 2, 3)"
    }
    let result = try plan(.inner, many: true)
      .combine(pupils, with: twice, log: DiagnosticLog())
    #expect(
      rows(result.table) == [
        ["1", "10", "x"], ["1", "10", "y"], ["3", "10", "x"], ["3", "10", "y"],
      ])
  }

  @Test func equalNamesNeedAPrefix() throws {
    let other = table("s", numbers("school", [10]), numbers("id", [5]))
    #expect {
      try plan(.left).combine(pupils, with: other, log: DiagnosticLog())
    } throws: { error in
      (error as? TableFaults)?.diagnostics.first?.message
        == "both tables have a column named 'id'"
    }
    let result = try plan(.inner, prefix: "s_")
      .combine(pupils, with: other, log: DiagnosticLog())
    #expect(result.table.columns.map(\.name) == ["id", "school", "s_id"])
  }

  @Test func keysNeedOneType() {
    let other = table("s", texts("school", ["10"]), numbers("n", [5]))
    #expect {
      try plan(.left).combine(pupils, with: other, log: DiagnosticLog())
    } throws: { error in
      (error as? TableFaults)?.diagnostics.first?.message
        == "the key 'school' holds whole numbers, and 'school' of 's.csv' texts"
    }
  }

  /// Repeat groups of KoboToolbox: the child names its parent's row.
  @Test func repeatGroupsFindTheirParents() throws {
    let main = table(
      "main", texts("village", ["A", "B"]), numbers("_index", [1, 2]))
    let child = table(
      "child", numbers("age", [3, 5, 7]), numbers("_index", [1, 2, 3]),
      numbers("_parent_index", [2, 2, 1]))
    let plan = JoinPlan(
      keys: [(name("_parent_index"), name("_index"))], at: place)
    let result = try plan.combine(child, with: main, log: DiagnosticLog())
    #expect(
      rows(result.table) == [
        ["3", "1", "2", "B"], ["5", "2", "2", "B"], ["7", "3", "1", "A"],
      ])
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func countsObeyTheLaws(seed: UInt64) throws {
    var random = Numbers(state: seed)
    func column(_ rows: Int, _ kind: Int) -> Column {
      let values = (0..<rows).map { _ -> Int32? in
        let value = random.below(8)
        return value == 7 ? nil : Int32(value) * (kind == 1 ? 100_000_000 : 1)
      }
      if kind == 2 {
        return texts("k", values.map { $0.map { "t\($0)" } })
      }
      return numbers("k", values)
    }
    let kind = random.below(3)
    let left = column(random.below(20), kind)
    let right = column(random.below(20), kind)
    let a = table("l", left)
    let b = table("r", right)
    var pairs = 0
    var matchedLeft = 0
    for row in 0..<a.rowCount {
      let partners = (0..<b.rowCount).count { other in
        left.text(at: row) != nil && left.text(at: row) == right.text(at: other)
      }
      pairs += partners
      matchedLeft += partners > 0 ? 1 : 0
    }
    let lonelyRight = (0..<b.rowCount).count { other in
      !(0..<a.rowCount).contains {
        right.text(at: other) != nil
          && left.text(at: $0) == right.text(at: other)
      }
    }
    func count(_ kind: JoinPlan.Kind) throws -> Int {
      try JoinPlan(
        keys: [(name("k"), name("k"))], kind: kind, allowsMany: true, at: place
      ).combine(a, with: b, log: DiagnosticLog()).table.rowCount
    }
    #expect(try count(.inner) == pairs)
    #expect(try count(.left) == pairs + a.rowCount - matchedLeft)
    #expect(try count(.full) == pairs + a.rowCount - matchedLeft + lonelyRight)
  }
}

@Suite struct ReshapeTests {
  private let wide = table(
    "w", texts("id", ["p", "q"]), numbers("q1_w1", [1, 2]),
    numbers("q1_w2", [3, nil]), numbers("q2_w2", [5, 6]))

  private func long(_ pattern: String) throws -> LongPlan {
    LongPlan(
      from: .pattern(
        try #require(NamePattern(pattern)), written: name(pattern)),
      names: name("wave"), values: name("value"), at: place)
  }

  @Test func columnsBecomeRows() throws {
    let result = try long("{item}_{wave}").combine(wide, log: DiagnosticLog())
    #expect(result.table.columns.map(\.name) == ["id", "wave", "q1", "q2"])
    #expect(
      rows(result.table) == [
        ["p", "w1", "1", "-not-applicable"], ["p", "w2", "3", "5"],
        ["q", "w1", "2", "-not-applicable"], ["q", "w2", "-blank", "6"],
      ])
  }

  @Test func aListOfColumnsBecomesRows() throws {
    let plan = LongPlan(
      from: .columns([name("q1_w1"), name("q1_w2")]), identifiers: [name("id")],
      names: name("item"), values: name("score"), at: place)
    let result = try plan.combine(wide, log: DiagnosticLog())
    #expect(
      rows(result.table) == [
        ["p", "q1_w1", "1"], ["p", "q1_w2", "3"], ["q", "q1_w1", "2"],
        ["q", "q1_w2", "-blank"],
      ])
  }

  @Test func rowsBecomeColumns() throws {
    let data = table(
      "l", numbers("id", [1, 2, 1]), numbers("wave", [1, 1, 2]),
      numbers("q", [5, 6, 7]), texts("sex", ["m", "f", "m"]),
      numbers("day", [1, 2, 3]))
    let log = DiagnosticLog()
    let plan = WidePlan(
      identifiers: [name("id")], names: name("wave"), values: [name("q")],
      pattern: try #require(NamePattern("{item}_{wave}")), at: place)
    let result = try plan.combine(data, log: log)
    #expect(result.table.columns.map(\.name) == ["id", "sex", "q_1", "q_2"])
    #expect(
      rows(result.table) == [
        ["1", "m", "5", "7"], ["2", "f", "6", "-not-applicable"],
      ])
    #expect(
      log.diagnostics.map(\.message)
        == ["a column differs within a key and is left out: day"])
  }

  @Test func repeatedRowsAreRefused() throws {
    let data = table(
      "l", numbers("id", [1, 1]), numbers("wave", [2, 2]), numbers("q", [5, 6]))
    let plan = WidePlan(
      identifiers: [name("id")], names: name("wave"), values: [name("q")],
      pattern: try #require(NamePattern("{item}_{wave}")), at: place)
    #expect {
      try plan.combine(data, log: DiagnosticLog())
    } throws: { error in
      (error as? TableFaults)?.diagnostics.first?.message
        == "1 row repeats a key and a name, the first is '1' with '2' "
        + "(lines 2, 3)"
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func longAndWideLeadBack(seed: UInt64) throws {
    var random = Numbers(state: seed)
    let count = random.below(12)
    let waves = 1 + random.below(4)
    var columns = [numbers("id", (0..<count).map { Int32($0) * 3 })]
    for wave in 1...waves {
      columns.append(
        numbers(
          "a_\(wave)",
          (0..<count).map { _ in
            random.below(5) == 0 ? nil : Int32(random.below(9))
          }))
      columns.append(
        texts(
          "b_\(wave)",
          (0..<count).map { _ in
            random.below(5) == 0 ? nil : "t\(random.below(3))"
          }))
    }
    let start = Table(
      name: "t", columns: columns, source: DataSource(file: "t.csv"))
    let log = DiagnosticLog()
    let long = try self.long("{item}_{wave}").combine(start, log: log).table
    #expect(long.rowCount == count * waves)
    if count == 0 { return }
    let back = try WidePlan(
      identifiers: [name("id")], names: name("wave"),
      values: [name("a"), name("b")],
      pattern: try #require(NamePattern("{item}_{wave}")), at: place
    ).combine(long, log: log).table
    #expect(back.columns.count == start.columns.count)
    for column in start.columns {
      #expect(back[column.name]?.differences(from: column) == 0)
    }
  }

  @Test func patternsFindTheirFields() {
    let pattern = NamePattern("{item}_{wave}")
    #expect(pattern?.values(in: "q1_a_w2") == ["item": "q1_a", "wave": "w2"])
    #expect(pattern?.values(in: "q1") == nil)
    #expect(pattern?.values(in: "_w2") == nil)
    #expect(
      NamePattern("第{wave}次_{item}得分")?.values(in: "第2次_q1得分")
        == ["wave": "2", "item": "q1"])
    for text in ["{a", "{}", "{a}{b}", "{a}_{a}", "{a{b}}"] {
      #expect(NamePattern(text) == nil)
    }
  }
}
