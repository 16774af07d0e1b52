import Testing

@testable import SurveyReport

private func markup(_ text: String) -> String {
  HTML.all(AuthorText(text).blocks).markup
}

@Test func paragraphsAreParted() {
  #expect(markup("One\ntwo.\n\nThree.") == "<p>One\ntwo.</p>\n<p>Three.</p>\n")
  // Folding leaves a blank between Chinese lines.
  #expect(markup("满意\n度") == "<p>满意度</p>\n")
  #expect(markup("").isEmpty)
  #expect(markup("\n \n").isEmpty)
}

@Test func headingsStandBelowTheirSection() {
  #expect(markup("# A\ntext") == "<h3>A</h3>\n<p>text</p>\n")
  #expect(markup("### B") == "<h4>B</h4>\n")
  // Without a blank it is no heading.
  #expect(markup("#1 of all") == "<p>#1 of all</p>\n")
}

@Test func listsHoldListsAndLongItems() {
  let text = "- a\n  goes on\n- b\n  1. c\n  2. d\n- e\n\nafter"
  #expect(
    markup(text)
      == "<ul>\n<li>a\ngoes on</li>\n<li>b<ol>\n<li>c</li>\n<li>d</li>\n"
      + "</ol>\n</li>\n<li>e</li>\n</ul>\n<p>after</p>\n")
}

@Test func emphasisCodeAndLinks() {
  #expect(
    markup("**a *b* c** and `x<y`")
      == "<p><strong>a <em>b</em> c</strong> and <code>x&lt;y</code></p>\n")
  #expect(
    markup("[the rule](https://example.org/a?b=1&c=2)")
      == "<p><a href=\"https://example.org/a?b=1&amp;c=2\">the rule</a></p>\n")
  #expect(markup("[here](#data)").contains("<a href=\"#data\">here</a>"))
  #expect(markup("2 * 3 * 4") == "<p>2 * 3 * 4</p>\n")
  #expect(markup("**open") == "<p>**open</p>\n")
  #expect(markup("\\*plain\\*") == "<p>*plain*</p>\n")
}

@Test func tablesHaveNumbersAtTheEnd() {
  let text = "| unit | n |\n|---|--:|\n| a | 1 |\n| b |"
  let page = markup(text)
  #expect(page.contains("<th scope=\"col\" class=\"number\">n</th>"))
  #expect(page.contains("<td class=\"number\">1</td>"))
  // A short row is filled up.
  #expect(page.components("<td").count - 1 == 4)
}

@Test(arguments: [
  "<script>alert(1)</script>", "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))", "[x](data:text/html,<b>)",
  "![x](https://example.org/a.png)", "[x](https://a\" onclick=\"b)",
  "`<img src=x onerror=y>`", "| <b> |\n|---|\n| <i onload=1> |",
  "[a](https://b)[c](vbscript:d)", "<!-- -->", "****", "[](https://a)",
  "*\n*", "1.\n-\n#", "|\n|-|", "- - - -", "[[x](https://a)](https://b)",
])
func nothingBecomesMarkup(text: String) {
  let page = Markup(markup(text))
  #expect(page.problems.isEmpty, "\(page.problems)")
  #expect(
    page.elements.isSubset(of: [
      "p", "a", "code", "ul", "ol", "li", "h3", "h4", "div", "table", "thead",
      "tbody", "tr", "th", "td", "em", "strong",
    ]), "\(page.elements)")
  #expect(
    page.attributes.isSubset(of: ["href", "class", "scope"]),
    "\(page.attributes)")
  for link in page.links { #expect(link.hasPrefix("https://"), "\(link)") }
  let note = AuthorText(text).markdown
  #expect(!note.contains("<"))
  #expect(!note.lowercased().contains("x](javascript"))
}

extension String {
  fileprivate func components(_ part: String) -> [Substring] {
    split(separator: part, omittingEmptySubsequences: false)
  }
}
