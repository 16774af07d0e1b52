import Diagnostics
import Foundation
import SurveyData
import SurveyReport
import TestSupport
import Testing

@testable import SurveyStudy

/// Every number leads home: counts add up, formulas give the number, and the
/// rows behind it are those it was made from.
@Suite struct LineageTests {
  private static let answers = """
    id,town,q,w
    1,a,5,1
    2,a,3,2
    3,b,,1
    4,b,1,1
    5,c,4,1
    6,a,2,1
    7,a
    8,b,5,2
    """

  private func open(
    _ study: String, files: [String: String] = ["answers.csv": answers]
  ) async throws -> (Workspace, DiagnosticLog) {
    let folder = try Fixture.temporaryFolder().path()
    for (name, text) in files {
      try Data((text + "\n").utf8).write(
        to: URL(filePath: folder + "/" + name))
    }
    try Data(study.utf8).write(to: URL(filePath: folder + "/study.yaml"))
    let log = DiagnosticLog()
    let workspace = try #require(
      await openStudy(folder + "/study.yaml", log: log))
    return (workspace, log)
  }

  private let study = """
    manyi: 1
    data:
      people:
        file: answers.csv
        max-rejects: 1
        recipe: [{filter: id != 6}]
        where: town != c
        design: {weights: w}
    analyses:
      means: {kind: mean, variables: [q], where: id > 1, by: town}
      parts: {kind: ratio, numerator: q, denominator: w}
      crossed: {kind: crosstab, rows: town, columns: q}
    """

  @Test func rowsAreFollowedFromTheFileToTheNumber() async throws {
    let (workspace, log) = try await open(study)
    let plan = try #require(workspace.study.analyses.first)
    let result = try #require(workspace.run(plan, log: log))
    let funnel = try #require(result.provenance.funnels.first)
    #expect(funnel.read == 8)
    let kinds: [RowFunnel.Kind] = [.rejected, .recipe, .filter, .domain]
    #expect(funnel.steps.map(\.kind) == kinds)
    #expect(funnel.steps.map(\.change) == [-1, -1, -1, -1])
    #expect(funnel.steps.map(\.rows) == [7, 6, 5, 4])
    #expect(funnel.steps[0].detail == "too_few_fields 1")
    #expect(funnel.steps[1].detail == "filter (study.yaml:6:15)")
    #expect(funnel.steps[2].detail == "town != c")
    let item = RowFunnel.Item(
      variable: "q", missing: [.init(reason: "blank", rows: 1)], unused: 1,
      used: 3)
    #expect(funnel.items == [item])
    #expect(
      ResultsFile(
        study: workspace.study, results: [release(result)],
        tables: workspace.tables, plans: workspace.plans,
        preparations: workspace.preparations, findings: [], quality: [:]
      ).text.contains("\"step\": \"analysis-where\""))
  }

  /// Votes are no rows, however few they are.
  @Test func funnelsOfCountedVotesCountRows() async throws {
    let (workspace, log) = try await open(
      """
      manyi: 1
      data: {votes: {file: votes.csv}}
      analyses:
        i: {kind: index, counts: {A: a, B: b}, grades: {A: 100, B: 0}, show: [index]}
      """, files: ["votes.csv": "id,a,b\n1,1,1\n2,0,0\n3,0,0\n4,,\n5,0,1"])
    let plan = try #require(workspace.study.analyses.first)
    let result = try #require(workspace.run(plan, log: log))
    #expect(result.estimates.first?.base == 3)
    let items = try #require(result.provenance.funnels.first?.items)
    #expect(items.map(\.variable) == ["a", "b"])
    #expect(items.map(\.used) == [4, 4])
  }

  @Test func formulasHoldTheValues() async throws {
    let (workspace, log) = try await open(study)
    let mean = try #require(
      try workspace.lineage(of: "means/mean", rows: 9, log: log))
    #expect(mean.worked.first?.values == "17 / 5")
    #expect(mean.worked.first?.result == 3.4)
    #expect(mean.number.address == "means/q/mean")
    let behind = try #require(mean.rows.first)
    #expect(behind.count == 3)
    #expect(behind.rows.map(\.line) == [3, 5, 9])
    #expect(behind.columns == ["town", "q", "w"])
    #expect(behind.rows[0].cells == ["a", "3", "2"])
    let group = try #require(
      try workspace.lineage(of: "means/b/mean", rows: 0, log: log))
    #expect(group.worked.first?.values == "11 / 3")
    let ratio = try #require(
      try workspace.lineage(of: "parts/ratio", rows: 0, log: log))
    #expect(ratio.worked.first?.values == "22 / 10")
    #expect(ratio.number.address == "parts/q%2Fw/ratio")
    let cell = try #require(
      try workspace.lineage(of: "crossed/crosstab/a/q=5", rows: 5, log: log))
    #expect(cell.worked.first?.values == "1 / 3")
    #expect(cell.rows.first?.rows.map(\.line) == [2])
  }

  @Test func mistakesAreMet() async throws {
    let (workspace, log) = try await open(study)
    func fault(_ address: String) -> Diagnostic? {
      do {
        _ = try workspace.lineage(of: address, rows: 0, log: log)
        return nil
      } catch {
        return error
      }
    }
    #expect(fault("meens/mean")?.code == .unknownName)
    #expect(fault("meens/mean")?.help == "did you mean 'means'?")
    #expect(fault("means/maen")?.code == .unknownNumber)
    #expect(fault("means/maen")?.help == "did you mean 'mean'?")
    #expect(fault("crossed/crosstab/a")?.code == .ambiguousNumber)
    #expect(fault("means/a/b/mean")?.code == .unknownNumber)
  }

  @Test func codesInAddressesAreRead() {
    #expect(addressParts("a/b%2Fc/d%25e") == ["a", "b/c", "d%e"])
    #expect(addressParts("a/100%/%zz/%") == ["a", "100%", "%zz", "%"])
    let number = ListedNumber(
      result: "r", parts: [.init(name: "x=a/b\n%")], target: .estimate(0),
      label: "", value: nil)
    #expect(number.address == "r/x=a%2Fb%0A%25")
    #expect(addressParts(number.address) == ["r", "x=a/b\n%"])
  }

  /// The studies of the project, all kinds of analyses together.
  @Test(arguments: [
    "suggestion-handling", "livelihood-projects", "mobile-satisfaction",
    "school-performance", "station-stars",
  ])
  func everyNumberOfTheStudiesAddsUp(_ name: String) async throws {
    let log = DiagnosticLog()
    let workspace = try #require(
      await openStudy(Fixture.dataset(name).path(), log: log))
    for plan in workspace.study.analyses {
      let result = try #require(workspace.run(plan, log: log))
      #expect(!result.provenance.funnels.isEmpty)
      for funnel in result.provenance.funnels {
        var rows = funnel.read
        for step in funnel.steps {
          rows += step.change
          #expect(rows == step.rows)
        }
        #expect(funnel.rows >= 0)
        for item in funnel.items {
          #expect(item.used + item.unused == funnel.rows)
          #expect(item.unused >= 0)
        }
      }
      if plan.data != nil {
        #expect(
          result.provenance.funnels.first?.rows == result.provenance.rowsUsed)
      }
      for estimate in result.estimates {
        guard let sums = estimate.sums, let value = estimate.value else {
          continue
        }
        let made = try #require(sums.value)
        #expect(abs(made - value) <= 1e-12 * max(1, abs(value)))
      }
      if case .evaluation(let evaluation) = result.details {
        check(evaluation)
      }
      check(addressesOf: result)
    }
  }

  private func check(_ evaluation: EvaluationResult) {
    for item in evaluation.cases {
      let breakdown = ScoreBreakdown(item, in: evaluation)
      guard let score = item.score, evaluation.isTreeScore else {
        #expect(breakdown.parts.isEmpty)
        continue
      }
      #expect(abs(breakdown.sum - score) <= 1e-12 * max(1, abs(score)))
      for node in breakdown.nodes where node.aggregate == "arithmetic" {
        let sum = node.children.reduce(0) { $0 + $1.weight * $1.score }
        #expect(abs(sum - node.score) <= 1e-12 * max(1, abs(sum)))
      }
    }
  }

  /// Every address is its own: it leads back to the number.
  private func check(addressesOf result: AnalysisResult) {
    let numbers = result.numbers
    let search = NumberSearch(result)
    #expect(Set(numbers.map(\.address)).count == numbers.count)
    for position in stride(from: 0, to: numbers.count, by: 97) {
      let number = numbers[position]
      let found = try? search.number(
        Array(addressParts(number.address).dropFirst()))
      #expect(found?.target == number.target, "\(number.address)")
    }
  }

  /// The rows behind a number give the number again.
  @Test func rowsBehindANumberMakeIt() async throws {
    let log = DiagnosticLog()
    let workspace = try #require(
      await openStudy(Fixture.dataset("suggestion-handling").path(), log: log))
    let found = try #require(
      try workspace.lineage(
        of: "satisfaction-by-district/丁区/index", rows: .max, log: log))
    let behind = try #require(found.rows.first)
    let grade = try #require(behind.columns.firstIndex(of: "overall"))
    let weight = try #require(behind.columns.firstIndex(of: "weight"))
    let points = ["satisfied": 100.0, "basic": 60, "dissatisfied": 0]
    var (above, below) = (0.0, 0.0)
    for row in behind.rows {
      let own = try #require(row.cells[weight].flatMap(Double.init))
      above += own * (points[row.cells[grade] ?? ""] ?? .nan)
      below += own
    }
    let estimate = try #require(found.estimate)
    let value = try #require(estimate.value)
    #expect(behind.rows.count == behind.count)
    #expect(behind.count == estimate.base)
    #expect(abs(above / below - value) < 1e-10)
  }

  /// Distances of TOPSIS are no sum over indicators; what stands instead are
  /// the distances and the shares of their squares.
  @Test func methodsWithoutASumSayWhatStandsInstead() async throws {
    let (workspace, log) = try await open(
      """
      manyi: 1
      data:
        answers: {file: answers.csv}
      analyses:
        ranking:
          kind: evaluation
          cases: id
          indicators: [cost, rate]
          directions: [-1, 1]
          score: {method: topsis}
          uncertainty: none
      """,
      files: [
        "answers.csv": "id,cost,rate\nA,10,3\nB,20,9\nC,40,6"
      ])
    let found = try #require(
      try workspace.lineage(of: "ranking/B/score", rows: 1, log: log))
    #expect(found.breakdown?.parts == [])
    let labels = found.neighbours.map(\.label.english)
    #expect(labels.contains { $0?.contains("to ideal") == true })
    guard case .evaluation(let evaluation) = found.value.details else {
      Issue.record("no evaluation")
      return
    }
    let table = try #require(
      evaluation.tables.first { $0.name == "topsis-parts" })
    for row in table.rows {
      let sum = row.cells.compactMap(\.value).reduce(0, +)
      #expect(abs(sum - 1) < 1e-12)
    }
    // B is best in the rate, so that all of its distance is the cost.
    #expect(table["B", "cost"]?.value == 1)
    #expect(found.rows.first?.rows.first?.line == 3)
  }

  /// Stars: the weighted mean of the groups and the cut points of the peers.
  @Test func starsAreTheirGroupsAndCutPoints() async throws {
    var lines = ["unit,kind,a,b,c"]
    for row in 0..<12 {
      let a = (row * 7) % 11 + 1
      let b = (row * 5) % 9 + 2
      let c = (row * 3) % 10 + 1
      lines.append("U\(row),\(row % 2 == 0 ? "x" : "y"),\(a),\(b),\(c)")
    }
    let (workspace, log) = try await open(
      """
      manyi: 1
      data:
        units: {file: units.csv}
      analyses:
        rated:
          kind: stars
          unit: unit
          groups:
            activity: {measures: [a, b], weight: 2}
            results: {measures: [c], lower-is-better: true}
          minimum: {measures: 1, groups: 2}
          peers: {column: kind}
          stars: 3
          uncertainty: none
      """, files: ["units.csv": lines.joined(separator: "\n")])
    let found = try #require(
      try workspace.lineage(of: "rated/stars/U3/score", rows: 1, log: log))
    let worked = try #require(found.worked.last)
    #expect(worked.formula == "Σ w·z / Σ w")
    #expect(worked.values.hasPrefix("(0.6667·("))
    #expect(worked.result == found.number.value)
    let cuts = found.rules.map(\.[.english]).filter {
      $0.hasPrefix("Cut points (y, ")
    }
    #expect(cuts.count == 1)
    #expect(found.rows.first?.rows.first?.line == 5)
  }

  @Test func changedFilesAreSaidFirst() async throws {
    let folder = try Fixture.temporaryFolder().path()
    _ = try writeExample(to: folder)
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(folder, log: log))
    let output = try workspace.output(folder + "/out", replacesForeign: false)
    _ = try await workspace.run(to: output, log: log) { _ in }
    let found = try explainedStudy(folder + "/out", study: nil, output: nil)
    #expect(FileSystem.kind(of: found.path) == .file)
    let made = try #require(found.output)
    #expect(workspace.changes(since: made) == [])
    let path = folder + "/" + (workspace.study.data[0].file.path)
    let old = try FileSystem.read(path)
    FileSystem.removeTree(path)
    try FileSystem.write(old + Array("\n".utf8), to: path)
    let later = try #require(await openStudy(folder, log: log))
    let changes = later.changes(since: made)
    #expect(changes.map(\.path) == [workspace.study.data[0].file.path])
    #expect(changes.first?.finding.code == .changedSinceOutput)
  }

  @Test func anOutputFarFromItsStudyAsksForIt() async throws {
    let folder = try Fixture.temporaryFolder().path()
    try Data(
      """
      {
        "tool": "manyi",
        "inputs": [
          {"path": "nowhere.yaml", "sha256": "00", "bytes": 1}
        ],
        "outputs": []
      }
      """.utf8
    ).write(to: URL(filePath: folder + "/manifest.json"))
    #expect(throws: Diagnostic.self) {
      try explainedStudy(folder, study: nil, output: nil)
    }
    let found = try explainedStudy(folder, study: "s.yaml", output: nil)
    #expect(found.path == "s.yaml")
    #expect(found.output?.files.map(\.sha256) == ["00"])
  }

  /// Missing answers that count in the base were behind no number.
  @Test func countsOfShownMissingAnswersAgree() async throws {
    let (workspace, log) = try await open(
      """
      manyi: 1
      data: {people: {file: answers.csv, max-rejects: 1}}
      analyses:
        shares: {kind: share, variables: [q], show-missing: true}
        plain: {kind: share, variables: [q]}
      """)
    for (plan, base) in zip(workspace.study.analyses, [7, 6]) {
      let result = try #require(workspace.run(plan, log: log))
      #expect(result.estimates.first?.base == base)
      let item = try #require(result.provenance.funnels.first?.items.first)
      #expect(item.used == base && item.used + item.unused == 7)
      let missing = item.missing.reduce(0) { $0 + $1.rows }
      #expect(missing == item.unused)
      let found = try #require(
        try workspace.lineage(of: "\(plan.name)/5", rows: 1, log: log))
      #expect(found.rows.first?.count == base)
    }
  }
}
