import Testing

@testable import SurveyReport

/// The list of a page offered units that only its files had.
@Test func onlyUnitsOnThePageCanBeHighlighted() {
  let names = ["东城", "West & \"co\"", "Nowhere", "<b>"]
  let parts = [
    HTML("p", [:], HTML("Nowhere data-unit=\"Nowhere\"")),
    HTML("div", [:], HTML("tr", ["data-unit": "东城"], HTML("x"))),
    HTML(trusted: "<g data-unit=\"West &amp; &quot;co&quot;\"></g>"),
    HTML("tr", ["data-unit": "<b>"]), HTML(trusted: "<g data-unit=\""),
  ]
  #expect(Units.marked(names, in: parts) == ["东城", "West & \"co\"", "<b>"])
  #expect(Units.marked(names, in: []).isEmpty)
}
