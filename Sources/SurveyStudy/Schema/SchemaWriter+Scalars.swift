import Settings
import SurveyData

extension SchemaWriter {
  /// The forms of a single value: words, numbers, truth values, texts.
  ///
  /// YAML reads `1` as a number and `true` as a truth value where a program
  /// may want the text, so that a text may be written as either.
  func scalars(of shape: SettingsShape) -> [Pairs] {
    var forms: [Pairs] = []
    let words = shape.allWords
    if !words.isEmpty {
      forms.append([("enum", .list(words.flatMap(Self.values)))])
    }
    if shape.texts.contains(Self.name) {
      let types = ["string", "number", "boolean"]
      forms.append([("type", .list(types.map { .text($0) }))])
      return forms
    }
    let plain = shape.texts.filter { !words.contains($0) }
    let numbers = plain.filter { Double($0) != nil }
    if !numbers.isEmpty { forms.append(number(shape, numbers)) }
    if plain.contains("true") || plain.contains("false") {
      if plain.contains("true"), plain.contains("false") {
        forms.append([("type", .text("boolean"))])
      } else {
        forms.append([("const", .bool(plain.contains("true")))])
      }
    }
    let rest = plain.subtracting(numbers).subtracting(["true", "false"])
    if let form = text(rest) { forms.append(form) }
    return forms
  }

  /// A word as YAML may read it.
  private static func values(_ word: String) -> [JSONValue] {
    if word == "true" || word == "false" { return [.bool(word == "true")] }
    if let number = Int(word) { return [.integer(number), .text(word)] }
    return [.text(word)]
  }

  private func number(_ shape: SettingsShape, _ taken: Set<String>) -> Pairs {
    var isWhole = !taken.contains("0.5")
    var lowest: Double? = .infinity
    var highest: Double? = -.infinity
    func widen(_ low: Double?, _ high: Double?) {
      lowest = low.flatMap { low in lowest.map { min($0, low) } }
      highest = high.flatMap { high in highest.map { max($0, high) } }
    }
    var hasLimits = false
    for ask in shape.asks {
      switch ask {
      case .number(let limits):
        hasLimits = true
        // From 0 to 1 a number refused for another reason was tried, such as
        // one below another threshold: whole numbers alone make no sense.
        if !taken.contains("0.5"), let limits, limits.contains(0.5),
          limits.upperBound > 1
        {
          isWhole = true
        } else {
          isWhole = false
        }
        widen(limits?.lowerBound, limits?.upperBound)
      case .integer(let limits):
        hasLimits = true
        widen(
          limits.map { Double($0.lowerBound) },
          limits.flatMap {
            $0.upperBound == Int.max ? nil : Double($0.upperBound)
          })
      case .choice: break
      }
    }
    var pairs: Pairs = [("type", .text(isWhole ? "integer" : "number"))]
    if hasLimits, let lowest, lowest.isFinite {
      pairs.append(("minimum", .number(lowest)))
    }
    if hasLimits, let highest, highest.isFinite {
      pairs.append(("maximum", .number(highest)))
    }
    return pairs
  }

  /// Texts that are no words: shares such as `80%` and `1/2`, or anything
  /// that a sentence of the manual describes.
  private func text(_ taken: Set<String>) -> Pairs? {
    if taken.isEmpty { return nil }
    if taken.isSubset(of: ["50%", "1/2"]) {
      return [
        ("type", .text("string")),
        ("pattern", .text("^[-+0-9.eE]+(%|/[-+0-9.eE]+)$")),
      ]
    }
    return [("type", .text("string"))]
  }
}
