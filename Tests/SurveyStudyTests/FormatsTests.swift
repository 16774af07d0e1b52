import Diagnostics
import Foundation
import SurveyReport
import TestSupport
import Testing

@testable import Spreadsheets
@testable import SurveyStudy

/// Which files a run writes, and what happens when one cannot be made.
@Suite struct FormatsTests {
  /// The example with `formats` among its reports.
  private func example(_ formats: String?) throws -> String {
    let folder = try Fixture.temporaryFolder()
    _ = try writeExample(to: folder.path())
    if let formats {
      let file = folder.appending(path: "study.yaml")
      let text = try String(contentsOf: file, encoding: .utf8)
      try text.replacing(
        "reports:\n", with: "reports:\n  formats: \(formats)\n"
      )
      .write(to: file, atomically: true, encoding: .utf8)
    }
    return folder.path()
  }

  private func run(
    _ folder: String
  ) async throws -> (files: [String], log: DiagnosticLog) {
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(folder, log: log))
    let output = try workspace.output(folder + "/out", replacesForeign: false)
    _ = try await workspace.run(to: output, log: log) { _ in }
    let files = FileSystem.files(below: folder + "/out")
    return (files.filter { $0 != RunRecord.path }, log)
  }

  private func endings(_ files: [String]) -> Set<String> {
    Set(files.compactMap { $0.split(separator: ".").last.map(String.init) })
  }

  @Test func withoutAChoiceThereIsAWorkbookToo() async throws {
    let folder = try example(nil)
    defer { FileSystem.removeTree(folder) }
    let (files, log) = try await run(folder)
    #expect(log.diagnostics.isEmpty)
    #expect(
      endings(files) == ["html", "ipynb", "svg", "md", "csv", "xlsx", "json"])
    let bytes = try FileSystem.read(folder + "/out/report.xlsx")
    let names = try ZipArchive(bytes).names
    #expect(names.contains("xl/worksheets/sheet5.xml"))
  }

  /// Cards alone left a report without results.
  @Test func cardsWithoutSectionsShowAllAnalyses() async throws {
    let folder = try example(nil)
    defer { FileSystem.removeTree(folder) }
    let path = folder + "/study.yaml"
    let text = String(decoding: try FileSystem.read(path), as: UTF8.self)
    let start = try #require(text.firstRange(of: "reports:\n")).lowerBound
    try (text[..<start] + "reports:\n  cards: {for-each: performance}\n")
      .write(toFile: path, atomically: true, encoding: .utf8)
    let (files, log) = try await run(folder)
    #expect(log.diagnostics.isEmpty)
    #expect(files.contains("cards/index.html"))
    #expect(files.contains("charts/performance-league.svg"))
    #expect(files.contains("charts/answers-share-by-district.svg"))
  }

  @Test(arguments: [
    ("[xlsx]", ["json", "xlsx"]), ("xlsx", ["json", "xlsx"]),
    ("[latex, text]", ["json", "tex", "txt"]),
    ("[csv-shown]", ["csv", "json"]), ("[svg]", ["json", "svg"]),
    ("[notebook]", ["csv", "html", "ipynb", "json", "md", "svg"]),
  ])
  func onlyWhatIsChosenIsWritten(
    formats: String, expected: [String]
  ) async throws {
    let folder = try example(formats)
    defer { FileSystem.removeTree(folder) }
    let (files, log) = try await run(folder)
    #expect(endings(files).sorted() == expected)
    #expect(!log.hasErrors)
    // Nothing links to a report that is not there.
    #expect(!files.contains("report.html"))
    for file in files where file.hasSuffix(".html") {
      let text = String(
        decoding: try FileSystem.read(folder + "/out/" + file), as: UTF8.self)
      #expect(!text.contains("report.html"), "\(file)")
    }
  }

  @Test(arguments: [
    ("[html, exel]", "exel", "did you mean 'xlsx'?"),
    ("[Excel]", "Excel", "did you mean 'xlsx'?"),
    ("[tex]", "tex", "did you mean 'latex'?"),
    ("[docx]", "docx", nil),
  ])
  func anUnknownFormatIsToldWithAGuess(
    formats: String, name: String, help: String?
  ) async throws {
    let folder = try example(formats)
    defer { FileSystem.removeTree(folder) }
    let log = DiagnosticLog()
    _ = await openStudy(folder, log: log)
    let found = try #require(
      log.diagnostics.first { $0.code == .unknownFormat })
    #expect(found.message.contains("'\(name)'"))
    #expect(found.place?.line != nil)
    if let help, name != "exel" { #expect(found.help == help) }
    #expect(found.help != nil)
  }

  @Test(arguments: ["[]", "{title: x}"])
  func otherValuesAreRefused(formats: String) async throws {
    let folder = try example(formats)
    defer { FileSystem.removeTree(folder) }
    let log = DiagnosticLog()
    _ = await openStudy(folder, log: log)
    #expect(log.diagnostics.contains { $0.code == .unknownFormat })
  }

  @Test func withoutTheConverterTheRestIsWritten() throws {
    #expect(PictureConverter(path: "/no/such/folder:relative:") == nil)
    let fault = PictureConverter.missing(at: nil)
    #expect(fault.code == .missingConverter)
    #expect(fault.help?.contains("librsvg2-bin") == true)
  }

  @Test func picturesAreWholeAndTheSameAgain() throws {
    // Needs the program; where it is missing there is nothing to test.
    guard let converter = PictureConverter() else { return }
    let svg = """
      <svg xmlns="http://www.w3.org/2000/svg" width="30" height="20">
      <rect width="30" height="20" fill="#d00"/></svg>
      """
    for format in PictureFormat.allCases {
      var made: [[UInt8]] = []
      for _ in 0..<2 {
        let folder = try Fixture.temporaryFolder().path()
        defer { FileSystem.removeTree(folder) }
        made.append(
          try converter.picture(
            of: svg, format, named: "a.\(format.rawValue)", scratch: folder))
      }
      #expect(made[0] == made[1])
      #expect(made[0].count > 60)
    }
    // Two pixels for each of the drawing's.
    let folder = try Fixture.temporaryFolder().path()
    defer { FileSystem.removeTree(folder) }
    let png = try converter.picture(
      of: svg, .png, named: "a.png", scratch: folder)
    #expect(png[19] == 60 && png[23] == 40)
  }

  @Test func aChartThatCannotBeConvertedIsTold() throws {
    guard let converter = PictureConverter() else { return }
    let folder = try Fixture.temporaryFolder().path()
    defer { FileSystem.removeTree(folder) }
    let fault = #expect(throws: Diagnostic.self) {
      try converter.picture(
        of: "this is not a chart", .png, named: "charts/a.png",
        scratch: folder)
    }
    #expect(fault?.code == .failedPicture)
    #expect(fault?.message.contains("charts/a.png") == true)
  }

  @Test func aWorkbookThatIsNotWholeStopsTheRun() throws {
    let folder = try Fixture.temporaryFolder().path()
    defer { FileSystem.removeTree(folder) }
    let output = try OutputFolder(folder + "/out")
    defer { output.discard() }
    let log = DiagnosticLog()
    let bad = Workbook(title: "", application: "", sheets: [])
    let files = [
      OutputFile(path: "a.txt", text: "a"),
      OutputFile(path: "bad.xlsx", .workbook(bad)),
    ]
    let fault = #expect(throws: Diagnostic.self) {
      try output.write(files, intactHash: { _ in nil }, log: log, at: nil)
    }
    #expect(fault?.code == .unwritableOutput)
    #expect(fault?.notes == ["could not pack 'bad.xlsx'"])
    #expect(FileSystem.kind(of: output.scratch) == nil)
  }
}
