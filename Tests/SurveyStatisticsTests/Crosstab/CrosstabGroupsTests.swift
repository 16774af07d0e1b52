import Diagnostics
import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Tables of groups, and questions with several answers on a side, beside
/// numbers of R's survey package at a relative 1e-9.
@Suite struct CrosstabGroupsTests {
  private static let options = ["awards", "comp.imp", "sch.wide"]

  private func reference() throws -> [String: [String: Double]] {
    let text = try String(
      contentsOf: Fixture.reference("crosstab/expected.csv"), encoding: .utf8)
    var result: [String: [String: Double]] = [:]
    for line in text.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",").map(String.init)
      result[cells[0], default: [:]][cells[1]] = Double(cells[2])
    }
    return result
  }

  /// The sample with the parity of `snum`, and the three yes-or-no columns as
  /// one question that the first twenty rows were not asked.
  private func sample(_ id: String) throws -> AnalysisData {
    let isClustered = id == "clus1"
    let table = try referenceTable(
      "survey/data/\(isClustered ? "apiclus1" : "apistrat").csv")
    let numbers = try #require(table["snum"]?.numbers())
    let parity = numbers.map { Int($0) % 2 == 0 ? "even" : "odd" }
    var choices = MultipleResponse(
      options: Self.options.map { MultipleResponse.Option($0) },
      count: table.rowCount)
    for (option, name) in Self.options.enumerated() {
      let column = try table.column(name)
      for row in 20..<table.rowCount where column.text(at: row) == "Yes" {
        choices.tick(option, row: row)
      }
    }
    let wider = Table(
      name: table.name,
      columns: table.columns + [
        Column("parity", .texts(DictionaryText(parity))),
        Column(
          "several", .choices(choices),
          missing: MissingReasons(
            (0..<table.rowCount).map {
              $0 < 20 ? MissingReason.notApplicable.rawValue : 0
            })),
      ], source: table.source)
    var design = isClustered ? PeerTests.clustered : PeerTests.stratified
    if id == "jkn" {
      design.replicates = ReplicateSpecification(.made(.jkn))
    }
    return AnalysisData(
      table: wider, design: try SurveyDesign(design, table: wider))
  }

  private func tables(
    _ analysis: some Analysis, _ data: AnalysisData
  ) throws -> [StatisticsTable] {
    guard case .tables(let tables, _) = try analysis.run(on: data).details
    else { return [] }
    return tables
  }

  private func compare(
    _ table: StatisticsTable, _ suffix: String, _ id: String
  ) throws {
    let reference = try reference()
    for (test, name) in [
      ("f", "F"), ("wald", "Wald"), ("adjusted-wald", "adjWald"),
    ] {
      let wanted = try #require(reference["\(id).\(name)"])
      for (column, key) in [
        ("statistic", "statistic"), ("df1", "df1"), ("df2", "df2"), ("p", "p"),
      ] {
        let value = table[test + suffix, column]?.value ?? .nan
        #expect(isClose(value, wanted[key] ?? 0), "\(id) \(name) \(key)")
      }
    }
  }

  @Test(arguments: ["strat", "clus1", "jkn"])
  func groupsAreDomains(id: String) throws {
    let reference = try reference()
    let found = try tables(
      CrosstabAnalysis(
        rows: ["sch.wide"], columns: ["stype"],
        tests: [.raoScottF, .wald, .adjustedWald], by: [["parity"]]),
      sample(id))
    #expect(
      found.map(\.name) == [
        "crosstab", "tests", "cells", "crosstab-by-1", "tests-by-1",
        "cells-by-1", "crosstab-by-2", "tests-by-2", "cells-by-2",
      ])
    for (number, group) in ["even", "odd"].enumerated() {
      let tests = found[4 + 3 * number]
      #expect(tests.title[.english].hasSuffix("(parity: \(group))"))
      try compare(tests, "", "\(id).by-\(group)")
      let cells = found[5 + 3 * number]
      for (part, column) in [("column", "column"), ("column.se", "column_se")] {
        let wanted = try #require(reference["\(id).by-\(group).\(part)"])
        #expect(wanted.count == 3)
        for (type, value) in wanted {
          #expect(
            isClose(cells["Yes|\(type)", column]?.value ?? .nan, value),
            "\(group) \(part) \(type)")
        }
      }
    }
  }

  /// The weighted counts of all groups add up to the total of all rows.
  @Test func groupsShareOneWeightedTotal() throws {
    let found = try tables(
      CrosstabAnalysis(
        rows: ["sch.wide"], columns: ["stype"], tests: [],
        weightedTotal: 1000, by: [["parity"]]), sample("strat"))
    let sums = found.filter { $0.name.hasPrefix("cells") }.map {
      $0["|", "weighted"]?.value ?? .nan
    }
    #expect(sums.count == 3)
    #expect(isClose(sums[0], 1000))
    #expect(sums[1] > 1 && sums[2] > 1 && isClose(sums[1] + sums[2], 1000))
  }

  @Test func modelsOfGroupsAreThoseOfDomains() throws {
    let reference = try reference()
    let found = try tables(
      LoglinearAnalysis(variables: ["stype", "comp.imp"], by: [["parity"]]),
      sample("strat"))
    for (number, group) in ["even", "odd"].enumerated() {
      let tests = try #require(
        found.first { $0.name == "tests-by-\(number + 1)" })
      let wanted = try #require(reference["loglin.by-\(group).anova"])
      for (key, row, column) in [
        ("deviance", "deviance", "statistic"), ("p", "deviance", "p"),
        ("score", "score", "statistic"), ("scorep", "score", "p"),
      ] {
        let value = tests[row, column]?.value ?? .nan
        #expect(
          isClose(value, wanted[key] ?? 0, relative: 1e-6),
          "\(group) \(key) \(value)")
      }
    }
  }

  @Test func booksOfGroupsAreThoseOfTheirDomains() throws {
    var data = try sample("clus1")
    let options = BannerOptions(banner: [.total, .variables(["stype"])])
    let found = try tables(
      BannerAnalysis(
        questions: ["awards"], options: options, by: [["parity"]]), data)
    data.domain = try data.table.column("parity").categories().codes.map {
      $0 == 0
    }
    let own = try tables(
      BannerAnalysis(questions: ["awards"], options: options), data)
    let first = found.filter { $0.name.hasSuffix("-by-1") }
    #expect(first.map(\.rows) == own.map(\.rows))
    #expect(!own.isEmpty)
  }

  /// Shares are of cases, and every option is tested as ticked or not.
  @Test(arguments: ["strat", "clus1"])
  func severalAnswersStandDownTheSide(id: String) throws {
    let reference = try reference()
    let data = try sample(id)
    let analysis = CrosstabAnalysis(
      rows: ["several"], columns: ["stype"],
      tests: [.raoScottF, .wald, .adjustedWald])
    let found = try tables(analysis, data)
    let tests = try #require(found.first { $0.name == "tests" })
    let cells = try #require(found.first { $0.name == "cells" })
    var smallest = 1.0
    for option in Self.options {
      try compare(tests, "/\(option)", "\(id).several-\(option)")
      smallest = min(smallest, tests["f/\(option)", "p"]?.value ?? 1)
      for (part, column) in [
        ("column", "column"), ("column.se", "column_se"), ("row", "row"),
      ] {
        let wanted = try #require(
          reference["\(id).several-\(option).\(part)"])
        #expect(wanted.count == 3)
        for (type, value) in wanted {
          let number = cells["\(option)|\(type)", column]?.value ?? .nan
          #expect(isClose(number, value), "\(option) \(part) \(type)")
        }
      }
    }
    #expect(tests["f-all", "p"]?.value == min(1, 3 * smallest))
    #expect(tests["pearson", "statistic"] == nil)
    let shares = try #require(found.first { $0.name == "crosstab" })
    #expect(shares.notes[0][.english].contains("20 more are left out"))
    let first = try #require(try analysis.run(on: data).conventions.first)
    #expect(first.sentence[.english].contains("more than 100%"))
  }

  @Test func severalAnswersStandOnBothSides() throws {
    let reference = try reference()
    let cells = try #require(
      tables(
        CrosstabAnalysis(rows: ["several"], columns: ["several"]),
        sample("clus1")
      ).first { $0.name == "cells" })
    for option in Self.options {
      for other in Self.options where other != option {
        let wanted = try #require(
          reference["clus1.several-\(option)-\(other).total"])
        let key = "\(option)|\(other)"
        #expect(
          isClose(cells[key, "total"]?.value ?? .nan, wanted["share"] ?? 0))
        #expect(
          isClose(cells[key, "total_se"]?.value ?? .nan, wanted["se"] ?? 0))
      }
      // Whoever ticked an option ticked it.
      #expect(cells["\(option)|\(option)", "row"]?.value == 1)
    }
  }

  /// The first option was asked of the last four rows only.
  private func unevenly() -> AnalysisData {
    var choices = MultipleResponse(
      options: [.init("y"), .init("x")], count: 9)
    for row in 0..<4 { choices.setNotAsked(0, row: row) }
    for row in [0, 1, 4] { choices.tick(1, row: row) }
    for row in [4, 5, 6] { choices.tick(0, row: row) }
    return AnalysisData(
      table: Table(
        name: "a",
        columns: [
          Column(
            "q", .choices(choices),
            missing: MissingReasons(
              (0..<9).map { $0 == 8 ? MissingReason.blank.rawValue : 0 })),
          Column(
            "g",
            .texts(
              DictionaryText(["a", "a", "a", "a", "b", "b", "b", "b", "b"]))),
        ], source: DataSource(file: "a.csv")))
  }

  @Test func optionsHaveTheirOwnBases() throws {
    let found = try tables(
      CrosstabAnalysis(rows: ["q"], columns: ["g"], tests: []), unevenly())
    let shares = try #require(found.first { $0.name == "crosstab" })
    #expect(shares["y", "n"]?.value == 4 && shares["x", "n"]?.value == 8)
    #expect(shares["y", "total"]?.value == 0.75)
    #expect(shares["x", "total"]?.value == 0.375)
    #expect(shares["x", "g=a"]?.value == 0.5)
    #expect(shares["y", "g=b"]?.value == 0.75)
    #expect(shares["y", "g=a"]?.value == nil)
    #expect(shares.notes[0][.english].contains("different rows"))
    #expect(shares.notes[0][.english].contains("n=8, 1 more"))
    let cells = try #require(found.first { $0.name == "cells" })
    for (row, count) in [("|a", 4.0), ("|b", 4), ("|", 8), ("y|b", 3)] {
      #expect(cells[row, "n"]?.value == count, "\(row)")
    }
    // Half of those who answered have g = a; the first option was not asked
    // of any of them.
    #expect(cells["|a", "row"]?.value == 0.5)
    let turned = try tables(
      CrosstabAnalysis(
        rows: ["g"], columns: ["q"], percent: .row, tests: []), unevenly())
    let beside = try #require(turned.first { $0.name == "crosstab" })
    #expect(beside["b", "q=y"]?.value == 0.75)
    #expect(beside["b", "n"]?.value == 4)
    // Several answers do not add up to their row.
    #expect(beside["b", "total"] == nil)
    #expect(beside["total", "q=y"]?.value == 0.75)
    let labels = beside.columns.map(\.label[.english])
    #expect(labels == ["n", "y (n=4)", "x (n=8)"])
  }

  @Test func missingAnswersAreAnOptionOnRequest() throws {
    let found = try tables(
      CrosstabAnalysis(
        rows: ["q"], columns: ["g"], tests: [.raoScottF], showsMissing: true),
      unevenly())
    let shares = try #require(found.first { $0.name == "crosstab" })
    #expect(shares["missing", "total"]?.value == 1.0 / 9)
    #expect(shares["missing", "g=b"]?.value == 0.2)
    #expect(shares["y", "g=b"]?.value == 0.6)
    #expect(shares["x", "total"]?.value == 3.0 / 9)
    let cells = try #require(found.first { $0.name == "cells" })
    #expect(cells["|", "n"]?.value == 9)
    let tests = try #require(found.first { $0.name == "tests" })
    #expect(tests["f/missing", "p"] != nil)
  }

  /// Columns of 0 and 1 are the same as one column with several answers.
  @Test(arguments: ["strat", "clus1"])
  func setsOfColumnsStandOnASide(id: String) throws {
    var data = try sample(id)
    let several = try data.table.column("several")
    let ticks = (0..<3).compactMap { several.option($0) }
    let columns = zip(Self.options, ticks).map { name, column in
      Column("t.\(name)", column.values, missing: column.missing)
    }
    let one = try tables(
      CrosstabAnalysis(
        rows: ["several"], columns: ["stype"], tests: [.raoScottF]), data)
    data.table = Table(
      name: "t", columns: data.table.columns + columns,
      source: data.table.source)
    let other = try tables(
      CrosstabAnalysis(
        rows: ["channels"], columns: ["stype"], tests: [.raoScottF],
        sets: [CrosstabSet("channels", columns: columns.map(\.name))]), data)
    #expect(one.count == 3 && other.count == 3)
    for (left, right) in zip(one, other) {
      #expect(left.rows.map(\.cells) == right.rows.map(\.cells))
    }
    #expect(other[0].rows.map(\.name) == columns.map(\.name))
    let fault = #expect(throws: Diagnostic.self) {
      try CrosstabAnalysis(
        rows: ["channels"], columns: ["stype"],
        sets: [CrosstabSet("channels", columns: ["api00"])]
      ).check(on: data)
    }
    #expect(fault?.message.contains("hold 1 for ticked") == true)
  }

  @Test func whatCannotBeIsRefused() throws {
    let data = try sample("strat")
    let groups = #expect(throws: Diagnostic.self) {
      try CrosstabAnalysis(
        rows: ["awards"], columns: ["stype"], by: [["snum"]]
      ).check(on: data)
    }
    #expect(groups?.message.contains("makes 200 groups") == true)
  }
}
