import Diagnostics
import Testing

@testable import SurveyData

private let place = Place(file: "study.yaml", line: 3, column: 5)
private func name(_ name: String) -> PlacedName { PlacedName(name, at: place) }

private let count = 4000
private func isMissing(_ row: Int) -> Bool { row % 7 == 3 }
/// Nearly every row has a text of its own; a few stand twice.
private func text(_ row: Int) -> String {
  row % 500 == 20 ? "twice" : "respondent \(row)"
}

/// The texts as the reader keeps them: one a row, empty where missing.
private func oneTextARow() -> Column {
  Column(
    "who",
    .texts(
      DictionaryText(
        codes: WholeNumbers((0..<count).map { Int32($0) }),
        levels: PackedTexts(
          (0..<count).map { isMissing($0) ? "" : text($0) }),
        areLevelsDistinct: false)),
    missing: MissingReasons((0..<count).map { isMissing($0) ? 2 : 0 }))
}

/// The same with each text once.
private func eachTextOnce() -> Column {
  var column = oneTextARow()
  column.values = .texts(
    DictionaryText((0..<count).map { isMissing($0) ? nil : text($0) }))
  return column
}

private func table(_ columns: Column...) -> Table {
  Table(name: "t", columns: columns, source: DataSource(file: "t.csv"))
}

private func cells(_ table: Table, _ name: String) -> [String?] {
  guard let column = table[name] else { return ["no column"] }
  return (0..<table.rowCount).map { row in
    column.missing[row].map { "-" + $0.name } ?? column.text(at: row)
  }
}

/// What is done to a column of texts is the same whether each text stands
/// once in its list or as often as in the rows.
@Suite struct RepeatedTextsTests {
  @Test func everyTextStandsOnceWhenAskedFor() {
    guard case .texts(let texts) = oneTextARow().values else {
      Issue.record("no texts")
      return
    }
    let distinct = texts.distinct(oneTextARow().missing)
    #expect(distinct.areLevelsDistinct)
    #expect(Set(distinct.levels).count == distinct.levels.count)
    #expect(!distinct.levels.contains(""))
    #expect(
      (0..<count).allSatisfy { (distinct.codes[$0] < 0) == isMissing($0) })
  }

  @Test func groupsAreTheSame() {
    let (a, b) = (oneTextARow().categories(), eachTextOnce().categories())
    #expect(a.codes == b.codes)
    #expect(a.levels == b.levels)
  }

  @Test func columnsDoNotDifferByTheirList() {
    #expect(oneTextARow().differences(from: eachTextOnce()) == 0)
    #expect(eachTextOnce().differences(from: oneTextARow()) == 0)
    #expect(oneTextARow().differences(from: oneTextARow()) == 0)
    var other = oneTextARow()
    other.values = .texts(
      DictionaryText((0..<count).map { $0 == 20 ? "else" : text($0) }))
    #expect(other.differences(from: oneTextARow()) == 1)
  }

  @Test func unusedTextsGoAndTheRestStaysRepeated() {
    let rows = Array(0..<count).filter { $0 % 2 == 0 }
    let kept = table(oneTextARow().selecting(rows)).withoutUnusedTexts()
    guard case .texts(let texts)? = kept["who"]?.values else {
      Issue.record("no texts")
      return
    }
    #expect(!texts.levels.contains(""))
    #expect(!texts.areLevelsDistinct)
    #expect(
      cells(kept, "who")
        == rows.map {
          isMissing($0) ? "-refused" : text($0)
        })
    let (a, b) = (
      kept["who"]?.categories(),
      table(eachTextOnce().selecting(rows))["who"]?.categories()
    )
    #expect(a?.levels == b?.levels)
    #expect(a?.codes == b?.codes)
  }

  @Test func rowsOfNobodyKeepTheListHonest() {
    let picked = oneTextARow().selecting([20, -1, 520, 3], or: .blank)
    #expect(picked.categories().codes == [0, -1, 0, -1])
    #expect(picked.categories().levels.map(\.value) == ["twice"])
  }

  @Test func keysAreTheSame() {
    let a = RowKeys([oneTextARow()], rows: count)
    let b = RowKeys([eachTextOnce()], rows: count)
    #expect(a.left.indices.allSatisfy { (a.left[$0] < 0) == isMissing($0) })
    #expect(a.left[20] == a.left[520])
    #expect(Set(a.left).count == Set(b.left).count)
  }

  @Test func joinsByKeysInBothForms() throws {
    let other = Table(
      name: "o",
      columns: [
        Column(
          "who", .texts(DictionaryText(["twice", "respondent 1", "nobody"]))),
        Column("town", .texts(DictionaryText(["a", "b", "c"]))),
      ], source: DataSource(file: "o.csv"))
    let plan = JoinPlan(keys: [(name("who"), name("who"))], at: place)
    let results = try [oneTextARow(), eachTextOnce()].map {
      try plan.combine(table($0), with: other, log: DiagnosticLog()).table
    }
    #expect(cells(results[0], "town") == cells(results[1], "town"))
    #expect(cells(results[0], "who") == cells(results[1], "who"))
    #expect(results[0]["town"]?.text(at: 20) == "a")
    #expect(results[0]["town"]?.text(at: 1) == "b")
    #expect(results[0]["town"]?.text(at: 2) == nil)
    // The long list is brought, and rows without a partner are missing.
    var label = oneTextARow()
    label.name = "label"
    let keys = Column(
      "who", .texts(DictionaryText((0..<count).map { "respondent \($0)" })))
    let brought = try plan.combine(
      other, with: table(keys, label), log: DiagnosticLog()
    ).table
    #expect(brought["label"]?.text(at: 1) == "respondent 1")
    #expect(brought["label"]?.missing.count == 2)
    #expect(brought["label"]?.categories().levels.count == 1)
  }

  @Test func stacksInBothForms() throws {
    let stacked = try stackedValues(
      [oneTextARow(), eachTextOnce()], [count, count], at: place)
    guard case .texts(let texts) = stacked else {
      Issue.record("no texts")
      return
    }
    #expect(Set(texts.levels).count == texts.levels.count)
    #expect(
      (0..<count).allSatisfy { texts.codes[$0] == texts.codes[$0 + count] })
  }

  @Test func recodesInBothForms() throws {
    let step = RecodeStep(
      [name("who")],
      RecodeRules(
        [.init(RecodeRules.sources("twice"), .value("couple"), at: place)],
        otherwise: .same), at: place)
    let outcomes = try [oneTextARow(), eachTextOnce()].map {
      try step.apply(to: table($0))
    }
    #expect(
      cells(outcomes[0].table, "who") == cells(outcomes[1].table, "who"))
    #expect(outcomes[0].changes == outcomes[1].changes)
    let moved = (0..<count).count { $0 % 500 == 20 && !isMissing($0) }
    #expect(outcomes[0].changes == [StepChange(moved, .cells, of: "who")])
  }

  @Test func derivesInBothForms() throws {
    let step = DeriveStep(
      [
        .init(name("both"), try ValueExpression("concat(who, '!')")),
        .init(name("same"), try ValueExpression("who")),
        .init(
          name("is"), try ValueExpression("if(who = 'twice', 1, 0)")),
      ], at: place)
    let outcomes = try [oneTextARow(), eachTextOnce()].map {
      try step.apply(to: table($0))
    }
    for name in ["both", "same", "is"] {
      #expect(cells(outcomes[0].table, name) == cells(outcomes[1].table, name))
    }
    #expect(outcomes[0].changes == outcomes[1].changes)
    #expect(outcomes[0].table["both"]?.text(at: 20) == "twice!")
    #expect(cells(outcomes[0].table, "is")[20] == "1")
    #expect(cells(outcomes[0].table, "is")[3] == "-refused")
  }

  @Test func spellingsOfALetterAreEqualWhereverTheyStand() throws {
    let (one, two) = ("caf\u{E9}", "cafe\u{301}")
    let texts = DictionaryText(
      codes: [0, 1, 1, 0], levels: PackedTexts([one, two]))
    let other = DictionaryText(
      codes: [0, 0, 1, 1], levels: PackedTexts([two, one]))
    let step = DeriveStep(
      [.init(name("is"), try ValueExpression("if(a = b, 1, 0)"))], at: place)
    let outcome = try step.apply(
      to: table(Column("a", .texts(texts)), Column("b", .texts(other))))
    #expect(cells(outcome.table, "is") == ["1", "1", "1", "1"])
  }
}
