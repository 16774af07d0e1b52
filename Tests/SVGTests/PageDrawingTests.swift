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
        drawing(
          "#fff",
          [
            circle(1, "#111"), circle(2, "#111"),
            SVGElement("circle", ["cx": 3, "cy": 5, "r": 2, "fill": "#222"]),
          ])
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

  @Test func circlesInARowSayTheirHeightAndSizeOnce() {
    let row = (1...3).map { circle(Double($0), "#111") }
    let other = SVGElement(
      "circle", ["cx": 9, "cy": 5, "r": 2, "fill": "#111"])
    let styles = DrawingStyles(
      gathering: PageDrawing(
        drawing("#fff", [SVGElement("g", [:], row + [other])])
      ).markup)
    #expect(
      styles.page.contains(
        "<g class=\"s2 s3\" transform=\"translate(0,4)\"><circle cx=\"1\"/>"
          + "<circle cx=\"2\"/><circle cx=\"3\"/></g>"
          + "<circle class=\"s2\" cx=\"9\" cy=\"5\" r=\"2\"/>"))
    #expect(styles.rules.contains(".s3>*{r:2.3px}\n"))
  }

  @Test func linesOfOneLookAreOnePath() {
    func line(_ ends: [Double], _ look: String) -> SVGElement {
      SVGElement(
        "line",
        [
          "x1": ends[0], "y1": ends[1], "x2": ends[2], "y2": ends[3],
          "stroke": look, "aria-hidden": "true",
        ])
    }
    var clear = [line([0, 0, 4, 4], "#333"), line([0, 4, 4, 0], "#333")]
    for index in clear.indices { clear[index]["stroke-opacity"] = "0.5" }
    var named = line([0, 0, 1, 1], "#111")
    named["id"] = "l"
    let page = DrawingStyles(
      gathering: PageDrawing(
        drawing(
          "#fff",
          [
            SVGElement(
              "g", [:],
              [
                line([1, 2, 3, 2], "#111"), line([1, 2.04, 1, 9], "#111"),
                line([0, 0, 5, 6], "#111"), line([0, 1, 2, 1], "#222"), named,
              ] + clear)
          ])
      ).markup
    ).page
    #expect(
      page.contains(
        "<path class=\"s2\" d=\"M1 2H3M1 2V9M0 0L5 6\"/>"
          + "<path class=\"s3\" d=\"M0 1H2\"/>"
          + "<line class=\"s2\" x1=\"0\""), "\(page)")
    // Where they cross, two lines that can be seen through are darker.
    #expect(page.components("<line").count == 4)
  }

  @Test func rectanglesOfOneSizeShareIt() {
    func box(_ x: Double, _ width: Double) -> SVGElement {
      SVGElement(
        "rect",
        ["x": x, "width": width, "height": 9, "rx": 2, "fill": "#\(Int(x))"])
    }
    let styles = DrawingStyles(
      gathering: PageDrawing(
        drawing("#fff", (1...4).map { box(Double($0), 7.25) } + [box(5, 8)])
      ).markup)
    #expect(styles.page.contains("<rect class=\"s2 s3\" x=\"1\"/>"))
    #expect(styles.page.contains("<rect class=\"s6 s3\" x=\"4\"/>"))
    #expect(styles.rules.contains(".s3{width:7.3px;height:9px;rx:2px}\n"))
    #expect(
      styles.page.contains(
        "<rect class=\"s7\" x=\"5\" width=\"8\" height=\"9\" rx=\"2\"/>"))
  }

  @Test func whatSaysNothingIsLeftOut() {
    var text = SVGElement("text", ["x": 1, "y": 2])
    text.append(SVGElement("tspan", ["x": 1, "y": 2], text: "one"))
    text.append(SVGElement("tspan", ["x": 1, "y": 9], text: "two"))
    let group = SVGElement(
      "g", ["aria-hidden": "true"],
      [text, SVGElement("text", ["x": 5], text: "")])
    let page = PageDrawing(drawing("#fff", [group])).markup
    #expect(
      page.contains(
        "<text x=\"1\" y=\"2\"><tspan>one</tspan>"
          + "<tspan x=\"1\" y=\"9\">two</tspan></text>"))
    #expect(!page.contains("<g") && !page.contains("x=\"5\""))
    var told = SVGElement("g")
    told.append(SVGElement("title", text: "tip"))
    told.append(text)
    #expect(
      PageDrawing(drawing("#fff", [told])).markup.contains("<g><title>tip"))
    #expect(
      !PageDrawing(drawing("#fff", [told]), hasTooltips: false).markup
        .contains("<g"))
  }

  @Test func darkLooksOfOneColourAreOneRule() {
    var second = circle(2, "#111111|#eeeeee")
    second["stroke-width"] = "2"
    let rules = DrawingStyles(
      gathering: PageDrawing(
        drawing("#fff", [circle(1, "#111111|#eeeeee"), second])
      ).markup
    ).rules
    #expect(rules.contains(".s2,.s3{fill:#eeeeee}\n"))
  }

  @Test func darkColoursAreForScreens() {
    let styles = DrawingStyles(
      gathering: PageDrawing(
        drawing(
          "#ffffff|#000000",
          [circle(1, "#111111|#eeeeee"), circle(2, "#222222")])
      ).markup)
    #expect(
      styles.rules.contains("@media screen and (prefers-color-scheme:dark)"))
    #expect(styles.rules.contains(".s2{fill:#111111}\n"))
    #expect(styles.rules.contains(".s2{fill:#eeeeee}\n"))
    // What is the same needs no second rule.
    #expect(styles.rules.contains(".s3{fill:#222222}\n"))
    #expect(styles.rules.components(".s3{").count == 2)
  }

  @Test(arguments: [
    "#111111|#eeeeee ", "#11111g|#eeeeee", "#111111/#eeeeee", "x111111|#eeeeee",
    "#111111|xeeeeee",
  ])
  func otherTextsAreNoPairs(text: String) {
    #expect(PairedColour(text) == nil)
    let styles = DrawingStyles(
      gathering: PageDrawing(drawing("#fff", [circle(1, text)])).markup)
    #expect(!styles.rules.contains("@media"))
  }

  @Test func pairsOfOneColourAreThatColour() {
    #expect(PairedColour.text(day: "#111111", night: "#111111") == "#111111")
    let pair = PairedColour(PairedColour.text(day: "#a1b2c3", night: "#0F0F0F"))
    #expect(pair?.day == "#a1b2c3" && pair?.night == "#0F0F0F")
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
    let page = PageDrawing(drawing("#fff", [element])).markup
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
      drawing("#fff", [row, broken]),
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
      gathering: PageDrawing(drawing("#fff", [element])).markup)
    #expect(!styles.rules.contains("</style"))
    #expect(styles.rules.contains("fill:red/styleb;stroke:abc"))
  }
}

@Test func slicesAreNumberedAsTheyAreMet() {
  // More than there are places for at first, each twice.
  let words = (0..<500).map { "w\($0 % 250)" }
  var text = words.joined(separator: " ")
  text.withUTF8 { bytes in
    var numbers = SliceNumbers()
    var found: [Int] = []
    for slice in bytes.split(separator: UInt8(ascii: " ")) {
      let (number, isNew) = numbers.number(
        of: UnsafeBufferPointer(rebasing: slice))
      #expect(isNew == (found.count < 250))
      found.append(number)
    }
    #expect(found == Array(0..<250) + Array(0..<250))
  }
}

extension String {
  fileprivate func components(_ part: String) -> [Substring] {
    split(separator: part, omittingEmptySubsequences: false)
  }
}
