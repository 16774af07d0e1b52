import SurveyData

/// Columns that the codebook says hold numbers.
extension ColumnSegment {
  /// Reads numbers, whole ones into 32 bits as long as they fit.
  func advanceDeclared(_ view: CellView, _ end: Int, _ totals: TotalRows?) {
    let next =
      if form == .integers {
        readWhole(view, end)
      } else if rules.numbers.isPlain, rules.kind == .number {
        readDecimals(view, end)
      } else {
        row
      }
    for row in row..<next where !isBlank(row) {
      let value = form == .integers ? Double(numbers[row]) : doubles[row]
      if safe.areAll {
        plainNumbers += 1
      } else if !safe.contain(value) {
        takeDeclared(view, row, totals)
      } else {
        plainNumbers += 1
        if areWhole, form == .doubles, Int32(exactly: value) == nil {
          areWhole = false
        }
      }
    }
    row = next
    guard row < end else { return }
    takeDeclared(view, row, totals)
    row += 1
  }

  private func takeDeclared(
    _ view: CellView, _ row: Int, _ totals: TotalRows?
  ) {
    switch declaredCell(view, row) {
    case .missing(let reason):
      store(0, row)
      setMissing(row, reason)
    case .number(let number, let isPercentage):
      take(number, isPercentage, view, row)
    case .other:
      store(0, row)
      suspect(view, row, totals)
      report(
        rules.kind == .integer ? .notWhole : .notNumber, .unreadable, view,
        row)
    }
  }

  private func take(
    _ number: ParsedNumber, _ isPercentage: Bool, _ view: CellView, _ row: Int
  ) {
    let isWhole = number.value.rounded() == number.value
    if rules.kind == .integer, !isWhole {
      store(0, row)
      report(.notWhole, .unreadable, view, row)
      return
    }
    if form == .integers, let whole = wholeNumber(number) {
      store(whole, row)
    } else {
      if form == .integers {
        // Whole, and beyond 32 bits.
        prepareDoubles()
        for before in 0..<row { doubles[before] = Double(numbers[before]) }
        form = .doubles
      }
      doubles[row] = number.value
      if wholeNumber(number) == nil { areWhole = false }
    }
    judge(number.value, isPercentage, view, row)
  }

  private func store(_ value: Int32, _ row: Int) {
    if form == .integers {
      numbers[row] = value
      low = min(low, value)
      high = max(high, value)
    } else {
      doubles[row] = Double(value)
    }
  }

  private enum DeclaredCell {
    case missing(MissingReason)
    case number(ParsedNumber, isPercentage: Bool)
    case other
  }

  @inline(never)
  private func declaredCell(_ view: CellView, _ row: Int) -> DeclaredCell {
    view.withContent(row, position, &scratch) { cell in
      let text = trimmed(cell)
      if let reason = rules.missingReason(text) { return .missing(reason) }
      if let (number, isPercentage) = parseDeclaredNumber(
        text, percentScale: rules.percentScale ?? 1, rules.numbers,
        units: rules.units)
      {
        if !isPercentage {
          // A missing code is no answer that lacks the sign.
          if rules.missingReason(number.value) == nil { plainNumbers += 1 }
        } else {
          if percentages.count == 0 { percentages.first = escapedExcerpt(text) }
          percentages.count += 1
        }
        return .number(number, isPercentage: isPercentage)
      }
      guard spellsMissing(text) else { return .other }
      spelledMissing += 1
      return .missing(rules.blankReason)
    }
  }

  /// Sets a number missing that is a missing code or outside the scale.
  private func judge(
    _ value: Double, _ isPercentage: Bool, _ view: CellView, _ row: Int
  ) {
    // `9%` is never the code 9.
    if !isPercentage, let reason = rules.missingReason(value) {
      setMissing(row, reason)
    } else if let limits = rules.limits, !limits.contains(value) {
      report(.outOfRange, .outOfRange, view, row)
    }
  }
}
