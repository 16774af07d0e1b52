import Testing

@testable import SurveyImport

/// A point before three digits beside decimal commas may be one between
/// thousands; that is told, since the numbers differ a thousand times.
@Suite struct PointBetweenThousandsTests {
  @Test func isToldBesideDecimalCommas() throws {
    let result = try read(
      "区;人数;金额\nA;1.308;12,50\nB;98.869;-3,05\nC;7;0,75\n")
    #expect(
      result.diagnostics.filter { $0.code == .doubtfulForm }.map(\.message) == [
        "'1.308' in '人数' was read with a point before decimals, although "
          + "other columns have commas there"
      ])
    #expect(result.texts("人数") == ["1.308", "98.869", "7"])
  }

  @Test(arguments: [
    "区;人数\nA;1.308\nB;98.869\n", "区;人数;金额\nA;1.30;12,50\nB;98.869;-3,05\n",
    "区;人数;金额\nA;0.308;12,50\nB;0.869;-3,05\n",
  ])
  func isNotToldWithoutReason(text: String) throws {
    let result = try read(text)
    #expect(!result.diagnostics.contains { $0.message.contains("a point") })
  }
}
