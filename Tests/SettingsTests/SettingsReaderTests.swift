import Diagnostics
import Testing

@testable import Settings

@Suite struct SettingsReaderTests {
  private enum Kind: String, CaseIterable { case mean, total, ratio }

  private func reader(_ text: String) throws -> SettingsReader {
    SettingsReader(
      try settings(fromYAML: text, file: "s.yaml"), subject: "the analysis 'x'",
      log: DiagnosticLog())
  }

  private func findings(_ reader: SettingsReader) -> [String] {
    reader.log.diagnostics.map {
      "\($0)" + ($0.help.map { " — \($0)" } ?? "")
    }
  }

  @Test func unknownKeyComesWithTheNearest() throws {
    let reader = try reader("kind: mean\nvariabels: [a]\nquite-other: 1\n")
    _ = reader.choice("kind", Kind.self)
    _ = reader.strings("variables")
    reader.finish()
    #expect(
      findings(reader) == [
        "s.yaml:2:1: error[S102] the analysis 'x' has no key 'variabels'"
          + " — did you mean 'variables'?",
        "s.yaml:3:1: error[S102] the analysis 'x' has no key 'quite-other'"
          + " — known keys: kind, variables",
      ])
  }

  @Test func valuesAreReadByType() throws {
    let reader = try reader(
      """
      text: 满意
      one: a
      many: [a, b]
      number: 0.95
      share: 80%
      fraction: 2/3
      whole: 25
      yes: true
      kind: total
      none:
      """)
    #expect(reader.string("text") == "满意")
    #expect(reader.strings("one") == ["a"])
    #expect(reader.strings("many") == ["a", "b"])
    #expect(reader.number("number", in: 0...1) == 0.95)
    #expect(reader.number("share") == 0.8)
    #expect(reader.number("fraction") == 2.0 / 3)
    #expect(reader.integer("whole", in: 1...100) == 25)
    #expect(reader.boolean("yes") == true)
    #expect(reader.choice("kind", Kind.self) == .total)
    #expect(!reader.has("none"))
    #expect(reader.string("absent") == nil)
    reader.finish()
    #expect(reader.log.diagnostics.isEmpty)
  }

  @Test func everyWrongValueIsReportedAtItsPlace() throws {
    let reader = try reader(
      """
      text: [a]
      list: [a, [b]]
      number: many
      level: 95
      whole: 2.5
      flag: maybe
      kind: meen
      """)
    #expect(reader.string("text") == nil)
    #expect(reader.strings("list") == nil)
    #expect(reader.number("number") == nil)
    #expect(reader.number("level", in: 0...1) == nil)
    #expect(reader.integer("whole") == nil)
    #expect(reader.boolean("flag") == nil)
    #expect(reader.choice("kind", Kind.self) == nil)
    #expect(reader.requiredString("needed", help: "write it") == nil)
    reader.finish()
    #expect(
      findings(reader) == [
        "s.yaml:1:1: error[S103] the analysis 'x' needs the key 'needed'"
          + " — write it",
        "s.yaml:1:7: error[S104] 'text' takes a single value, not a list",
        "s.yaml:2:11: error[S104] 'list' takes a list of single values, not"
          + " a list",
        "s.yaml:3:9: error[S104] 'number' takes a number, not 'many'",
        "s.yaml:4:8: error[S104] 'level' has to lie between 0.0 and 1.0, not"
          + " '95'",
        "s.yaml:5:8: error[S104] 'whole' takes a whole number, not '2.5'",
        "s.yaml:6:7: error[S104] 'flag' takes true or false, not 'maybe'",
        "s.yaml:7:7: error[S104] 'kind' cannot be 'meen'"
          + " — did you mean 'mean'?",
      ])
  }

  @Test func anythingButAMappingIsReported() throws {
    let reader = try reader("[1, 2]\n")
    #expect(reader.keys.isEmpty)
    #expect(
      findings(reader) == [
        "s.yaml:1:1: error[S104] the analysis 'x' has to be a mapping of keys,"
          + " not a list"
      ])
  }
}
