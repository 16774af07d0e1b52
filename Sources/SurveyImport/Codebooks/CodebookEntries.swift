import SurveyData

/// The entries of `missing` in a codebook, `code: reason` each: the codes,
/// numbers by their size and texts by their letters, then the ranges.
func missingEntries(
  _ codes: [String: MissingReason], _ ranges: [Variable.MissingRange]
) -> [String] {
  func number(_ code: String) -> Double? {
    Double(code).flatMap { $0.isFinite ? $0 : nil }
  }
  let sorted = codes.sorted { left, right in
    switch (number(left.key), number(right.key)) {
    case (let first?, let second?) where first != second: first < second
    case (.some, nil): true
    case (nil, .some): false
    default: left.key < right.key
    }
  }
  return sorted.map { "\(yamlScalar($0.key)): \($0.value.name)" }
    + ranges.map {
      "\(yamlScalar(missingRangeText($0.numbers))): \($0.reason.name)"
    }
}

/// The value of `scale` in a codebook.
func scaleEntry(_ scale: Variable.Scale) -> String {
  let direction = scale.isReversed ? "lower-is-better" : "higher-is-better"
  return "{min: \(plainText(scale.minimum)), "
    + "max: \(plainText(scale.maximum)), direction: \(direction)}"
}
