import Diagnostics

extension SettingsReader {
  /// Returns the text at `key`.
  public func string(_ key: String) -> String? {
    guard let node = node(key) else { return nil }
    guard let text = node.text else {
      reportWrong(
        key, "'\(key)' takes a single value, not \(node.kindName)")
      return nil
    }
    return text
  }

  /// Returns the text at `key`, and reports it when it is missing.
  public func requiredString(_ key: String, help: String? = nil) -> String? {
    guard has(key) else {
      reportMissing(key, help: help)
      return nil
    }
    return string(key)
  }

  /// Returns the text at `key`, meant to be one of `words`; what else it is
  /// the caller judges. Reports it when it is missing.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - words: The words to choose from.
  ///   - help: What to write where the key is missing.
  ///   - notes: Further facts, such as the words by what they are about.
  public func requiredWord(
    _ key: String, of words: [String], help: String? = nil,
    notes: [String] = []
  ) -> String? {
    note(key, .choice(words))
    guard has(key) else {
      reportMissing(key, help: help, notes: notes)
      return nil
    }
    return string(key)
  }

  /// Returns the texts at `key`; a single value is a list of one.
  public func strings(_ key: String) -> [String]? {
    guard let node = node(key) else { return nil }
    guard case .list(let items) = node.content else {
      return string(key).map { [$0] }
    }
    var texts: [String] = []
    for item in items {
      guard let text = item.text else {
        log.report(
          Diagnostic(
            .wrongValue, at: item.place,
            "'\(key)' takes a list of single values, not \(item.kindName)"))
        return nil
      }
      texts.append(text)
    }
    return texts
  }

  /// Returns the texts at `key`, and reports it when it is missing or empty.
  public func requiredStrings(_ key: String, help: String? = nil) -> [String]? {
    guard has(key) else {
      reportMissing(key, help: help)
      return nil
    }
    guard let texts = strings(key) else { return nil }
    if texts.isEmpty {
      reportWrong(key, "'\(key)' is an empty list", help: help)
      return nil
    }
    return texts
  }

  /// Returns the number at `key` when it lies within `limits`.
  public func number(
    _ key: String, in limits: ClosedRange<Double>? = nil
  ) -> Double? {
    note(key, .number(limits))
    guard let text = string(key) else { return nil }
    guard let value = number(from: text), value.isFinite else {
      reportWrong(key, "'\(key)' takes a number, not '\(text)'")
      return nil
    }
    if let limits, !limits.contains(value) {
      reportWrong(
        key,
        "'\(key)' has to lie between \(limits.lowerBound) and "
          + "\(limits.upperBound), not '\(text)'")
      return nil
    }
    return value
  }

  /// Returns the whole number at `key` when it lies within `limits`.
  public func integer(
    _ key: String, in limits: ClosedRange<Int>? = nil
  ) -> Int? {
    note(key, .integer(limits))
    guard let text = string(key) else { return nil }
    guard let value = Int(text) else {
      reportWrong(
        key, "'\(key)' takes a whole number, not '\(text)'",
        help: limits.map {
          $0.upperBound == .max
            ? "write a number from \($0.lowerBound) up"
            : "write a number from \($0.lowerBound) to \($0.upperBound)"
        })
      return nil
    }
    if let limits, !limits.contains(value) {
      reportWrong(
        key,
        "'\(key)' has to lie between \(limits.lowerBound) and "
          + "\(limits.upperBound), not '\(text)'")
      return nil
    }
    return value
  }

  /// Returns the truth value at `key`, written `true` or `false`.
  public func boolean(_ key: String) -> Bool? {
    guard let text = string(key) else { return nil }
    switch text {
    case "true", "True", "TRUE": return true
    case "false", "False", "FALSE": return false
    default:
      reportWrong(key, "'\(key)' takes true or false, not '\(text)'")
      return nil
    }
  }

  /// Returns the choice at `key`, one of the raw values of `type`.
  public func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Choice.Type = Choice.self
  ) -> Choice? where Choice.RawValue == String {
    note(key, .choice(Choice.allCases.map(\.rawValue)))
    guard let text = string(key) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let names = Choice.allCases.map(\.rawValue)
    reportWrong(
      key, "'\(key)' cannot be '\(text)'",
      help: nearest(to: text, in: names).map { "did you mean '\($0)'?" }
        ?? "choose one of: \(names.joined(separator: ", "))")
    return nil
  }

  /// Returns a reader for the mapping at `key`.
  public func reader(_ key: String, subject: String? = nil) -> SettingsReader? {
    node(key).map {
      SettingsReader($0, subject: subject ?? "'\(key)'", log: log)
    }
  }

  /// Returns the nodes of the list at `key`; a single value is a list of one.
  public func list(_ key: String) -> [SettingsNode]? {
    guard let node = node(key) else { return nil }
    if case .list(let items) = node.content { return items }
    return [node]
  }

  /// Reads a number, or a fraction such as `1/2` or a percentage like `80%`.
  private func number(from text: String) -> Double? {
    if text.hasSuffix("%") { return Double(text.dropLast()).map { $0 / 100 } }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2, let top = Double(parts[0]),
      let bottom = Double(parts[1]),
      bottom != 0
    {
      return top / bottom
    }
    return Double(text)
  }
}
