import Diagnostics
import Settings
import SurveyImport
import Testing

@testable import SurveyStudy

/// The keys that say how delimited text is written.
@Suite struct DialectReaderTests {
  private func read(_ yaml: String) throws -> (ImportOptions, [Diagnostic]) {
    let log = DiagnosticLog()
    let reader = SettingsReader(
      try settings(fromYAML: yaml, file: "s.yaml"), subject: "it", log: log)
    var options = ImportOptions()
    reader.readDialect(into: &options)
    reader.finish()
    return (options, log.diagnostics)
  }

  @Test func everyKeyIsRead() throws {
    let (options, findings) = try read(
      """
      encoding: gbk
      delimiter: tab
      quote: "'"
      escape: '\\'
      double-quote: false
      comment: '#'
      header: false
      skip-lines: 2
      duplicates: rename
      bare-quote: literal
      max-field-bytes: 1000
      max-columns: 10
      decimal: ','
      thousands: space
      date-order: dmy
      date-system: 1904
      """)
    #expect(findings.isEmpty)
    #expect(options.encoding == .gb18030)
    #expect(options.delimiter == 9)
    #expect(options.quote == UInt8(ascii: "'"))
    #expect(options.escape == UInt8(ascii: "\\"))
    #expect(!options.doublesQuotes)
    #expect(options.comment == UInt8(ascii: "#"))
    #expect(!options.hasHeader)
    #expect(options.skippedLines == 2)
    #expect(options.duplicates == .rename)
    #expect(options.bareQuotes == .literal)
    #expect(options.maximumFieldBytes == 1000)
    #expect(options.maximumColumns == 10)
    #expect(options.decimal == .comma)
    #expect(options.thousands == .space)
    #expect(options.dateOrder == .dayFirst)
    #expect(options.dateSystem == .macintosh)
  }

  @Test(arguments: ["quote:", "quote: none", "quote: ''"])
  func signsAreTurnedOff(yaml: String) throws {
    let (options, findings) = try read(yaml)
    #expect(findings.isEmpty)
    #expect(options.quote == nil)
  }

  @Test func whatIsLeftOutStaysOpen() throws {
    let (options, findings) = try read("{}")
    #expect(findings.isEmpty)
    #expect(options.encoding == nil && options.delimiter == nil)
    #expect(options.quote == UInt8(ascii: "\""))
    #expect(options.decimal == nil && options.thousands == nil)
  }

  @Test(
    arguments: [
      ("encoding: utf-9", "no encoding is called 'utf-9'"),
      ("delimiter: ab", "'delimiter' cannot be 'ab'"),
      ("delimiter: é", "'delimiter' cannot be 'é'"),
      ("quote: x", "'quote' cannot be 'x'"),
      ("comment: ','\ndelimiter: ','", "cannot be both 'delimiter' and"),
      ("decimal: ;", "'decimal' cannot be ';'"),
      ("thousands: x", "'thousands' cannot be 'x'"),
      ("decimal: ','\nthousands: ','", "cannot both be ','"),
      ("date-order: ydm", "'date-order' cannot be 'ydm'"),
      ("header: maybe", "'header' takes true or false"),
      ("max-columns: 0", "'max-columns' has to lie between"),
      ("quoted: '\"'", "has no key 'quoted'"),
    ])
  func faultsAreTold(yaml: String, message: String) throws {
    let (_, findings) = try read(yaml)
    #expect(findings.count == 1)
    #expect(findings.first?.message.contains(message) == true)
  }
}
