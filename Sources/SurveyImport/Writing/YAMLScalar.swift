import SurveyData

/// A YAML value that reads back as `text` in one or both languages.
func yamlText(_ text: LocalizedText) -> String {
  if let chinese = text.chinese, chinese == text.english {
    return yamlScalar(chinese)
  }
  var parts: [String] = []
  if let chinese = text.chinese { parts.append("zh: \(yamlScalar(chinese))") }
  if let english = text.english { parts.append("en: \(yamlScalar(english))") }
  return "{\(parts.joined(separator: ", "))}"
}

/// A YAML scalar that reads back as `text`, quoted unless it is a plain word
/// or a whole number.
public func yamlScalar(_ text: String) -> String {
  let first = text.unicodeScalars.first
  let isWord =
    text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_"
        || $0 == "-"
    } && (first?.properties.isAlphabetic ?? false)
  let isKeyword = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
    .contains(text.lowercased())
  if isWord && !isKeyword || (Int(text).map(String.init) == text) {
    return text
  }
  var quoted = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": quoted += "\\\""
    case "\\": quoted += "\\\\"
    case "\n": quoted += "\\n"
    case "\r": quoted += "\\r"
    case "\t": quoted += "\\t"
    case _
    where scalar.value < 0x20 || scalar.value == 0x7F
      || (0x80...0x9F).contains(scalar.value)
      || (0x2028...0x2029).contains(scalar.value) || scalar.value == 0xFEFF:
      let digits = String(scalar.value, radix: 16, uppercase: true)
      quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: quoted.unicodeScalars.append(scalar)
    }
  }
  return quoted + "\""
}
