import Diagnostics
import SurveyData
import Testing

@testable import SurveyStatistics

/// What a ledger has no columns for is nowhere: no rate of 0, no difference of
/// 0, no category that cases were compared within.
@Suite struct LedgerColumnTests {
  private func run(
    _ further: [(String, [String])] = []
  ) throws -> (tables: [StatisticsTable], outcome: AnalysisOutcome) {
    let days = { (texts: [String]) in
      ColumnValues.days(
        WholeNumbers(texts.map { CalendarDay($0)?.daysSinceEpoch ?? 0 }))
    }
    let assigned = (1...8).map { "2025-01-0\($0)" }
    var columns = [
      makeColumn("case_id", (1...8).map { "S\($0)" }),
      makeColumn("lead_unit_id", ["a", "a", "b", "b", "a", "a", "b", "b"]),
      makeColumn("key_supervised", ["1", "0", "1", "0", "1", "0", "1", "0"]),
      Column("assigned_on", days(assigned)),
    ]
    for (name, texts) in further {
      columns.append(
        name.hasSuffix("_on")
          ? Column(name, days(texts)) : makeColumn(name, texts))
    }
    let outcome = try LedgerAnalysis().run(
      on: AnalysisData(table: makeTable(columns)))
    guard case .tables(let tables, _) = outcome.details else {
      return ([], outcome)
    }
    return (tables, outcome)
  }

  private static let replied = (1...8).map { "2025-03-0\($0)" }

  @Test func whatIsNotThereHasNoRate() throws {
    let found = try run([("replied_on", Self.replied)])
    #expect(!found.outcome.estimates.contains { $0.variable == "meetings-all" })
    let units = try #require(found.tables.first { $0.name == "units" })
    #expect(
      units.columns.map(\.name) == [
        "lead", "lead_share", "median_days", "on_time_rate",
      ])
    #expect(units.rows.allSatisfy { $0.cells.count == 4 })
    let names = ["meetings", "commitments", "result-classes", "rounds"]
    #expect(!found.tables.contains { names.contains($0.name) })
    let supervision = try #require(
      found.tables.first { $0.name == "supervision" })
    #expect(supervision.rows.map(\.name) == ["on-time"])
    let conventions = found.outcome.conventions.map(\.name)
    #expect(!conventions.contains("last-meeting"))
    #expect(!conventions.contains("commitments"))
  }

  @Test func withoutRepliesNothingIsLate() throws {
    let found = try run()
    #expect(!found.outcome.estimates.contains { $0.variable == "on-time" })
    let units = try #require(found.tables.first { $0.name == "units" })
    #expect(units.columns.map(\.name) == ["lead", "lead_share"])
    #expect(!found.tables.contains { $0.name.hasPrefix("supervision") })
  }

  @Test func aMeetingWithoutAColumnWasNotMissed() throws {
    let found = try run([
      ("replied_on", Self.replied),
      ("meet_after_on", (1...8).map { "2025-03-1\($0)" }),
    ])
    let table = try #require(found.tables.first { $0.name == "meetings" })
    #expect(
      table.columns.map(\.name) == [
        "answered", "after", "held_0", "held_1", "outside",
      ])
    #expect(table["all", "after"]?.value == 1)
    #expect(!found.outcome.estimates.contains { $0.variable == "meetings-all" })
  }

  @Test func commitmentsNeedBothDays() throws {
    let due = ("commitment_due_on", (1...8).map { "2025-03-2\($0)" })
    let found = try run([("replied_on", Self.replied), due])
    #expect(!found.tables.contains { $0.name == "commitments" })
    let both = try run([
      ("replied_on", Self.replied), due,
      ("commitment_done_on", (1...7).map { "2025-03-1\($0)" } + ["2025-03-29"]),
    ])
    let table = try #require(both.tables.first { $0.name == "commitments" })
    #expect(table["all", "kept_rate"]?.value == 0.875)
  }

  /// The note spoke of a category that the ledger does not have.
  @Test func theNoteNamesWhatIsComparedWithin() throws {
    let found = try run([("replied_on", Self.replied)])
    let note = found.tables.first { $0.name == "supervision" }?.notes.first
    #expect(note?[.chinese].hasPrefix("调整后：只在单位相同的办件之间比较") == true)
    #expect(note?[.english].contains("of the same unit;") == true)
    let both = try run([
      ("replied_on", Self.replied),
      ("category", ["x", "x", "x", "x", "y", "y", "y", "y"]),
    ])
    let other = both.tables.first { $0.name == "supervision" }?.notes.first
    #expect(other?[.chinese].contains("类别与单位相同") == true)
  }
}
