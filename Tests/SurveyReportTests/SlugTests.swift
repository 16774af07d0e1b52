import SurveyData
import Testing

@testable import SurveyReport

@Test(arguments: ["2024-0117", "c012", "a", "x-y-z-9"])
func plainNamesStay(name: String) {
  #expect(slug(name) == name)
}

@Test(arguments: [
  "", "..", "../../etc/passwd", "CON", "con", "Case 1", "case-1 ", "建议一",
  "a/b", "a\\b", "a\u{0}b", "-a", "a--b", "<script>", "name.html", "lpt1",
  "\u{202E}txt.exe", "A-1", String(repeating: "x", count: 300),
])
func otherNamesBecomeSafe(name: String) {
  let safe = slug(name)
  #expect(safe != name)
  #expect(safe.utf8.count <= 80)
  #expect(safe.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil)
}

@Test func namesThatDifferInCaseStayApart() {
  #expect(Set(uniqueSlugs(["abc", "Abc", "ABC", "ａｂｃ"])).count == 4)
}

@Test func equalNamesGetDifferentSlugs() {
  let slugs = uniqueSlugs(
    ["card", "card", "card", "index"], reserved: ["index"])
  #expect(slugs[0] == "card")
  #expect(Set(slugs).count == 4)
  #expect(!slugs.contains("index"))
  #expect(
    slugs
      == uniqueSlugs(["card", "card", "card", "index"], reserved: ["index"]))
}

/// FIPS 180-4 examples, and a block boundary checked with `sha256sum`.
@Test(arguments: [
  ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
  ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
  (
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
  ),
])
func hashes(text: String, expected: String) {
  #expect(sha256Hex(text.utf8) == expected)
}

@Test func hashesALongMessage() {
  let message = [UInt8](repeating: UInt8(ascii: "a"), count: 100_000)
  #expect(
    sha256Hex(message)
      == "6d1cf22d7cc09b085dfc25ee1a1f3ae0265804c607bc2074ad253bcc82fd81ee")
}

@Test(arguments: [
  ("{case_id}", "2024-0117"), ("{case_id}-{case_title}", "2024-0117-{case_id}"),
  ("plain", "plain"), ("{other}{case_id", "{other}{case_id"),
])
func cardNames(pattern: String, expected: String) {
  let name = CardName(pattern).text(id: "2024-0117", title: "{case_id}")
  #expect(name == expected)
}

@Test func unknownPlaceholdersAreNamed() {
  #expect(CardName("{case_id}-{unit}").unknownPlaceholders == ["{unit}"])
  var input = Sample.report()
  input.cards?.namePattern = "{unit}"
  #expect(checkReport(input).map(\.code) == [.unknownPlaceholder])
  input.cards = CardRequest(result: Released(releasing: Sample.means()))
  #expect(checkReport(input).map(\.code) == [.cardsWithoutCases])
  #expect(checkReport(Sample.report()).isEmpty)
}
