extension ManyFacetRasch {
  /// Marks members without a finite estimate, again and again because taking
  /// one out may make another extreme; the ratings of the others.
  mutating func markExtremes(_ entries: [Entry]) -> [Entry] {
    var rest = entries
    while true {
      var sums = [cases, raters, indicators].map {
        [(sum: Int, count: Int)](repeating: (0, 0), count: $0.count)
      }
      for entry in rest {
        for (facet, member) in [
          entry.caseIndex, entry.rater, entry.indicator,
        ].enumerated() {
          sums[facet][member].sum += entry.category
          sums[facet][member].count += 1
        }
      }
      var found = false
      func isExtreme(_ facet: Int, _ member: Int) -> Bool {
        let (sum, count) = sums[facet][member]
        return count > 0 && (sum == 0 || sum == count * (categoryCount - 1))
      }
      for member in cases.indices where isExtreme(0, member) {
        cases[member].isExtreme = true
        found = true
      }
      for member in raters.indices where isExtreme(1, member) {
        raters[member].isExtreme = true
        found = true
      }
      for member in indicators.indices where isExtreme(2, member) {
        indicators[member].isExtreme = true
        found = true
      }
      if !found { return rest }
      rest = rest.filter {
        !cases[$0.caseIndex].isExtreme && !raters[$0.rater].isExtreme
          && !indicators[$0.indicator].isExtreme
      }
    }
  }

  /// Measures of extreme members, against the others.
  mutating func centreExtremes(_ entries: [Entry]) {
    for facet in 0..<3 {
      let sign = facet == 0 ? 1.0 : -1.0
      let members = facet == 0 ? cases : facet == 1 ? raters : indicators
      for member in members.indices where members[member].isExtreme {
        let own = entries.filter {
          [$0.caseIndex, $0.rater, $0.indicator][facet] == member
        }
        let others = own.map { entry -> Double in
          func value(_ member: Member, _ skip: Bool) -> Double {
            skip || !member.measure.isFinite ? 0 : member.measure
          }
          return value(cases[entry.caseIndex], facet == 0)
            - value(raters[entry.rater], facet == 1)
            - value(indicators[entry.indicator], facet == 2)
        }
        let highest = Double(own.count * (categoryCount - 1))
        let total = own.reduce(0.0) { $0 + Double($1.category) }
        let target =
          total > 0 && total >= highest / 2
          ? highest - Self.extremeShift : Self.extremeShift
        // The expected sum rises with sign × measure.
        var (low, high) = (-40.0, 40.0)
        for _ in 0..<100 {
          let middle = (low + high) / 2
          let sum = others.reduce(0.0) { $0 + expected($1 + sign * middle) }
          if (sum < target) == (sign > 0) {
            low = middle
          } else {
            high = middle
          }
        }
        let measure = (low + high) / 2
        let information = others.reduce(0.0) {
          $0 + moments($1 + sign * measure).variance
        }
        let error = 1 / information.squareRoot()
        switch facet {
        case 0:
          (cases[member].measure, cases[member].standardError) =
            (measure, error)
        case 1:
          (raters[member].measure, raters[member].standardError) =
            (measure, error)
        default:
          (indicators[member].measure, indicators[member].standardError) =
            (measure, error)
        }
      }
    }
  }
}
