import Testing

@testable import SurveyReport

@Test func onlyRulesThatApplyAreKept() {
  let rules = StyleRules(
    """
    a { color: red; }
    .x, .y b { margin: 0 auto; }
    .z .x { top: 1px; }
    @media print {
      .x { left: 1px; }
      .z { right: 1px; }
    }
    @media screen {
      .z { bottom: 1px; }
    }
    .on { width: calc(50% - 2px); }
    """)
  #expect(
    rules.text(for: "<a><b class=\"w x\">", isScripted: false)
      == "a{color:red}\n.x{margin:0 auto}\n"
      + "@media print{.x{left:1px}\n}\n")
  #expect(
    rules.text(for: "<b>", isScripted: true)
      == "a{color:red}\n.on{width:calc(50% - 2px)}\n")
}

@Test func rulesOfElementsThatAreNotThereAreLeftOut() {
  let rules = StyleRules(
    """
    :root{--a:1px}
    *{x:1}
    h1,h2:hover,a[href=h3]::after,.t td,details:not([open])>summary{y:1}
    html{z:1}
    """)
  let text = rules.text(
    for: "<h2 class=\"t\"><a><details>", isScripted: false)
  #expect(
    text == ":root{--a:1px}\n*{x:1}\nh2:hover,a[href=h3]::after{y:1}\n"
      + "html{z:1}\n")
}

@Test func pagesCarryTheRulesOfTheirParts() {
  let files = renderReport(Sample.report())
  for file in files where file.path.hasSuffix(".html") {
    #expect(file.text.contains("@media screen and (prefers-color-scheme:dark)"))
    #expect(file.text.contains("@page{size:A4"))
    // Every look of a drawing has its rule.
    for look in file.text.matches(of: /<svg class="(s[0-9a-z]+)"/) {
      #expect(file.text.contains(".\(look.output.1){"))
    }
    #expect(!file.text.unicodeScalars.contains("\u{FFFE}"))
  }
}
