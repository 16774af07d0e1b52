import Diagnostics
import Testing

@testable import SurveyData

private let place = Place(file: "study.yaml", line: 3, column: 5)

private func named(_ names: String...) -> [PlacedName] {
  names.map { PlacedName($0, at: place) }
}

private func name(_ name: String) -> PlacedName { PlacedName(name, at: place) }

private func numbers(_ name: String, _ values: [Int32?]) -> Column {
  Column(
    name, .integers(WholeNumbers(values.map { $0 ?? 0 })),
    missing: MissingReasons(values.map { $0 == nil ? 2 : 0 }))
}

private func sample() -> Table {
  var q = numbers("q", [1, 2, nil, 5, 9])
  q.variable = Variable(
    "q", label: "Item",
    valueLabels: [
      .init("1", "bad"), .init("5", "good"),
      .init("-9", "no answer", missing: .refused),
    ], missingCodes: ["-9": .refused],
    scale: .init(minimum: 1, maximum: 5))
  return Table(
    name: "t",
    columns: [
      q, numbers("age", [17, 18, 30, nil, 64]),
      Column(
        "town", .texts(DictionaryText(["a", "b", nil, "a", "x,y"])),
        missing: MissingReasons([0, 0, 1, 0, 0])),
      Column("day", .days([0, 1, 2, 3, 4])),
    ], source: DataSource(file: "t.csv"), sourceLines: [2, 3, 4, 5, 6])
}

private func cells(_ table: Table, _ name: String) -> [String?] {
  guard let column = table[name] else { return ["no column"] }
  return (0..<table.rowCount).map { row in
    column.missing[row].map { "-" + $0.name } ?? column.text(at: row)
  }
}

private func fault(_ step: any RecipeStep) -> Diagnostic? {
  do {
    _ = try step.apply(to: sample())
    return nil
  } catch {
    return error.diagnostics.first
  }
}

private func recode(
  _ column: String, _ rules: [(String, RecodeRules.Target)],
  otherwise: RecodeRules.Target = .same, into: String? = nil
) -> RecodeStep {
  RecodeStep(
    named(column),
    RecodeRules(
      rules.map { .init(RecodeRules.sources($0.0), $0.1, at: place) },
      otherwise: otherwise), into: into.map { named($0) }, at: place)
}

@Suite struct RecipeStepTests {
  /// What no rule names would be a group of its own among the new ones.
  @Test func valuesWithoutARuleAreTold() throws {
    let source = Table(
      name: "t",
      columns: [Column("age", .integers([20, 30, 33, 40, 33]))],
      source: DataSource(file: "t.csv"))
    let rules: [(String, RecodeRules.Target)] = [
      ("lowest-29", .value("1")), ("35-59", .value("2")),
    ]
    let told = try recode("age", rules, into: "group").apply(to: source)
    #expect(told.findings.map(\.code) == [.keptValues])
    #expect(
      told.findings.first?.message
        == "3 cells of 'age' meet no rule and keep their values in 'group': "
        + "'30', '33'")
    var meant = recode("age", rules, into: "group")
    meant.rules.isOtherwiseStated = true
    #expect(try meant.apply(to: source).findings.isEmpty)
  }

  @Test func columnsGetOtherNamesAtTheSameTime() throws {
    let step = RenameStep(
      [(name("q"), name("age")), (name("age"), name("q"))], at: place)
    let outcome = try step.apply(to: sample())
    #expect(outcome.table.columns.map(\.name) == ["age", "q", "town", "day"])
    #expect(outcome.table["age"]?.variable?.name == "age")
    #expect(outcome.table["age"]?.variable?.label == "Item")
    #expect(outcome.changes == [StepChange(2, .columns)])
    let taken = fault(RenameStep([(name("q"), name("day"))], at: place))
    #expect(taken?.code == .nameTaken)
    #expect(taken?.message == "there is a column named 'day' already")
    let unknown = fault(RenameStep([(name("qq"), name("r"))], at: place))
    #expect(unknown?.message == "no column of 't.csv' is named 'qq'")
  }

  @Test func codesBecomeOthers() throws {
    let step = recode("q", [("1-2", .value("1")), ("5", .value("2"))])
    let outcome = try step.apply(to: sample())
    #expect(cells(outcome.table, "q") == ["1", "1", "-refused", "2", "9"])
    #expect(outcome.changes == [StepChange(2, .cells, of: "q")])
    // The rule leaves 1 as it is; 5 moved away.
    #expect(
      outcome.table["q"]?.variable?.valueLabels.map(\.code) == ["1", "-9"])
    #expect(outcome.table["q"]?.variable?.scale != nil)
  }

  @Test(
    arguments: [
      (
        [("lowest-2", .value("low")), ("3-highest", .value("high"))], .same,
        ["low", "low", "-refused", "high", "high"]
      ),
      (
        [("1, 5-9", .value("x"))], .value("y"),
        ["x", "y", "-refused", "x", "x"]
      ),
      ([("missing", .value("0"))], .same, ["1", "2", "0", "5", "9"]),
      ([("blank", .value("0"))], .same, ["1", "2", "-refused", "5", "9"]),
      (
        [("refused", .missing(.dontKnow)), ("9", .missing(.blank))], .same,
        ["1", "2", "-dont-know", "5", "-blank"]
      ),
      (
        [("2", .same)], .missing(.outOfRange),
        ["-out-of-range", "2", "-refused", "-out-of-range", "-out-of-range"]
      ),
      ([("9", .value("5"))], .same, ["1", "2", "-refused", "5", "5"]),
    ] as [([(String, RecodeRules.Target)], RecodeRules.Target, [String?])])
  func rulesAreApplied(
    rules: [(String, RecodeRules.Target)], otherwise: RecodeRules.Target,
    expected: [String?]
  ) throws {
    let step = recode("q", rules, otherwise: otherwise, into: "new")
    let table = try step.apply(to: sample()).table
    #expect(cells(table, "new") == expected)
    #expect(cells(table, "q") == ["1", "2", "-refused", "5", "9"])
  }

  @Test func textsBecomeNumbersWhenNoneStays() throws {
    let all = recode(
      "town", [("a", .value("1")), ("b", .value("2")), ("x,y", .value("3"))])
    let table = try all.apply(to: sample()).table
    #expect(cells(table, "town") == ["1", "2", "-blank", "1", "3"])
    #expect(table["town"]?.isText == false)
    let some = try recode("town", [("a", .value("1"))]).apply(to: sample())
    #expect(cells(some.table, "town") == ["1", "b", "-blank", "1", "x,y"])
    #expect(some.table["town"]?.isText == true)
  }

  @Test func misspeltCodesOfTextsAreTold() throws {
    let step = recode("town", [("a", .value("A")), ("B", .value("c"))])
    let findings = try step.apply(to: sample()).findings
    #expect(findings.map(\.message) == ["no cell of 'town' is 'B'"])
    #expect(findings[0].severity == .warning)
  }

  @Test func recodeRefusesWhatDoesNotFit() {
    #expect(
      fault(recode("q", [("good", .value("1"))]))?.help
        == "write the code 5 for good")
    #expect(
      fault(recode("day", [("1", .value("1"))]))?.message
        == "'day' holds dates and cannot be recoded")
    #expect(
      fault(recode("q", [("1", .value("1"))], into: "age"))?.code == .nameTaken)
  }

  @Test func scalesAndLabelsTurnAround() throws {
    let step = ReverseStep(named("q"), at: place)
    let outcome = try step.apply(to: sample())
    #expect(
      cells(outcome.table, "q") == ["5", "4", "-refused", "1", "-out-of-range"])
    #expect(
      outcome.table["q"]?.variable?.valueLabels.map {
        "\($0.code) \($0.label[.english])"
      } == ["1 good", "5 bad", "-9 no answer"])
    #expect(outcome.findings.map(\.code) == [.lostValues])
    #expect(
      fault(ReverseStep(named("age"), at: place))?.message
        == "the scale of 'age' is not known")
    #expect(
      fault(ReverseStep(named("town"), at: place))?.message
        == "'town' holds no numbers and cannot be reversed")
  }

  @Test(arguments: 0..<50 as Range<Int32>)
  func reversingTwiceChangesNothing(seed: Int32) throws {
    let values = (0..<40).map { row -> Int32? in
      let value = (Int32(row) * 7 + seed * 13) % 8
      return value > 6 ? nil : value
    }
    var column = numbers("q", values)
    column.variable = Variable(
      "q",
      valueLabels: [.init("0", "none"), .init("3", "mid"), .init("6", "all")],
      scale: .init(minimum: 0, maximum: 6))
    let table = Table(
      name: "t", columns: [column], source: DataSource(file: "t.csv"))
    let step = ReverseStep(named("q"), at: place)
    let twice = try step.apply(to: step.apply(to: table).table).table
    #expect(twice["q"]?.differences(from: column) == 0)
    #expect(twice["q"]?.variable == column.variable)
  }

  @Test func numbersFallIntoGroups() throws {
    func bin(_ closed: BinStep.Closed, _ breaks: [Double]) throws -> [String?] {
      let step = BinStep(
        name("age"), into: name("g"), breaks: .numbers(breaks), closed: closed,
        at: place)
      return cells(try step.apply(to: sample()).table, "g")
    }
    #expect(
      try bin(.left, [17, 18, 30, 64]) == ["1", "2", "3", "-refused", "3"])
    #expect(
      try bin(.right, [17, 18, 30, 64]) == ["1", "1", "2", "-refused", "3"])
    #expect(
      try bin(.left, [18, 64])
        == ["-out-of-range", "1", "1", "-refused", "1"])
    #expect(
      try bin(.right, [-.infinity, 17, .infinity])
        == ["1", "2", "2", "-refused", "2"])
  }

  @Test func groupsAreLabelled() throws {
    func labels(_ closed: BinStep.Closed) throws -> [String]? {
      try BinStep(
        name("age"), into: name("g"),
        breaks: .numbers([-.infinity, 18, 30, .infinity]), closed: closed,
        at: place
      ).apply(to: sample()).table["g"]?.variable?.valueLabels
        .map { $0.label[.english] }
    }
    #expect(try labels(.left) == ["< 18", "[18, 30)", "≥ 30"])
    #expect(try labels(.right) == ["≤ 18", "(18, 30]", "> 30"])
    let wrong = BinStep(
      name("age"), into: name("g"), breaks: .numbers([0, 50, 99]),
      labels: ["all"], at: place)
    #expect(fault(wrong)?.message == "1 labels are given for 2 groups")
  }

  @Test func quantilesOfEqualValuesMerge() throws {
    let table = Table(
      name: "t", columns: [numbers("age", [1, 1, 1, 1, 2, 3])],
      source: DataSource(file: "t.csv"))
    let step = BinStep(
      name("age"), into: name("g"), breaks: .quantiles(3), closed: .right,
      at: place)
    let outcome = try step.apply(to: table)
    #expect(cells(outcome.table, "g") == ["1", "1", "1", "1", "2", "2"])
    #expect(outcome.findings.count == 1)
    for values in [[], [nil, nil], [4, 4]] as [[Int32?]] {
      let table = Table(
        name: "t", columns: [numbers("age", values)],
        source: DataSource(file: "t.csv"))
      #expect(try step.apply(to: table).table.rowCount == values.count)
    }
  }

  @Test func derivedColumnsUseThoseBefore() throws {
    let step = DeriveStep(
      [
        .init(name("a"), try ValueExpression("age * 2"), unit: "years"),
        .init(name("b"), try ValueExpression("a / (age - 18)")),
        .init(name("q"), try ValueExpression("q + 0")),
        .init(name("copy"), try ValueExpression("q")),
      ], at: place)
    let outcome = try step.apply(to: sample())
    #expect(cells(outcome.table, "a") == ["34", "36", "60", "-refused", "128"])
    #expect(
      cells(outcome.table, "b")[1] == "-not-applicable")
    #expect(
      outcome.changes == [
        StepChange(4, .cells, of: "a"), StepChange(3, .cells, of: "b"),
        StepChange(0, .cells, of: "q"), StepChange(4, .cells, of: "copy"),
      ])
    #expect(
      outcome.findings.map(\.message) == [
        "1 cell of 'b' is missing as 'not-applicable': there is no such number "
          + "or date, as after a division by zero"
      ])
    #expect(outcome.table["a"]?.variable?.unit == "years")
  }

  @Test func everyFaultOfAStepIsTold() throws {
    let step = DeriveStep(
      [
        .init(name("a"), try ValueExpression("agee * 2")),
        .init(name("b"), try ValueExpression("a + 1")),
        .init(name("c"), try ValueExpression("town + 1")),
      ], at: place)
    #expect {
      try step.apply(to: sample())
    } throws: { error in
      (error as? TableFaults)?.diagnostics.map(\.message) == [
        "no column of 't.csv' is named 'agee'",
        "the sign '+' takes a number, and 'town' is a text",
      ]
    }
  }

  @Test func rowsAndColumnsAreTakenOut() throws {
    let filter = FilterStep(try RowExpression("age >= 18"), at: place)
    let filtered = try filter.apply(to: sample())
    #expect(cells(filtered.table, "age") == ["18", "30", "64"])
    #expect(filtered.table.sourceLines == [3, 4, 6])
    #expect(filtered.changes == [StepChange(2, .rows)])
    let none = FilterStep(try RowExpression("age > 99"), at: place)
    #expect(
      try none.apply(to: sample()).findings.map(\.code) == [.emptySelection])
    let drop = try DropStep(named("q", "day"), at: place).apply(to: sample())
    #expect(drop.table.columns.map(\.name) == ["age", "town"])
    let keep = try KeepStep(named("day", "q"), at: place).apply(to: sample())
    #expect(keep.table.columns.map(\.name) == ["day", "q"])
    #expect(keep.changes == [StepChange(2, .columns)])
    #expect(
      fault(DropStep(named("q", "age", "town", "day"), at: place))?.message
        == "'drop' leaves no column")
  }

  @Test func cellsAreSetMissing() throws {
    let step = SetMissingStep(
      named("age", "town"), where: try RowExpression("q in (1, 5, 9)"),
      reason: .outOfRange, at: place)
    let outcome = try step.apply(to: sample())
    #expect(
      cells(outcome.table, "age")
        == ["-out-of-range", "18", "30", "-refused", "-out-of-range"])
    #expect(
      cells(outcome.table, "town")
        == ["-out-of-range", "b", "-blank", "-out-of-range", "-out-of-range"])
    #expect(outcome.changes.map(\.count) == [2, 3])
  }

  @Test func labelsAreGiven() throws {
    var item = LabelStep.Item(name("q"))
    item.label = LocalizedText(zh: "题", en: "Item")
    item.valueLabels = [.init("1", "awful"), .init("3", "so-so")]
    item.unit = "points"
    let outcome = try LabelStep([item], at: place).apply(to: sample())
    let variable = try #require(outcome.table["q"]?.variable)
    #expect(variable.label?[.chinese] == "题")
    #expect(
      variable.valueLabels.map { $0.label[.english] }
        == ["awful", "good", "no answer", "so-so"])
    #expect(outcome.changes == [StepChange(4, .labels, of: "q")])
  }

  @Test func textsOfNoRowAreForgotten() throws {
    let step = SetMissingStep(
      named("town"), where: try RowExpression("town = a"), reason: .refused,
      at: place)
    let table = try step.apply(to: sample()).table.withoutUnusedTexts()
    guard case .texts(let texts)? = table["town"]?.values else {
      Issue.record("no texts")
      return
    }
    #expect(texts.levels == ["b", "x,y"])
    #expect(
      cells(table, "town") == ["-refused", "b", "-blank", "-refused", "x,y"])
  }

  @Test func stepsWithoutEffectAreWarnedOf() throws {
    let log = DiagnosticLog()
    let recipe = Recipe([
      FilterStep(try RowExpression("age > 0 or missing(age)"), at: place),
      recode("q", [("7", .value("8"))]),
      ReverseStep(named("town"), at: place),
      DropStep(named("q"), at: place),
    ])
    #expect(recipe.run(on: sample(), log: log) == nil)
    #expect(
      log.diagnostics.map(\.message).sorted() == [
        "'town' holds no numbers and cannot be reversed",
        "the step 'filter' changes nothing",
        "the step 'recode' changes nothing",
      ])
    #expect(
      log.diagnostics.first { $0.severity == .error }?.notes
        == ["the step after it was not run"])
  }

  @Test func reportsAreSentences() {
    let report = StepReport(
      step: "recode", place: place,
      changes: [
        StepChange(37, .cells, of: "age"), StepChange(1, .cells, of: "q"),
      ],
      rows: 40)
    #expect(
      report.sentence
        == "recode: 37 cells of 'age' changed, 1 cell of 'q' changed")
  }
}
