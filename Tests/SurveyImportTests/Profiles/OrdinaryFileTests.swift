import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyImport

/// Files of no platform stay what they are.
@Suite struct OrdinaryFileTests {
  @Test(arguments: [
    "id,startdate,token,ip address,seed\n1,2026-03-02,a,1.1.1.1,5\n",
    "Timestamp,Temp [C],Temp [F]\n2026-03-02 09:14:31,4,40\n",
    "Timestamp,value\n3/2/2026 9:14:31,4\n",
    "ID,Name,Email,Start\n1,a,b,c\n",
    "record_id,name,complete\n1,a,1\n",
    "a___b,c\n1,2\n",
    "_id;_name\n1;2\n",
    "序号,来源,题目\n1,微信,2\n",
    "Respondent ID,Q1\n1,5\n2,4\n",
    "Status,Finished,Q1\nStatus,1,2\n",
    "StartDate,EndDate,Q1_1,Q1_2\n2026-01-01,2026-01-02,1,\n",
    "group/a,group/b\n1,0\n",
    "a;b;\n\"x;y;\";1;\n",
  ])
  func isNoExport(_ text: String) throws {
    let result = try readExport(text)
    #expect(result.recognition.profile == nil)
    #expect(
      tableText(result.table) == tableText(try readExport(text, .off).table))
  }

  /// Every data file of the project, and every file of the CSV corpus but the
  /// one that is an export.
  @Test func dataSetsAndCorpusAreNoExports() throws {
    let root = Fixture.reference("csv").deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    var count = 0
    for folder in ["Datasets", "Tests/References"] {
      let files = FileManager.default.enumerator(
        at: root.appending(path: folder), includingPropertiesForKeys: nil)
      while let file = files?.nextObject() as? URL {
        guard file.pathExtension == "csv",
          !file.path().contains("import-examples"),
          file.lastPathComponent != "wenjuanxing_text_gbk.csv"
        else { continue }
        var options = ImportOptions()
        options.duplicates = .rename
        guard
          let result = try? DelimitedReader.read(
            file: file.path(), options: options)
        else { continue }
        #expect(result.recognition.profile == nil, "\(file.path())")
        count += 1
      }
    }
    #expect(count > 50)
  }

  @Test func switchedOffReadsTheFileAsItStands() throws {
    let result = try readExport(sample("redcap_raw"), .off)
    #expect(result.recognition.profile == nil)
    #expect(result.texts("services___99") == ["1", "0"])
  }
}
