import SVG
import Testing

@Test(
  arguments: [
    (0.35, 1, "0.4"), (0.25, 1, "0.3"), (-0.35, 1, "\u{2212}0.4"),
    (2.675, 2, "2.68"), (1.005, 2, "1.01"), (87.25, 1, "87.3"),
    (0.05, 0, "0"), (0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"),
    (9.995, 2, "10.00"), (999.95, 1, "1,000.0"), (0, 1, "0.0"),
    (-0.0, 1, "0.0"), (-0.04, 1, "0.0"), (1204, 0, "1,204"),
    (1_000_000_000, 0, "1,000,000,000"),
    (1e21, 0, "1,000,000,000,000,000,000,000"),
    (1.5e-7, 1, "0.0"), (.leastNonzeroMagnitude, 2, "0.00"),
    (123_456.789, 2, "123,456.79"),
    (.nan, 1, "\u{2013}"), (.infinity, 1, "∞"), (-.infinity, 1, "\u{2212}∞"),
  ] as [(Double, Int, String)])
func decimalsRoundHalfAwayFromZero(
  value: Double, decimals: Int, expected: String
) {
  #expect(NumberStyle.decimal(decimals).text(value) == expected)
}

@Test(
  arguments: [
    (0.873, 0, "87%"), (0.285, 0, "29%"), (0.0005, 1, "0.1%"), (1, 0, "100%"),
    (0.995, 0, "100%"), (-0.031, 1, "\u{2212}3.1%"), (0, 1, "0.0%"),
    (.nan, 0, "\u{2013}"),
  ] as [(Double, Int, String)])
func percentagesAreShiftedInDecimal(
  value: Double, decimals: Int, expected: String
) {
  #expect(NumberStyle.percent(decimals).text(value) == expected)
}

@Test(
  arguments: [
    (0.0004, "<0.001"), (0, "<0.001"), (0.001, "0.001"), (0.0314, "0.031"),
    (1, "1.000"),
  ] as [(Double, String)])
func probabilitiesAreNeverZero(value: Double, expected: String) {
  #expect(NumberStyle.pValue.text(value) == expected)
}

@Test func differencesCarryTheirSign() {
  #expect(NumberStyle.signed(1).text(1.25) == "+1.3")
  #expect(NumberStyle.signed(1).text(-1.25) == "\u{2212}1.3")
  #expect(NumberStyle.signed(1).text(0.04) == "0.0")
  #expect(NumberStyle.signedPercentagePoints(1).text(0.031) == "+3.1")
}

@Test func intervalsAreWrittenWithADashUnlessABoundIsNegative() {
  let style = NumberStyle.integer
  #expect(style.text(84, lower: 81, upper: 87) == "84 (81\u{2013}87)")
  #expect(style.interval(-3, 4) == "\u{2212}3 to 4")
  #expect(style.interval(-3, 4, separator: " 至 ") == "\u{2212}3 至 4")
  #expect(style.text(84, lower: nil, upper: 87) == "84")
  let share = NumberStyle.percent(0)
  #expect(share.text(0.84, lower: 0.81, upper: 0.87) == "84% (81\u{2013}87)")
  #expect(share.interval(0.81, 0.87) == "81\u{2013}87%")
  #expect(
    NumberStyle.signed(0).interval(1, 3) == "+1 to +3", "signs need a word")
}

@Test func percentSignsAreTakenAway() {
  #expect(NumberStyle.withoutPercentSigns("81–87%") == "81–87")
  #expect(NumberStyle.withoutPercentSigns("−3% to 4%") == "−3 to 4")
  #expect(NumberStyle.withoutPercentSigns("81") == "81")
}
