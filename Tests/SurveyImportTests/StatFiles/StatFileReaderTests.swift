import Diagnostics
import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyImport

/// What pyreadstat reads of a file; `make.py` beside it says how.
private struct Expected: Decodable {
  var names: [String]
  var labels: [String]
  var valueLabels: [String: [[String]]]
  var cells: [String: [Cell?]]

  enum Cell: Decodable {
    case number(Double)
    case text(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }
  }
}

private func expected() throws -> [String: Expected] {
  let file = Fixture.reference("stat-files/expected.json")
  return try JSONDecoder().decode(
    [String: Expected].self, from: Data(contentsOf: file))
}

/// Reads a file of `Tests/References/stat-files`.
func readStatFile(
  _ name: String, _ change: (inout ImportOptions) -> Void = { _ in }
) throws -> ImportResult {
  var options = ImportOptions()
  change(&options)
  return try TableReader.read(
    file: Fixture.reference("stat-files/\(name)").path(), displayName: name,
    options: options)
}

@Suite struct StatFileReaderTests {
  @Test(arguments: [
    "survey.sav", "survey.zsav", "survey.dta", "survey.por", "survey.xpt",
    "survey.sas7bdat", "times.sav",
  ])
  func agreesWithPyreadstat(file: String) throws {
    let wanted = try #require(try expected()[file])
    let result = try readStatFile(file)
    let table = result.table
    #expect(table.columns.map(\.name) == wanted.names)
    #expect(
      table.columns.map { $0.variable?.label?[.chinese] ?? "" }
        == wanted.labels)
    for (name, cells) in wanted.cells {
      let column = try #require(table[name])
      let variable = column.variable
      if let labels = wanted.valueLabels[name] {
        // Stata's tagged codes are written with a dot here.
        let found = (variable?.valueLabels ?? []).map {
          [$0.code.replacing(".", with: ""), $0.label[.chinese]]
        }
        #expect(
          found.sorted { $0[0] < $1[0] } == labels.sorted { $0[0] < $1[0] })
      }
      for (row, cell) in cells.enumerated() {
        let text = column.text(at: row)
        switch cell {
        case nil: #expect(text == nil)
        case .number(let number):
          if let text {
            #expect(Double(text) == number)
          } else {
            // A number that the file declares missing.
            let rules = CellRules(variable, readsAllAsText: false)
            #expect(rules.missingReason(number) == column.missing[row])
          }
        case .text(let word):
          if word.isEmpty || word == "a" || word == "b" {
            #expect(text == nil)
          } else {
            // pyreadstat has no moments of a day without a time.
            #expect(text == word || text == "\(word) 00:00:00")
          }
        }
      }
    }
  }

  @Test func tellsTypesAndReasons() throws {
    let result = try readStatFile("survey.sav")
    #expect(result.kind("q1") == "integers")
    #expect(result.kind("weight") == "doubles")
    #expect(result.kind("day") == "days")
    #expect(result.kind("comment") == "texts")
    #expect(
      result.reasons("q1") == [nil, nil, .refused, nil, .blank, .dontKnow])
    #expect(
      result.reasons("q2")
        == [nil, .blank, nil, .notApplicable, nil, nil])
    let q2 = try #require(result.table["q2"]?.variable)
    #expect(q2.missingRanges == [.init(-99...(-1), .blank)])
    #expect(q2.missingCodes == ["-1": .notApplicable, "-9": .blank])
    #expect(result.recognition.format.name == "spss")
    #expect(result.recognition.encoding?.name == "utf-8")
    #expect(result.table.source.sha256.count == 64)
    let stata = try readStatFile("survey.dta")
    #expect(
      stata.reasons("q1") == [nil, nil, .refused, nil, .blank, .dontKnow])
    #expect(
      stata.table["q1"]?.variable?.missingCodes
        == [".a": .refused, ".b": .dontKnow])
  }

  @Test func aCodebookGoesBeforeTheFile() throws {
    let result = try readStatFile("survey.sav") { options in
      options.codebook = Codebook([
        Variable(
          "q1", label: "Overall", missingCodes: ["99": .notApplicable],
          scale: .init(minimum: 1, maximum: 4)),
        Variable("weight", kind: .integer),
        Variable("q2", kind: .text), Variable("nobody"),
      ])
    }
    let q1 = try #require(result.table["q1"])
    #expect(q1.variable?.label == "Overall")
    #expect(q1.variable?.valueLabels.count == 7)
    #expect(
      result.reasons("q1")
        == [nil, .outOfRange, .notApplicable, nil, .blank, .outOfRange])
    #expect(result.kind("weight") == "integers")
    #expect(result.texts("weight") == [nil, nil, "1", nil, nil, "2"])
    #expect(result.kind("q2") == "texts")
    #expect(result.texts("q2") == ["4", nil, "2", nil, "5", "1"])
    #expect(
      result.diagnostics.map { "\($0)" } == [
        "survey.sav:1:4: warning[D210] '0.5' in 'weight' is not a whole "
          + "number",
        "survey.sav:2:2: warning[D211] '5' in 'q1' is outside the scale 1 to "
          + "4",
        "survey.sav:2:4: warning[D210] '1.25' in 'weight' is not a whole "
          + "number",
        "survey.sav:4:4: warning[D210] '0.75' in 'weight' is not a whole "
          + "number",
        "survey.sav:5:4: warning[D210] '1.5' in 'weight' is not a whole "
          + "number",
        "survey.sav:6:2: warning[D211] '98' in 'q1' is outside the scale 1 "
          + "to 4",
        "survey.sav: warning[D230] the codebook describes 'nobody', which "
          + "the file does not have",
      ])
  }

  @Test func allTextKeepsEveryCode() throws {
    let result = try readStatFile("survey.dta") { $0.readsAllAsText = true }
    #expect(result.texts("q1") == ["1", "5", ".a", "3", nil, ".b"])
    #expect(result.texts("weight").first == "0.5")
    let spss = try readStatFile("survey.sav") { $0.readsAllAsText = true }
    #expect(spss.texts("q2") == ["4", "-9", "2", "-1", "5", "1"])
  }

  @Test func setsOfAnswersBecomeOneColumn() throws {
    let result = try readStatFile("sets.sav")
    #expect(
      result.table.columns.map(\.name)
        == ["id", "channels", "first", "second", "reasons"])
    #expect(result.texts("channels") == ["Window;Web", "Phone;Web", "", nil])
    #expect(result.texts("reasons") == ["2;3", "1", nil, "3"])
    let channels = try #require(result.table["channels"])
    #expect(channels.variable?.label == "办事渠道")
    #expect(result.table["channels/Phone"]?.variable?.label == "电话")
    #expect(result.diagnostics.map(\.code) == [.unreadableResponseSet])
    #expect(result.recognition.others.count == 2)
  }

  @Test func momentsTimesAndPercentages() throws {
    let result = try readStatFile("times.sav")
    #expect(
      result.texts("start") == [
        "2024-02-29 13:30:45", nil, "1999-12-31 00:00:00",
      ])
    #expect(result.kind("midnight") == "days")
    #expect(result.texts("midnight") == ["2024-02-29", nil, "1999-12-31"])
    #expect(result.texts("took") == ["271", "82800", nil])
    #expect(
      result.table["took"]?.variable?.unit
        == LocalizedText(zh: "秒", en: "seconds"))
    #expect(result.table["share"]?.variable?.unit == "%")
    let dated = try readStatFile("times.sav") { options in
      options.codebook = Codebook([Variable("start", kind: .date)])
    }
    #expect(dated.texts("start") == ["2024-02-29", nil, "1999-12-31"])
  }

  @Test func textsInAnotherEncodingThanDeclared() throws {
    let stata = try readStatFile("gbk.dta")
    #expect(stata.recognition.encoding?.name == "gb18030")
    #expect(stata.diagnostics.map(\.code) == [.uncertainEncoding])
    let error = #expect(throws: Diagnostic.self) {
      try readStatFile("gbk.sav")
    }
    #expect(error?.code == .statFileEncoding)
    let spss = try readStatFile("gbk.sav") { $0.encoding = .gb18030 }
    let set = try readStatFile("gbk.dta") { $0.encoding = .gb18030 }
    #expect(set.diagnostics.isEmpty)
    for result in [stata, spss, set] {
      #expect(result.texts("place") == ["窗口", "x", "窗口"])
      let q1 = result.table["q1"]?.variable
      #expect(q1?.label == "总体满意度")
      #expect(q1?.valueLabels == [.init("1", "不满意"), .init("2", "很满意")])
    }
  }

  @Test func reasonsAreReadFromLabels() {
    #expect(missingReason(saidBy: "拒答") == .refused)
    #expect(missingReason(saidBy: "REFUSED (99)") == .refused)
    #expect(missingReason(saidBy: "Don’t know") == .dontKnow)
    #expect(missingReason(saidBy: "DK") == .dontKnow)
    #expect(missingReason(saidBy: "Not applicable") == .notApplicable)
    #expect(missingReason(saidBy: "No answer") == .blank)
    #expect(missingReason(saidBy: "其他") == nil)
  }

  @Test func aCatalogueOfFormatsHoldsNoData() throws {
    let folder = try Fixture.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    var bytes = [UInt8](
      try Data(contentsOf: Fixture.reference("stat-files/survey.sas7bdat")))
    bytes[15] = 0x63
    let path = folder.appending(path: "a").path()
    try Data(bytes).write(to: URL(filePath: path))
    let error = #expect(throws: Diagnostic.self) {
      try TableReader.read(file: path, displayName: "a")
    }
    #expect(error?.code == .unsupportedStatFile)
  }
}
