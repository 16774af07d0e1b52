import Testing

@testable import CellText

@Suite struct CellTextTests {
  @Test(arguments: [
    "=1", "+1", "-1", "@A1", "\t1", "\r1", "\n1", "＝1", "＋1", "－1", "＠1",
    " =1", "\"=1", "'=1", "\u{FEFF}=1", "\u{3000}=1", "\u{A0}=1", "\u{0}=1",
  ])
  func formulasAreGuarded(text: String) {
    #expect(looksLikeFormula(text))
    #expect(withFormulaGuard(text) == "'" + text)
  }

  @Test(arguments: ["", "a", "a=1", "'tis", "1-2", "满意=3", " ", "3", "#A1"])
  func otherTextsStay(text: String) {
    #expect(!looksLikeFormula(text))
    #expect(withFormulaGuard(text) == text)
  }

  @Test(arguments: [
    ("a", "a"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""),
    ("a\nb", "\"a\nb\""), ("a\r", "\"a\r\""), (" a", "\" a\""),
    ("a ", "\"a \""), ("a\u{0}b", "a\u{FFFD}b"), ("", ""), ("a;b", "a;b"),
  ])
  func fieldsAreQuotedWhereTheyHaveToBe(text: String, field: String) {
    #expect(csvField(text) == field)
  }
}
