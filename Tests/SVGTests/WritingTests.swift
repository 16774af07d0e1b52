import SVG
import Testing

@Test(
  arguments: [
    (1.0, "1"), (1.5, "1.5"), (1.25, "1.25"), (1.006, "1.01"), (-0.0, "0"),
    (-0.004, "0"), (0.1 + 0.2, "0.3"), (-2.5, "-2.5"), (1.05, "1.05"),
    (1e9, "1000000000"), (1e300, "1000000000000"), (1e-300, "0"),
    (.nan, "0"), (-.infinity, "-1000000000000"), (99.999, "100"),
  ] as [(Double, String)])
func coordinatesHaveTwoDecimalsAndNoExponent(value: Double, expected: String) {
  #expect(Coordinate.text(value) == expected)
}

@Test func everySpecialCharacterIsEscaped() {
  #expect(
    escapedForXML("<script>alert(\"a\" & 'b')</script>")
      == "&lt;script&gt;alert(&quot;a&quot; &amp; &#39;b&#39;)&lt;/script&gt;")
  #expect(
    escapedForXML("a\u{0}b\u{1B}c\u{FFFE}d") == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d")
  #expect(escapedForXML("a\tb\r\nc") == "a b  c")
  #expect(escapedForXML("满意 😀") == "满意 😀")
}

@Test func attributesKeepTheirOrderAndNilIsLeftOut() {
  var element = SVGElement(
    "rect", ["y": 2.0, "x": 1, "fill": nil, "id": "a\"b"])
  #expect(element.xml() == "<rect y=\"2\" x=\"1\" id=\"a&quot;b\"/>")
  element["x"] = nil
  element["y"] = "3"
  element["z"] = "4"
  #expect(element.xml() == "<rect y=\"3\" id=\"a&quot;b\" z=\"4\"/>")
}

@Test func elementsWithTextStayOnOneLine() {
  let tree = SVGElement(
    "g", [:],
    [
      SVGElement("text", ["x": 1], [SVGElement("tspan", text: "a < b")]),
      SVGElement("g", [:], [SVGElement("rect")]),
    ])
  #expect(
    tree.xml() == """
      <g>
       <text x="1"><tspan>a &lt; b</tspan></text>
       <g>
        <rect/>
       </g>
      </g>
      """)
}

@Test func idsAreSafeAndStayDifferent() {
  #expect(SVGDocument.slug("overall-1") == "overall-1")
  #expect(SVGDocument.slug("a b") == "a-20b")
  #expect(SVGDocument.slug("1a") == "f1a")
  #expect(SVGDocument.slug("") == "figure")
  #expect(SVGDocument.slug("甲") != SVGDocument.slug("乙"))
}

@Test func aDrawingHasTitleDescriptionAndSize() {
  let text = SVGDocument(
    id: "f", language: "en", title: "A < B", description: "Numbers.",
    fontFamily: "Arial", width: 100, height: 50.5, content: []
  ).text
  #expect(
    text == """
      <svg xmlns="http://www.w3.org/2000/svg" id="f" viewBox="0 0 100 50.5" \
      width="100" height="50.5" role="img" lang="en" xml:lang="en" \
      aria-labelledby="f-t f-d" font-family="Arial">
       <title id="f-t">A &lt; B</title>
       <desc id="f-d">Numbers.</desc>
       <rect width="100" height="50.5" fill="#ffffff" aria-hidden="true"/>
      </svg>

      """)
}
