import SurveyData
import Testing

@testable import SurveyReport

@Test(arguments: ["2024-0117", "c012", "a", "x-y-z-9"])
func plainNamesStay(name: String) {
  #expect(slug(name) == name)
}

@Test(arguments: [
  ("unit_kind", "unit-kind"), ("api.stu", "api-stu"), ("Case 1", "case-1"),
  ("IMAG1", "imag1"), ("a__b", "a-b"),
])
func separatorsAndCapitalsNeedNoHash(name: String, expected: String) {
  #expect(slug(name) == expected)
}

@Test func onlyNamesThatMeetAreMarked() {
  let slugs = uniqueSlugs(["a_b", "a.b", "c"])
  #expect(slugs[0] == "a-b")
  #expect(slugs[1].wholeMatch(of: /a-b-2-[0-9a-f]{8}/) != nil)
  #expect(slugs[2] == "c")
}

@Test(arguments: [
  "", "..", "../../etc/passwd", "CON", "con", "Case 1", "case-1 ", "建议!一",
  "a/b", "a\\b", "a\u{0}b", "-a", "a--b", "<script>", "name.html", "lpt1",
  "\u{202E}txt.exe", "A-1", String(repeating: "x", count: 300),
])
func otherNamesBecomeSafe(name: String) {
  let safe = slug(name)
  #expect(safe != name)
  #expect(safe.utf8.count <= 80)
  #expect(safe.wholeMatch(of: /[a-z0-9建议一]+(-[a-z0-9建议一]+)*/) != nil)
}

/// Names of analyses in Chinese became hashes, which nobody could tell apart.
@Test(arguments: [
  ("满意度", "满意度"), ("满意度（2024年）", "满意度-2024年"), ("总分 A", "总分-a"),
  ("分区、分项", "分区-分项"), ("〇一", "〇一"),
])
func chineseNamesStayReadable(name: String, expected: String) {
  #expect(slug(name) == expected)
}

/// What a file system may write in two ways, or a reader cannot see, does not
/// get into a name.
@Test(arguments: [
  "満\u{F9FE}", "é", "e\u{301}", "か\u{3099}", "满\u{200B}意", "满\u{FE00}",
  "满意\u{202E}度", "\u{2F00}", "ａ", "😀", "满/意", "\u{0}满",
])
func onlyUnmistakableCharactersStay(name: String) {
  let safe = slug(name)
  #expect(safe.contains(/[0-9a-f]{8}$/))
  #expect(
    safe.unicodeScalars.allSatisfy {
      $0.isASCII || ("\u{4E00}"..."\u{9FFF}").contains($0)
    })
}

@Test func longChineseNamesAreCutBetweenCharacters() {
  let name = String(repeating: "满", count: 30)
  let safe = slug(name)
  #expect(safe.utf8.count <= 80 && safe.contains(/^满+-[0-9a-f]{8}$/))
  #expect(safe != slug(name + "满"))
}

@Test func linksArePercentEncoded() {
  #expect(
    linkPath("tables/满 \"a'#b.csv") == "tables/%E6%BB%A1%20%22a%27#b.csv")
  #expect(linkPath("../cards/c-1.en.html#top") == "../cards/c-1.en.html#top")
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

/// FNV-1a 64 of "" and "a" is cbf29ce484222325 and af63dc4c8601ec8c
/// (draft-eastlake-fnv); the halves are folded by hand.
@Test(arguments: [("", "4fd0bfc1"), ("a", "296230c0")])
func shortHashes(text: String, expected: String) {
  #expect(shortHash(text) == expected)
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
