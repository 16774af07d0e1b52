import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyImport

/// Reads every sample in `Tests/References/import-examples` and compares the
/// table with the one that was written out by hand beside it.
@Suite struct SampleTests {
  static let samples: [(file: String, profile: String)] = [
    ("qualtrics_numeric", "qualtrics"),
    ("qualtrics_text_split", "qualtrics"),
    ("wenjuanxing_text_utf8bom", "wenjuanxing"),
    ("wenjuanxing_text_gbk", "wenjuanxing"),
    ("wenjuanxing_seq_utf8bom", "wenjuanxing"),
    ("limesurvey_codes", "limesurvey"),
    ("limesurvey_full_text", "limesurvey"),
    ("surveymonkey_expanded", "surveymonkey"),
    ("surveymonkey_condensed_numeric", "surveymonkey"),
    ("kobo_xml_both", "kobotoolbox"),
    ("kobo_labels_hxl", "kobotoolbox"),
    ("google_forms", "google-forms"),
    ("ms_forms", "microsoft-forms"),
    ("redcap_raw", "redcap"),
  ]

  @Test(arguments: samples)
  func givesItsTable(_ file: String, _ profile: String) throws {
    let result = try readExport(sample(file))
    #expect(result.recognition.profile?.name == profile)
    let path = Fixture.reference("import-examples/expected/\(file).txt")
    let expected = try String(contentsOf: path, encoding: .utf8)
    #expect(tableText(result.table) == expected)
    #expect(result.rejects.isEmpty)
    #expect(!result.diagnostics.contains { $0.severity == .error })
  }
}
