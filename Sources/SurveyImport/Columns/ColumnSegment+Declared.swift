import SurveyData

/// Columns that the codebook says hold numbers.
extension ColumnSegment {
  /// Reads numbers, whole ones into 32 bits as long as they fit.
  func readNumbers(
    _ view: CellView, startsWhole: Bool, _ totals: TotalRows?
  ) {
    form = startsWhole ? .integers : .doubles
    if !startsWhole { prepareDoubles() }
    let isPlain =
      rules.missingNumbers.isEmpty && rules.missingRanges.isEmpty
      && rules.limits == nil
    for row in 0..<view.count {
      let cell = view.raw(row, position)
      if form == .integers, let value = smallInteger(cell) {
        numbers[row] = value
        if isPlain || rules.missingReason(Double(value)) == nil {
          plainNumbers += 1
        }
        if !isPlain { judge(Double(value), false, view, row) }
        continue
      }
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
    if form == .integers { measureRange() }
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
      numbers[row] = whole
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
