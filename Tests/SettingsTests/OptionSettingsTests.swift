import Diagnostics
import Testing

@testable import Settings

@Suite struct OptionSettingsTests {
  private func reader(_ options: [String]) throws -> SettingsReader {
    SettingsReader(
      try settings(fromOptions: options), subject: "the analysis",
      log: DiagnosticLog())
  }

  @Test func dotsNestAndCommasMakeLists() throws {
    let reader = try reader([
      "variables=api00, enroll", "design.strata=stype", "design.weights=pw",
      "level=0.9",
    ])
    #expect(reader.strings("variables") == ["api00", "enroll"])
    #expect(reader.number("level") == 0.9)
    let design = try #require(reader.reader("design"))
    #expect(design.string("strata") == "stype")
    #expect(design.string("weights") == "pw")
    #expect(design.keys == ["strata", "weights"])
  }

  @Test func aTextKeyGetsItsCommasBack() throws {
    let reader = try reader(["where=dept in (1, 2)"])
    #expect(reader.string("where") == "dept in (1, 2)")
  }

  @Test func bracketsAreYAML() throws {
    let reader = try reader([
      "by=[[stype],[awards]]", "grades={满意: 100, 不满意: 0}",
    ])
    let by = try #require(reader.list("by"))
    #expect(by.count == 2)
    #expect(reader.reader("grades")?.keys == ["满意", "不满意"])
  }

  @Test func valueMayHoldEqualsSigns() throws {
    #expect(try reader(["where=a = 1"]).string("where") == "a = 1")
  }

  @Test(
    arguments: [
      (["kind"], .wrongValue), (["=1"], .wrongValue),
      (["a..b=1"], .wrongValue), (["a=1", "a=2"], .duplicateKey),
      (["a=1", "a.b=2"], .duplicateKey), (["a.b=2", "a=1"], .duplicateKey),
      (["by=[a"], .unreadableYAML),
      ([String(repeating: "a.", count: 50_000) + "b=1"], .wrongValue),
    ] as [([String], DiagnosticCode)])
  func faults(options: [String], code: DiagnosticCode) {
    #expect {
      try settings(fromOptions: options)
    } throws: {
      ($0 as? Diagnostic)?.code == code
    }
  }
}
