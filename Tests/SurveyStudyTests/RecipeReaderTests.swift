import Diagnostics
import Foundation
import SurveyData
import SurveyImport
import TestSupport
import Testing

@testable import SurveyStudy

private let people = """
  id,town,age,q1,q2,day
  1,a,20,1,5,2024-01-31
  2,b,35,2,4,2024-02-01
  3,a,,9,3,2024-02-02

  """

private let towns = """
  town,size
  a,10
  c,30

  """

private func study(_ data: String) -> String {
  """
  manyi: 1
  data:
    p:
      file: people.csv
  \(data.split(separator: "\n", omittingEmptySubsequences: false)
    .map { "    " + $0 }.joined(separator: "\n"))
  analyses: {}
  """
}

private func open(
  _ data: String, _ files: [String: String] = [:]
) async throws -> (Workspace?, [Diagnostic]) {
  let folder = try newFolder(
    [
      "study.yaml": study(data), "people.csv": people, "towns.csv": towns,
      "more.csv": "id,town,extra\n4,c,x\n",
    ].merging(files) { $1 })
  let log = DiagnosticLog()
  let workspace = await openStudy(folder, log: log)
  return (workspace, workspace?.findings(log) ?? log.diagnostics)
}

private func cells(_ table: Table?, _ name: String) -> [String?] {
  guard let table, let column = table[name] else { return ["no column"] }
  return (0..<table.rowCount).map { row in
    column.missing[row].map { "-" + $0.name } ?? column.text(at: row)
  }
}

@Suite struct RecipeReaderTests {
  /// `refuse` became an answer without a word.
  @Test(arguments: [
    ("refuse", "refused"), ("dont_know", "dont-know"), ("misssing", "missing"),
    ("Refused", "refused"),
  ])
  func wordsLikeReasonsAreWarnedOf(word: String, meant: String) async throws {
    let (_, found) = try await open(
      "recipe:\n  - recode: {column: town, map: {a: \(word)}}")
    let warning = found.first { $0.code == .textLikeReason }
    #expect(warning?.severity == .warning)
    #expect(warning?.place?.line == 6)
    #expect(warning?.help?.hasPrefix("did you mean \(meant)?") == true)
    let (_, quoted) = try await open(
      "recipe:\n  - recode: {column: town, map: {a: '\(word)'}}")
    #expect(!quoted.contains { $0.code == .textLikeReason })
  }

  @Test(arguments: ["'x'", "refused", "7", "keep", "Amiens", "blanc"])
  func otherWordsAreNotWarnedOf(word: String) async throws {
    let (_, found) = try await open(
      "recipe:\n  - recode: {column: town, map: {a: \(word)}}")
    #expect(
      found.contains { $0.code == .textLikeReason } == (word == "blanc"))
  }

  @Test func everyStepIsRead() async throws {
    let (workspace, found) = try await open(
      """
      recipe:
        - rename: {town: city}
        - recode:
            column: city
            map: {a: 1, b: 2}
            into: code
            label: {zh: 市, en: City}
            labels: {1: A, 2: B}
        - recode: {columns: [q1, q2], map: {9: dont-know, 1-2: 1}, else: keep}
        - reverse: {columns: [q2], scale: [1, 5]}
        - bin: {column: age, breaks: [lowest, 30, highest], into: old, labels: [young, old]}
        - bin: {column: id, quantiles: 2, into: half, closed: right}
        - derive:
            total: {value: q1 + q2, label: Total, unit: points, scale: [2, 10]}
            year: year(day)
            mark: "'a' & city"
        - set-missing: {where: id = 2, columns: q2, reason: refused}
        - filter: id < 3
        - label: {q1: First, q2: {label: {zh: 二}, values: {1: best}}}
        - drop: [day, mark]
        - keep: [id, city, code, q1, q2, old, half, total, year]
      """)
    #expect(found.filter { $0.severity == .error } == [])
    let table = workspace?.tables["p"]
    #expect(
      table?.columns.map(\.name)
        == ["id", "city", "code", "q1", "q2", "old", "half", "total", "year"])
    #expect(cells(table, "code") == ["1", "2"])
    #expect(cells(table, "q1") == ["1", "1"])
    #expect(cells(table, "q2") == ["1", "-refused"])
    #expect(cells(table, "old") == ["1", "2"])
    #expect(cells(table, "half") == ["1", "1"])
    #expect(cells(table, "total") == ["2", "3"])
    #expect(cells(table, "year") == ["2024", "2024"])
    #expect(table?["total"]?.variable?.unit == "points")
    #expect(table?["q2"]?.variable?.valueLabels.first?.label == "best")
    let steps = workspace?.preparations["p"]?.recipe.steps
    #expect(steps?.count == 12)
    #expect(workspace?.preparations["p"]?.recipe.rowsBefore == 3)
    #expect(workspace?.preparations["p"]?.recipe.rowsAfter == 2)
  }

  @Test(
    arguments: [
      (
        "recipe: {drop: id}", 5, 13,
        "'recipe' is a list of steps, not a mapping"
      ),
      ("recipe:\n  - drp: id", 6, 9, "no step of a recipe is called 'drp'"),
      (
        "recipe:\n  - drop", 6, 9,
        "a step of a recipe is one key with its value, not a single value"
      ),
      (
        "recipe:\n  - drop: idd", 6, 15,
        "no column of 'people.csv' is named 'idd'"
      ),
      ("recipe:\n  - drop: []", 6, 15, "the step 'drop' names no column"),
      (
        "recipe:\n  - filter: age >", 6, 22,
        "a value is needed here, not the end"
      ),
      (
        "recipe:\n  - filter: agee > 1", 6, 17,
        "no column of 'people.csv' is named 'agee'"
      ),
      (
        "recipe:\n  - derive: {x: q1 + town}", 6, 26,
        "the sign '+' takes a number, and 'town' is a text"
      ),
      (
        "recipe:\n  - derive: {x: \"q1 + meen(q1)\"}", 6, 27,
        "no function is called 'meen'"
      ),
      (
        "recipe:\n  - derive:\n      x: >-\n        q1 +\n        q2 + town", 9,
        18, "the sign '+' takes a number, and 'town' is a text"
      ),
      (
        "recipe:\n  - derive:\n      x:\n        q1 +\n          q9", 9, 15,
        "no column of 'people.csv' is named 'q9'"
      ),
      (
        "recipe:\n  - derive: {x: {label: L}}", 6, 21,
        "the derived column 'x' needs the key 'value'"
      ),
      (
        "recipe:\n  - recode: {column: age, map: {old: 1}}", 6, 37,
        "'age' holds numbers, and 'old' is none"
      ),
      (
        "recipe:\n  - recode: {column: age}", 6, 17,
        "the step 'recode' needs the key 'map'"
      ),
      (
        "recipe:\n  - recode: {map: {1: 2}}", 6, 17,
        "the step 'recode' needs the key 'column'"
      ),
      (
        "recipe:\n  - recode: {columns: [q1, q2], map: {1: 2}, into: r}", 6, 56,
        "'into' has 1 names for 2 columns"
      ),
      (
        "recipe:\n  - recode: {column: q1, map: {1: 2}, into: q2}", 6, 49,
        "there is a column named 'q2' already"
      ),
      ("recipe:\n  - reverse: q1", 6, 18, "the scale of 'q1' is not known"),
      (
        "recipe:\n  - reverse: {columns: q1, scale: [5, 1]}", 6, 39,
        "'scale' takes the two ends of a scale"
      ),
      (
        "recipe:\n  - bin: {column: age, into: g, breaks: [1]}", 6, 45,
        "'breaks' needs two numbers at least"
      ),
      (
        "recipe:\n  - bin: {column: age, into: g, breaks: [5, 1]}", 6, 45,
        "'breaks' has to rise, and 1 comes after 5"
      ),
      (
        "recipe:\n  - bin: {column: age, breaks: [1, 5]}", 6, 14,
        "the step 'bin' needs the key 'into'"
      ),
      (
        "recipe:\n  - bin: {column: day, into: g, breaks: [1, 5]}", 6, 23,
        "'day' holds no numbers and cannot be put into groups"
      ),
      (
        "recipe:\n  - set-missing: {where: age > 1, columns: age, reason: gone}",
        6, 61, "'gone' is no reason for a missing value"
      ),
      (
        "recipe:\n  - set-missing: {columns: age}", 6, 22,
        "the step 'set-missing' needs the key 'where'"
      ),
      (
        "recipe:\n  - rename: {id: town}", 6, 22,
        "there is a column named 'town' already"
      ),
      (
        "recipe:\n  - keep: {a: b}", 6, 15,
        "the step 'keep' takes names of columns, not a mapping"
      ),
      ("join: {with: towns.csv}", 5, 11, "the join of 'p' needs the key 'key'"),
      ("join: {key: town}", 5, 11, "the join of 'p' needs the key 'with'"),
      (
        "join: {with: twons.csv, key: town}", 5, 18,
        "there is no file 'twons.csv'"
      ),
      ("join: {with: q, key: town}", 5, 18, "no data set is called 'q'"),
      (
        "join: {with: p, key: id}", 5, 18,
        "'p' joins 'p', which is itself made from 'p'"
      ),
      (
        "join: {with: towns.csv, key: {town: city}}", 5, 41,
        "no column of 'towns.csv' is named 'city'"
      ),
      (
        "join: {with: towns.csv, key: {id: town}}", 5, 35,
        "the key 'id' holds whole numbers, and 'town' of 'towns.csv' texts"
      ),
      (
        "join: {with: towns.csv, key: town, kind: outer}", 5, 46,
        "'kind' cannot be 'outer'"
      ),
      ("append: []\nlabel-column: w", 6, 19, "'w' has nothing to tell apart"),
      ("files: [more.csv]", 4, 11, "'file' and 'files' exclude each other"),
      ("append: [{label: x}]", 5, 14, "a file of 'p' needs the key 'file'"),
      ("reshape: {tall: {}}", 5, 14, "'reshape' needs the key 'long'"),
      ("reshape: {long: {}}", 5, 21, "'long' needs the key 'from'"),
      (
        "reshape: {long: {from: \"{item\"}}", 5, 28,
        "'{item' is no pattern of names"
      ),
      (
        "reshape: {long: {from: \"{item}-{w}\"}}", 5, 28,
        "no column has a name of the form '{item}-{w}'"
      ),
      (
        "reshape: {wide: {id: id, names: day}}", 5, 21,
        "'wide' needs the key 'values'"
      ),
    ] as [(String, Int, Int, String)])
  func faultNamesItsPlace(
    data: String, line: Int, column: Int, message: String
  ) async throws {
    let (_, found) = try await open(data)
    let fault = found.first { $0.message == message }
    if fault == nil {
      Issue.record("found \(found.map(\.description))")
      return
    }
    #expect(fault?.place?.description == "study.yaml:\(line):\(column)")
    #expect(fault?.severity == .error)
  }

  @Test func filesAreAppendedAndJoined() async throws {
    let (workspace, found) = try await open(
      """
      append: [{file: more.csv, label: new}]
      join: {with: towns.csv, key: town, prefix: t_}
      """)
    #expect(
      found.map(\.code.id) == ["D302"])
    let table = workspace?.tables["p"]
    #expect(cells(table, "wave") == ["people", "people", "people", "new"])
    #expect(
      cells(table, "age")
        == ["20", "35", "-blank", "-not-applicable"])
    #expect(cells(table, "t_size") == ["10", "-not-applicable", "10", "30"])
    #expect(workspace?.tables.keys.sorted() == ["p"])
    #expect(
      workspace?.preparations["p"]?.sources.map(\.file)
        == ["people.csv", "more.csv", "towns.csv"])
  }

  @Test func joinedDataSetsAreFinishedFirst() async throws {
    let (second, findings) = try await open(
      "join: {with: t, key: town}\n",
      [
        "study.yaml": """
        manyi: 1
        data:
          p: {file: people.csv, join: {with: t, key: town}}
          t:
            file: towns.csv
            recipe: [{derive: {big: size > 20}}]
        analyses: {}
        """
      ])
    #expect(findings.filter { $0.severity == .error } == [])
    #expect(cells(second?.tables["p"], "big") == ["0", "-not-applicable", "0"])
  }

  @Test func shapesChange() async throws {
    let (workspace, found) = try await open(
      """
      reshape:
        long: {id: [id, town], from: [q1, q2], names: item, values: score}
      recipe:
        - filter: item = q2
      """)
    #expect(found == [])
    #expect(cells(workspace?.tables["p"], "score") == ["5", "4", "3"])
    let (wide, _) = try await open(
      """
      reshape:
        wide: {id: town, names: id, values: q1, pattern: "{item}.{id}"}
      """)
    #expect(cells(wide?.tables["p"], "q1.3") == ["9", "-not-applicable"])
  }
}
