import Foundation
import Settings

/// Checks settings against the part of JSON Schema that the program writes.
struct SchemaValidator {
  private let root: [String: Any]

  init(_ text: String) throws {
    let json = try JSONSerialization.jsonObject(with: Data(text.utf8))
    root = json as? [String: Any] ?? [:]
  }

  /// The faults of `node`, each with the place of the value.
  func faults(of node: SettingsNode) -> [String] {
    faults(of: node, root)
  }

  private func faults(
    of node: SettingsNode, _ schema: [String: Any]
  ) -> [String] {
    var faults: [String] = []
    func fault(_ text: String) { faults.append("\(node.place): \(text)") }
    // What is empty counts as absent.
    if node.isNull { return [] }
    if let reference = schema["$ref"] as? String {
      let name = String(reference.dropFirst("#/$defs/".count))
      let all = root["$defs"] as? [String: Any]
      guard let target = all?[name] as? [String: Any] else {
        return ["no definition is called \(name)"]
      }
      faults += self.faults(of: node, target)
    }
    if let type = schema["type"] {
      let types = (type as? [String]) ?? [type as? String ?? ""]
      if !types.contains(where: { isOf($0, node) }) {
        fault("is not \(types.joined(separator: " or "))")
        return faults
      }
    }
    if let choices = schema["enum"] as? [Any],
      !choices.contains(where: {
        isEqual($0, node)
      })
    {
      fault("is none of \(choices)")
    }
    if let value = schema["const"], !isEqual(value, node) {
      fault("is not \(value)")
    }
    if let pattern = schema["pattern"] as? String, let text = node.text,
      let expression = try? Regex(pattern),
      text.firstMatch(of: expression) == nil
    {
      fault("does not match \(pattern)")
    }
    if let number = node.text.flatMap(Double.init) {
      if let limit = schema["minimum"] as? Double, number < limit {
        fault("is below \(limit)")
      }
      if let limit = schema["maximum"] as? Double, number > limit {
        fault("is above \(limit)")
      }
    }
    if case .list(let items) = node.content,
      let schema = schema["items"] as? [String: Any]
    {
      for item in items { faults += self.faults(of: item, schema) }
    }
    if case .map(let entries) = node.content {
      faults += self.faults(of: entries, at: "\(node.place)", schema)
    }
    if let forms = schema["anyOf"] as? [[String: Any]] {
      let found = forms.map { self.faults(of: node, $0) }
      if !found.contains(where: \.isEmpty) {
        // Those of the form that came farthest tell most.
        faults += found.max { ($0.first ?? "") < ($1.first ?? "") } ?? []
      }
    }
    for part in schema["allOf"] as? [[String: Any]] ?? [] {
      guard let condition = part["if"] as? [String: Any],
        let consequence = part["then"] as? [String: Any]
      else { continue }
      if self.faults(of: node, condition).isEmpty {
        faults += self.faults(of: node, consequence)
      }
    }
    return faults
  }

  private func faults(
    of entries: [SettingsNode.Entry], at place: String, _ schema: [String: Any]
  ) -> [String] {
    var faults: [String] = []
    let properties = schema["properties"] as? [String: Any] ?? [:]
    for entry in entries {
      if let property = properties[entry.key] as? [String: Any] {
        faults += self.faults(of: entry.value, property)
      } else if let other = schema["additionalProperties"] {
        if let schema = other as? [String: Any] {
          faults += self.faults(of: entry.value, schema)
        } else if other as? Bool == false {
          faults.append("\(entry.keyPlace): no key '\(entry.key)'")
        }
      }
    }
    for key in schema["required"] as? [String] ?? []
    where !entries.contains(where: { $0.key == key }) {
      faults.append("\(place): needs '\(key)'")
    }
    return faults
  }

  private func isOf(_ type: String, _ node: SettingsNode) -> Bool {
    switch (type, node.content) {
    case ("object", .map), ("array", .list): true
    case ("string", .scalar(_, isQuoted: true)): true
    case ("string", .scalar(let text, _)):
      Double(text) == nil && text != "true" && text != "false"
    case ("boolean", .scalar(let text, isQuoted: false)):
      text == "true" || text == "false"
    case ("number", .scalar(let text, isQuoted: false)): Double(text) != nil
    case ("integer", .scalar(let text, isQuoted: false)): Int(text) != nil
    default: false
    }
  }

  private func isEqual(_ value: Any, _ node: SettingsNode) -> Bool {
    guard case .scalar(let text, let isQuoted) = node.content else {
      return false
    }
    if let word = value as? String { return word == text }
    if isQuoted { return false }
    guard let number = value as? NSNumber else { return false }
    if text == "true" || text == "false" {
      return number.stringValue == (text == "true" ? "1" : "0")
    }
    return Double(text) == number.doubleValue
  }
}
