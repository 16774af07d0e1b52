import Diagnostics
import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyStudy

/// A folder with a study and its files.
func newFolder(_ files: [String: String]) throws -> String {
  let folder = try Fixture.temporaryFolder()
  for (name, text) in files {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }
  return folder.path()
}

private let data = """
  id,dept,score,other,grade,votes,date
  a,1,5,2,A,3,2025-03-01
  b,2,4,3,B,2,2025-03-02
  c,1,3,4,A,1,2025-03-03

  """

private func findings(_ study: String) async throws -> [Diagnostic] {
  let log = DiagnosticLog()
  let path = try newFolder(["study.yaml": study, "a.csv": data])
  let workspace = await openStudy(path, log: log)
  return workspace?.findings(log) ?? log.diagnostics
}

/// A study with one analysis of the given keys.
private func study(_ analysis: String) -> String {
  """
  manyi: 1
  data: {a: {file: a.csv}}
  analyses: {x: {\(analysis)}}
  """
}

@Suite struct StudyReaderTests {
  @Test func titlesAndTotalsAreLeftOutAndBothNamesWork() async throws {
    let path = try newFolder([
      "study.yaml": """
      manyi: 1
      data: {a: {file: a.csv, skip-lines: 1, total-rows: drop}}
      analyses:
        x: {kind: mean, variables: 得分, by: b, where: 得分 > 1}
        y: {kind: mean, variables: points, by: b, where: points > 1}
      """,
      "a.csv": "2025年测评,,\n建议编号,得分,b\n1,3,m\n2,4,n\n合计,7,\n",
    ])
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(path, log: log))
    #expect(workspace.findings(log).map(\.code.id) == ["D224"])
    #expect(workspace.tables["a"]?.rowCount == 2)
    #expect(workspace.domains["x"] == [true, true])
  }

  @Test(arguments: ["total-rows: leave", "skip-lines: -1"])
  func valuesOfDataKeysAreChecked(keys: String) async throws {
    let found = try await findings(
      """
      manyi: 1
      data: {a: {file: a.csv, \(keys)}}
      analyses: {x: {kind: mean, variables: score}}
      """)
    #expect(found.map(\.code) == [.wrongValue])
  }

  @Test(arguments: [
    "kind: mean, variables: [score, other], by: dept",
    "kind: mean, variables: score, by: [dept, grade], missing: listwise",
    "kind: total, variables: score, by: [[dept], [grade, dept]]",
    "kind: ratio, numerator: score, denominator: other, level: 90%",
    "kind: share, variables: grade, values: [A], interval: wilson",
    "kind: share, variables: grade, interval: t, where: 'dept in (1, 2)'",
    "kind: index, items: grade, grades: {A: 100, B: 60}, show: [index, net]",
    "kind: index, scales: {s: [score, other]}, scale: [1, 5], top-box: 1",
    "kind: index, scales: {s: {label: {zh: 总}, items: [score]}}, scale: [5, 1]",
    "kind: verdict, item: grade, grades: [A, B], by: dept, "
      + "rule: {threshold: 2/3, members: 9}",
    "kind: verdict, counts: {A: votes, B: other}, rule: {strict: false}",
    "kind: ratio, numerator: score, denominator: other, interval: arcsine",
    "kind: alpha, items: [score, other], reverse: other",
    "kind: mean, variables: score, design: {clusters: id, weights: votes}",
  ])
  func keysAreUnderstood(keys: String) async throws {
    let found = try await findings(study(keys))
    #expect(found.filter { $0.severity == .error } == [])
  }

  @Test(arguments: [
    ("kind: mean", "S103", "the analysis 'x' needs the key 'variables'"),
    (
      "kind: ratio, numerator: score, denominator: other, interval: beta",
      "S104", "a ratio has no interval 'beta'"
    ),
    (
      "kind: ratio, numerator: score, denominator: other, interval: logti",
      "S104", "'interval' cannot be 'logti'"
    ),
    (
      "kind: index, counts: {A: votes, B: other}, grades: {A: 100, B: 0}, "
        + "scale: [1, 5]", "S104", "'scale' has no meaning for 'counts'"
    ),
    (
      "kind: mean, variables: score, design: {calibrate: "
        + "[{linear: {variance: nope, targets: {score: 9}}}]}", "S101",
      "no column is named 'nope'"
    ),
    ("kind: mean, variables: []", "S104", "'variables' is an empty list"),
    ("variables: score", "S103", "the analysis 'x' needs the key 'kind'"),
    ("kind: maen", "S109", "no kind of analysis is called 'maen'"),
    (
      "kind: mean, variables: score, data: b", "S109",
      "no data set is called 'b'"
    ),
    (
      "kind: mean, variables: score, vars: 1", "S102",
      "the analysis 'x' has no key 'vars'"
    ),
    (
      "kind: mean, variables: scroe", "S101", "no column is named 'scroe'"
    ),
    (
      "kind: mean, variables: [score, score]", "S104",
      "'variables' names the column 'score' twice"
    ),
    (
      "kind: mean, variables: score, by: [[dept], [a, b]]", "S101",
      "no column is named 'b'"
    ),
    (
      "kind: mean, variables: score, by: [[[dept]]]", "S104",
      "'by' takes column names, lists of them, or lists of lists"
    ),
    (
      "kind: mean, variables: score, where: dept == ", "S108",
      "a value is needed here, not the end"
    ),
    (
      "kind: mean, variables: score, where: dpet = 1", "S101",
      "no column of 'a.csv' is named 'dpet'"
    ),
    (
      "kind: mean, variables: score, level: 95", "S104",
      "'level' is a share between 0 and 1, such as 0.95"
    ),
    (
      "kind: mean, variables: score, missing: pairwise", "S104",
      "'missing' cannot be 'pairwise'"
    ),
    (
      "kind: mean, variables: score, design: {single-cluster: maybe}", "S104",
      "'single-cluster' cannot be 'maybe'"
    ),
    (
      "kind: mean, variables: score, design: {strat: dept}", "S102",
      "'design' has no key 'strat'"
    ),
    ("kind: index", "S103", "the analysis 'x' needs the key 'items'"),
    (
      "kind: index, items: score, scale: [1]", "S104",
      "'scale' takes the two ends of a scale"
    ),
    (
      "kind: index, items: score, show: [indx]", "S104",
      "'show' cannot hold 'indx'"
    ),
    (
      "kind: index, items: grade, grades: {A: good}", "S104",
      "'A' takes a number, not 'good'"
    ),
    (
      "kind: verdict, item: grade, rule: {threshold: half}", "S104",
      "'threshold' is a share from 0 to 1, not 'half'"
    ),
    (
      "kind: verdict, item: grade, rule: {denominator: members}", "S103",
      "'rule' needs the key 'members'"
    ),
    (
      "kind: alpha, items: score, by: dept", "S104",
      "the kind 'alpha' has no groups"
    ),
    (
      "kind: evaluation, cases: {data: a}", "S103",
      "the analysis 'x' needs the key 'indicators'"
    ),
    (
      "kind: evaluation, indicators: a.csv, cases: {data: b, key: id}", "S109",
      "no data set is called 'b'"
    ),
    (
      "kind: evaluation, indicators: no.csv, cases: {data: a, key: id}", "S110",
      "there is no file 'no.csv'"
    ),
  ])
  func faultIsNamed(
    keys: String, code: String, message: String
  ) async throws {
    let found = try await findings(study(keys))
    let match = found.first { $0.message == message }
    #expect(match != nil, "\(found.map(\.message))")
    #expect(match?.code.id == code)
    #expect(match?.place?.line == 3)
    #expect(match?.severity == .error)
  }

  @Test(arguments: [
    ("data: {a: {file: a.csv}}\nanalyses: {}", "S103", "manyi"),
    ("manyi: 2\ndata: {}\nanalyses: {}", "S111", "version 1, not 2"),
    ("manyi: 1\nanalyses: {}", "S103", "needs the key 'data'"),
    ("manyi: 1\ndata: {a: {}}\nanalyses: {}", "S103", "needs the key 'file'"),
    (
      "manyi: 1\ndata: {a: {file: b.csv}}\nanalyses: {}", "S110",
      "there is no file 'b.csv'"
    ),
    (
      "manyi: 1\ndata: {a: {file: a.csv, encoding: utf-9}}\nanalyses: {}",
      "S104", "no encoding is called 'utf-9'"
    ),
    (
      "manyi: 1\ndata: {a: {file: a.csv, delimiter: x}}\nanalyses: {}", "S104",
      "'delimiter' cannot be 'x'"
    ),
    (
      "manyi: 1\ndata: {a: {file: a.csv, key: dept}}\nanalyses: {}", "S112",
      "the key 'dept' has the value '1' a second time"
    ),
    (
      "manyi: 1\ndata: {a/b: {file: a.csv}}\nanalyses: {}", "S104",
      "'a/b' cannot be the name of a data set"
    ),
    (
      "manyi: 1\ndata: {a: {file: a.csv}}\nanalyses: {}\nlanguages: [fr]",
      "S104", "'languages' cannot hold 'fr'"
    ),
    (
      "manyi: 1\ndata: {a: {file: a.csv}}\nanalyses: {}\n"
        + "reports: {r: {show: [x]}}", "S109", "no analysis is called 'x'"
    ),
    ("manyi: 1\nmanyi: 1", "S105", "the key 'manyi' stands twice"),
    ("manyi: [", "S106", "the YAML cannot be read"),
    ("- a", "S104", "the study has to be a mapping of keys, not a list"),
  ])
  func faultOfTheStudyIsNamed(
    text: String, code: String, words: String
  ) async throws {
    let found = try await findings(text)
    let match = found.first { $0.message.contains(words) }
    #expect(match != nil, "\(found.map(\.message))")
    #expect(match?.code.id == code)
  }

  @Test func everyFaultIsFoundAtOnce() async throws {
    let found = try await findings(
      study("kind: mean, variables: [scroe, votse], by: dpet, whre: 1"))
    #expect(found.count { $0.severity == .error } == 4)
  }

  @Test func faultShowsItsLine() async throws {
    let found = try await findings(study("kind: mean, variables: [scroe]"))
    let fault = found.first { $0.code == .unknownColumn }
    #expect(fault?.place?.description == "study.yaml:3:40")
    #expect(fault?.excerpt?.columns == 40...44)
    #expect(fault?.excerpt?.label == "not in a.csv")
    #expect(fault?.help == "did you mean 'score'?")
  }

  @Test func conditionIsMarkedInsideQuotes() async throws {
    let found = try await findings(
      study("kind: mean, variables: score, where: 'dept = 1 and x > 2'"))
    let fault = found.first { $0.code == .unknownColumn }
    #expect(fault?.place?.description == "study.yaml:3:67")
    #expect(fault?.excerpt?.line.hasPrefix("analyses:") == true)
    #expect(fault?.excerpt?.columns == 67...67)
  }

  @Test func unknownFileIsAFaultAndNotATrap() async {
    let log = DiagnosticLog()
    let workspace = await openStudy("/nowhere/study.yaml", log: log)
    #expect(workspace == nil)
    #expect(log.diagnostics.first?.code == .missingFile)
  }
}
