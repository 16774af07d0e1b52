import SVG
import Testing

private func drawing(_ ink: String, _ content: [SVGElement]) -> SVGDocument {
  SVGDocument(
    id: "d", language: "en", title: "T", description: "D", fontFamily: "F",
    background: ink, width: 100.125, height: 50, content: content)
}

private func circle(_ x: Double, _ fill: String) -> SVGElement {
  SVGElement("circle", ["cx": x, "cy": 4, "r": 2.25, "fill": fill])
}

@Suite struct PageDrawingTests {
  @Test func looksBecomeSharedClasses() {
    let styles = DrawingStyles(
      gathering: PageDrawing(
        light: drawing(
          "#fff", [circle(1, "#111"), circle(2, "#111"), circle(3, "#222")])
      ).markup)
    #expect(
      styles.page.contains(
        "<g class=\"s2\"><circle cx=\"1\" cy=\"4\" r=\"2.3\"/>\n"
          + "<circle cx=\"2\" cy=\"4\" r=\"2.3\"/>\n</g>"))
    #expect(styles.page.contains("<circle class=\"s3\" cx=\"3\""))
    #expect(styles.rules.contains(".s2{fill:#111}\n"))
    #expect(!styles.rules.contains("@media"))
    #expect(!styles.page.contains("xmlns") && !styles.page.contains("<desc"))
    #expect(styles.page.contains("aria-labelledby=\"d-t\""))
  }

  @Test func darkColoursAreForScreens() {
    let styles = DrawingStyles(
      gathering: PageDrawing(
        light: drawing("#fff", [circle(1, "#111"), circle(2, "#222")]),
        dark: drawing("#000", [circle(1, "#eee"), circle(2, "#222")])
      ).markup)
    #expect(
      styles.rules.contains("@media screen and (prefers-color-scheme:dark)"))
    #expect(styles.rules.contains(".s2{fill:#111}\n"))
    #expect(styles.rules.contains(".s2{fill:#eee}\n"))
    // What is the same needs no second rule.
    #expect(styles.rules.contains(".s3{fill:#222}\n"))
    #expect(styles.rules.components(".s3{").count == 2)
  }

  @Test func otherElementsKeepTheLightLook() {
    let styles = DrawingStyles(
      gathering: PageDrawing(
        light: drawing("#fff", [circle(1, "#111")]),
        dark: drawing("#000", [SVGElement("g"), circle(1, "#eee")])
      ).markup)
    #expect(styles.rules.contains("{fill:#111}"))
    #expect(!styles.rules.contains("#eee"))
  }

  @Test(arguments: [
    ("12.34", "12.3"), ("12.35", "12.4"), ("-0.04", "0"), ("-0.05", "-0.1"),
    ("9.96", "10"), ("3", "3"), ("M-1.26,2.04 L3.99,4", "M-1.3,2 L4,4"),
    ("translate(20.55,8.4)", "translate(20.6,8.4)"), ("0.5", "0.5"),
    ("rotate(-90.25 3.14)", "rotate(-90.3 3.1)"),
  ])
  func numbersHaveOneDecimal(value: String, expected: String) {
    var element = SVGElement("path")
    element["d"] = value
    let page = PageDrawing(light: drawing("#fff", [element])).markup
    #expect(page.contains("d=\"\(expected)\""), "\(page)")
  }

  @Test func unitsAreFoundByTheirLabels() {
    let row = SVGElement(
      "g", [:],
      [
        SVGElement("title", text: "Unit A: 12"),
        .text("Unit A", x: 0, y: 0, look: TextLook(size: 9, colour: "#111")),
      ])
    var broken = SVGElement("text", [:])
    broken.append(SVGElement("tspan", text: "Unit"))
    broken.append(SVGElement("tspan", text: "B"))
    let page = PageDrawing(
      light: drawing("#fff", [row, broken]),
      unit: { ["Unit A": "a", "UnitB": "b<"][$0] }
    ).markup
    #expect(page.contains("<g data-unit=\"a\">"))
    #expect(page.contains("<text data-unit=\"b&lt;\">"))
    // The group says it for what is inside.
    #expect(page.components("data-unit").count == 3)
  }

  @Test func nothingInALookEndsTheSheet() {
    var element = circle(1, "red;}</style><b>")
    element["stroke"] = "a|b\u{FFFE}c"
    let styles = DrawingStyles(
      gathering: PageDrawing(light: drawing("#fff", [element])).markup)
    #expect(!styles.rules.contains("</style"))
    #expect(styles.rules.contains("fill:red/styleb;stroke:abc"))
  }
}

extension String {
  fileprivate func components(_ part: String) -> [Substring] {
    split(separator: part, omittingEmptySubsequences: false)
  }
}
