import Diagnostics
import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyImport

private func sampleTable() -> Table {
  var answers = MultipleResponse(
    options: [
      .init("window", label: LocalizedText(zh: "窗口", en: "Window")),
      .init("web", label: LocalizedText(zh: "网上", en: "Web")),
    ], count: 4)
  answers.tick(0, row: 0)
  answers.tick(1, row: 0)
  answers.tick(1, row: 1)
  answers.setNotAsked(0, row: 2)
  let all: [MissingReason?] = [nil, .refused, .dontKnow, .notApplicable]
  func reasons(_ list: [MissingReason?]) -> MissingReasons {
    MissingReasons(list.map { $0?.rawValue ?? 0 })
  }
  let satisfaction = Variable(
    "q1", label: LocalizedText(zh: "总体满意度", en: "Overall"),
    valueLabels: [
      .init("1", LocalizedText(zh: "不满意", en: "Dissatisfied")),
      .init("5", LocalizedText(zh: "满意", en: "Satisfied")),
      .init("99", LocalizedText(zh: "拒答", en: "Refused"), missing: .refused),
    ], missingCodes: ["99": .refused, "98": .dontKnow])
  return Table(
    name: "t",
    columns: [
      Column(
        "q1", .integers([5, 0, 0, 0]), missing: reasons(all),
        variable: satisfaction),
      Column(
        "得分（百分制）", .doubles([0.1, 99.25, -3, 1e-9]),
        variable: Variable("得分（百分制）", unit: LocalizedText("%"))),
      Column(
        "day", .days([19_782, 0, -3653, 0]),
        missing: reasons([nil, .blank, nil, .outOfRange])),
      Column(
        "comment", .texts(DictionaryText(["很好", nil, "窗口“排队”", "a"])),
        missing: reasons([nil, .refused, nil, nil])),
      Column(
        "channel", .choices(answers),
        missing: reasons([nil, nil, nil, .notApplicable])),
      Column("big", .integers([.min, .max, 0, 1])),
      Column("Q1", .integers([1, 2, 3, 4])),
      Column("all", .integers([-128, 100, 0, 1])),
    ], source: DataSource(file: "t"))
}

@Suite struct WriteStatFileTests {
  private func written(
    _ table: Table, _ format: StatFileFormat
  ) throws -> (written: WrittenStatFile, read: ImportResult, bytes: Data) {
    let folder = try Fixture.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "t.\(format.rawValue)").path()
    let written = try writeStatFile(table, to: path, format: format)
    let names = try FileManager.default.contentsOfDirectory(
      atPath: folder.path())
    #expect(names == ["t.\(format.rawValue)"])
    return (
      written, try TableReader.read(file: path, displayName: "t"),
      try Data(contentsOf: URL(filePath: path))
    )
  }

  @Test(arguments: StatFileFormat.allCases)
  func daysWithoutAWrittenYearAreUnreadable(format: StatFileFormat) throws {
    let table = Table(
      name: "t",
      columns: [
        Column(
          "day",
          .days([
            2_932_896, 2_932_897, -719_162, -719_163, 2_999_000, -2_900_000,
          ])
        )
      ], source: DataSource(file: "t"))
    let (_, result, _) = try written(table, format)
    #expect(
      result.texts("day") == ["9999-12-31", nil, "0001-01-01", nil, nil, nil])
    #expect(
      result.reasons("day") == [
        nil, .unreadable, nil, .unreadable, .unreadable, .unreadable,
      ])
  }

  @Test(arguments: StatFileFormat.allCases)
  func readsBackEqual(format: StatFileFormat) throws {
    let (written, result, _) = try written(sampleTable(), format)
    let isSPSS = format != .dta
    #expect(
      result.table.columns.map(\.name) == [
        "q1", "得分_百分制_", "day", "comment",
      ] + (isSPSS ? ["channel"] : ["channel_window", "channel_web"]) + [
        "big", isSPSS ? "Q1_2" : "Q1", isSPSS ? "all_" : "all",
      ])
    #expect(result.texts("q1") == ["5", nil, nil, nil])
    #expect(
      result.reasons("q1") == [nil, .refused, .dontKnow, .notApplicable])
    #expect(result.kind("q1") == "integers")
    #expect(result.texts("得分_百分制_") == ["0.1", "99.25", "-3", "1e-09"])
    #expect(
      result.texts("day") == ["2024-02-29", nil, "1960-01-01", nil])
    #expect(result.reasons("day") == [nil, .blank, nil, .outOfRange])
    #expect(result.texts("comment") == ["很好", nil, "窗口“排队”", "a"])
    #expect(
      result.reasons("comment")
        == [nil, isSPSS ? .refused : .blank, nil, nil])
    let (window, web) =
      isSPSS
      ? ("channel/window", "channel/web") : ("channel_window", "channel_web")
    #expect(result.texts(window) == ["1", "0", nil, nil])
    #expect(
      result.reasons(window) == [nil, nil, .notApplicable, .notApplicable])
    #expect(result.texts(web) == ["1", "1", "0", nil])
    #expect(
      result.table[web]?.variable?.label
        == (isSPSS ? "网上" : "channel: 网上"))
    #expect(
      result.texts("big") == ["-2147483648", "2147483647", "0", "1"])
    let q1 = try #require(result.table["q1"]?.variable)
    #expect(q1.label == "总体满意度")
    let labels = q1.valueLabels.filter { $0.missing == nil }
    #expect(labels.map(\.code) == ["1", "5"])
    #expect(labels.map { $0.label[.chinese] } == ["不满意", "满意"])
    #expect(
      result.table["得分_百分制_"]?.variable?.label == "得分（百分制）")
    if isSPSS {
      #expect(q1.missingCodes["99"] == .refused)
      #expect(q1.missingCodes["98"] == .dontKnow)
      #expect(result.table["得分_百分制_"]?.variable?.unit == "%")
    }
    #expect(
      written.renamed.map(\.column).prefix(1) == ["得分（百分制）"])
    #expect(written.diagnostics.first?.code == .renamedVariables)
  }

  /// Writes the sample where `MANYI_SAMPLES` says, for `check.py` to read
  /// with other programs.
  @Test(
    .enabled(if: ProcessInfo.processInfo.environment["MANYI_SAMPLES"] != nil))
  func writesSamplesForOtherPrograms() throws {
    let folder = ProcessInfo.processInfo.environment["MANYI_SAMPLES"] ?? "."
    for format in StatFileFormat.allCases {
      try writeStatFile(
        sampleTable(), to: "\(folder)/sample.\(format.rawValue)",
        format: format)
      let long = String(repeating: "满意", count: 2000)
      let texts = Table(
        name: "t",
        columns: [
          Column("long1", .texts(DictionaryText([long, "x"]))),
          Column(
            "long12",
            .texts(DictionaryText([String(long.prefix(100)), "y"]))),
          Column("b", .integers([1, 2])),
        ], source: DataSource(file: "t"))
      try writeStatFile(
        texts, to: "\(folder)/long.\(format.rawValue)", format: format)
    }
  }

  @Test(arguments: StatFileFormat.allCases)
  func givesTheSameBytesAgain(format: StatFileFormat) throws {
    let first = try written(sampleTable(), format).bytes
    #expect(first == (try written(sampleTable(), format).bytes))
  }

  @Test func aFileOfSPSSGoesThroughUnchanged() throws {
    let before = try readStatFile("survey.sav")
    let (_, after, _) = try written(before.table, .sav)
    for column in before.table.columns {
      let other = try #require(after.table[column.name])
      #expect(after.texts(column.name) == before.texts(column.name))
      #expect(after.reasons(column.name) == before.reasons(column.name))
      #expect(other.variable == column.variable)
    }
  }

  @Test func manyReasonsFitTheRoomOfSPSS() throws {
    let reasons: [MissingReason] = [
      .refused, .dontKnow, .notApplicable, .outOfRange, .unreadable,
    ]
    let table = Table(
      name: "t",
      columns: [
        Column(
          "q", .integers([-9, -8, 3, 0, 0, 0, 0, 0]),
          missing: MissingReasons([0, 0, 0] + reasons.map(\.rawValue)))
      ], source: DataSource(file: "t"))
    let (_, result, _) = try written(table, .sav)
    #expect(
      result.texts("q") == ["-9", "-8", "3", nil, nil, nil, nil, nil])
    #expect(result.reasons("q").compactMap { $0 } == reasons)
    #expect(
      try written(table, .dta).read.reasons("q").compactMap { $0 } == reasons)
  }

  @Test func textsOfAnyLengthAreKept() throws {
    let long = String(repeating: "满意", count: 2000)
    let table = Table(
      name: "t",
      columns: [
        Column(
          "a", .texts(DictionaryText([long, "x", nil])),
          missing: MissingReasons([0, 0, 1])),
        Column("b", .integers([1, 2, 3])),
      ], source: DataSource(file: "t"))
    for format in StatFileFormat.allCases {
      let result = try written(table, format).read
      #expect(result.texts("a") == [long, "x", nil])
      #expect(result.texts("b") == ["1", "2", "3"])
    }
  }

  @Test func emptyTablesAndTablesWithoutValues() throws {
    for format in StatFileFormat.allCases {
      let empty = Table(
        name: "t",
        columns: [
          Column("a", .integers([])), Column("b", .texts(DictionaryText([]))),
        ], source: DataSource(file: "t"))
      #expect(try written(empty, format).read.table.rowCount == 0)
      let blank = Table(
        name: "t",
        columns: [
          Column(
            "a", .doubles([.nan, .nan]), missing: MissingReasons([1, 1])),
          Column(
            "b", .texts(DictionaryText([nil, nil])),
            missing: MissingReasons([1, 1])),
        ], source: DataSource(file: "t"))
      let result = try written(blank, format).read
      #expect(result.reasons("a") == [.blank, .blank])
      #expect(result.reasons("b") == [.blank, .blank])
    }
  }

  @Test func whatCannotBeWrittenIsToldAndLeavesNothing() throws {
    let folder = try Fixture.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let huge = Table(
      name: "t", columns: [Column("a", .doubles([1e308]))],
      source: DataSource(file: "t"))
    let path = folder.appending(path: "t.dta").path()
    let error = #expect(throws: Diagnostic.self) {
      try writeStatFile(huge, to: path, format: .dta)
    }
    #expect(error?.code == .unwritableTable)
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(throws: Diagnostic.self) {
      try writeStatFile(huge, to: "/nowhere/t.sav", format: .sav)
    }
  }

  @Test func namesAreLegalAndDifferent() {
    var spss = StatNames(format: .sav)
    #expect(spss.name(for: "1.您的性别是？") == "v1.您的性别是_")
    #expect(spss.name(for: "with") == "with_")
    #expect(spss.name(for: "WITH_") == "WITH__2")
    #expect(spss.name(for: "a.") == "a")
    let long = String(repeating: "满", count: 40)
    let first = spss.name(for: long)
    #expect(first.utf8.count == 63)
    let second = spss.name(for: long)
    #expect(second.hasSuffix("_2") && second.utf8.count <= 64)
    var stata = StatNames(format: .dta)
    #expect(stata.name(for: long).unicodeScalars.count == 32)
    #expect(stata.name(for: "str12") == "str12_")
    #expect(stata.name(for: "Q1") == "Q1")
    #expect(stata.name(for: "q1") == "q1")
    #expect(stata.name(for: "") == "_")
  }
}
