import Diagnostics
import SurveyData
import Testing

@testable import SurveyReport

private let payloads = [
  "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
  "' onmouseover='alert(1)", "</title><script>alert(1)</script>",
  "</style><svg onload=alert(1)>", "&lt;script&gt;", "]]><x>", "<!-- -->",
  "a|b\nc", "=HYPERLINK(\"http://x\")", "\u{202E}abc", "\u{0}\u{7}\u{1B}[31m",
  "{{constructor}}", "javascript:alert(1)", "# heading\n\n- [x](y)",
]

/// An index, votes, reliability and an evaluation whose every label is the
/// payload.
private func report(_ label: String) -> ReportInput {
  let text = LocalizedText(label)
  let group = [
    GroupTerm(variable: label, value: label, label: text, variableLabel: text)
  ]
  var index = Sample.index(
    title: text, items: [(label, text), (label + "2", text)], groups: [group])
  index.provenance.filter = label
  index.provenance.design = LocalizedText(label)
  index.provenance.formula = label
  index.conventions = [Convention(label, label, text)]
  var evaluation = Sample.evaluation(
    count: 3, id: { "\(label)\($0)" }, title: { _ in text })
  evaluation.title = text
  if case .evaluation(var details) = evaluation.details {
    details.indicators = details.indicators.map {
      var copy = $0
      copy.name = text
      copy.unit = text
      copy.normalisation = label
      return copy
    }
    details.bands = details.bands.map {
      Band(label: text, threshold: $0.threshold)
    }
    for position in details.raters.indices {
      details.raters[position].id = label
    }
    details.cases[0].gates = [
      CaseResult.GateHit(indicator: label, rule: label, effect: label)
    ]
    evaluation.details = .evaluation(details)
  }
  var input = Sample.report(
    languages: [.english], results: [index, evaluation])
  input.title = text
  input.subtitle = text
  input.source = text
  input.sections = input.sections.map {
    ReportSection(
      id: label + $0.id, title: text, text: text, results: $0.results)
  }
  input.sources[0].file = label
  input.sources[0].dialect = [LocalizedText(label)]
  input.findings = [
    Diagnostic(.unknownColumn, at: Place(file: label), label, zh: label)
  ]
  return input
}

/// What a page with harmless labels consists of.
private let benign: (elements: Set<String>, attributes: Set<String>) = {
  // One label short, one that breaks into lines.
  let long = String(repeating: "benign label ", count: 8) + "\nand a line"
  let pages = (renderReport(report("benign")) + renderReport(report(long)))
    .filter { $0.path.hasSuffix(".html") }.map { Markup($0.text) }
  return (
    Set(pages.flatMap(\.elements)), Set(pages.flatMap(\.attributes))
  )
}()

/// Given by position, because some payloads would break the test's own log.
@Test(arguments: payloads.indices)
func hostileLabelsStayText(payload: Int) {
  let files = renderReport(report(payloads[payload]))
  #expect(Set(files.map(\.path)).count == files.count)
  for file in files {
    let isSafe = file.path.utf8.allSatisfy {
      $0 < 0x7F && $0 > 0x2C && $0 != UInt8(ascii: "<")
    }
    #expect(isSafe && !file.path.contains(".."), "\(file.path)")
    // The tidy CSV is for machines and keeps every character of a label.
    if file.path.hasSuffix(".csv") { continue }
    let hasControls = file.text.utf8.contains { $0 == 0 || $0 == 0x1B }
    #expect(!hasControls, "\(file.path)")
    guard file.path.hasSuffix(".html") || file.path.hasSuffix(".svg") else {
      continue
    }
    let page = Markup(file.text)
    #expect(page.problems.isEmpty, "\(file.path): \(page.problems)")
    #expect(page.repeatedIDs.isEmpty, "\(file.path): \(page.repeatedIDs)")
    if file.path.hasSuffix(".html") {
      let newElements = page.elements.subtracting(benign.elements)
      let newAttributes = page.attributes.subtracting(benign.attributes)
      #expect(newElements.isEmpty && newAttributes.isEmpty, "\(file.path)")
    }
  }
}
