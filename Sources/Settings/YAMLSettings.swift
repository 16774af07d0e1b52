import Diagnostics
import Yams

/// Reads YAML into a node whose keys and values know their places.
///
/// Plain YAML only: anchors, aliases and tags are refused, and so is a text
/// of more than 1 MiB, 50,000 values or 64 levels. A key that stands twice in
/// one mapping is an error at its second place.
///
/// - Parameters:
///   - written: The YAML text; a byte order mark at its start is left out.
///   - file: The name to use in places.
/// - Throws: A `Diagnostic` for the first fault.
public func settings(
  fromYAML written: String, file: String
) throws(Diagnostic) -> SettingsNode {
  // Editors of Windows mark a file as UTF-8; no place is counted from it.
  let text =
    written.unicodeScalars.first == "\u{FEFF}"
    ? String(written.unicodeScalars.dropFirst()) : written
  guard text.utf8.count <= 1 << 20 else {
    throw Diagnostic(
      .unsupportedYAML, at: Place(file: file),
      "the file has \(text.utf8.count) bytes, more than 1 MiB")
  }
  try refuseManyAliases(in: text, file: file)
  let parser: Parser
  let root: Node?
  do {
    parser = try Parser(yaml: text, encoding: .utf8)
    root = try parser.singleRoot()
  } catch let error as YamlError {
    throw syntaxDiagnostic(error, text: text, file: file)
  } catch {
    throw Diagnostic(.unreadableYAML, at: Place(file: file), "\(error)")
  }
  guard let root else {
    return SettingsNode(.map([]), at: Place(file: file, line: 1, column: 1))
  }
  var converter = NodeConverter(file: file)
  // Nodes hold their anchors weakly, and the parser owns them.
  return try withExtendedLifetime(parser) { () throws(Diagnostic) in
    do throws(Diagnostic) {
      return try converter.convert(root, depth: 1)
    } catch {
      throw error.showing(text)
    }
  }
}

extension Diagnostic {
  /// The same with the line of `text` that it is about, where it has a place
  /// in it and no excerpt yet.
  fileprivate func showing(_ text: String) -> Diagnostic {
    guard excerpt == nil, let line = place?.line, let column = place?.column
    else { return self }
    var shown = self
    shown.excerpt = Settings.excerpt(
      of: text, line: line, column: column, count: 1)
    return shown
  }
}

/// Refuses a text with many aliases before the parser expands them: aliases
/// of aliases in a key would keep it busy for years.
private func refuseManyAliases(
  in text: String, file: String
) throws(Diagnostic) {
  let bytes = Array(text.utf8)
  var anchors: Set<ArraySlice<UInt8>> = []
  var aliasCount = 0
  var line = 1
  for (position, byte) in bytes.enumerated() {
    if byte == UInt8(ascii: "\n") { line += 1 }
    let isAnchor = byte == UInt8(ascii: "&")
    guard isAnchor || byte == UInt8(ascii: "*") else { continue }
    // Elsewhere the sign is part of a text.
    let before = position == 0 ? UInt8(ascii: "\n") : bytes[position - 1]
    guard " \t\r\n[{,:?-".utf8.contains(before) else { continue }
    let name = bytes[(position + 1)...].prefix {
      !" \t\r\n[]{},".utf8.contains($0)
    }
    if isAnchor {
      anchors.insert(name)
    } else if anchors.contains(name) {
      aliasCount += 1
      if aliasCount > 16 {
        throw Diagnostic(
          .unsupportedYAML, at: Place(file: file, line: line),
          "anchors and aliases are not supported",
          help: "write the value out where it is needed")
      }
    }
  }
}

private struct NodeConverter {
  let file: String
  var count = 0

  mutating func convert(
    _ node: Node, depth: Int
  ) throws(Diagnostic) -> SettingsNode {
    let place = self.place(node.mark)
    count += 1
    if count > 50_000 || depth > 64 {
      throw Diagnostic(
        .unsupportedYAML, at: place,
        depth > 64
          ? "values are nested more than 64 levels deep"
          : "the file has more than 50,000 values")
    }
    if node.anchor != nil {
      throw Diagnostic(
        .unsupportedYAML, at: place, "anchors and aliases are not supported",
        help: "write the value out where it is needed")
    }
    switch node {
    case .scalar(let scalar):
      let isQuoted = scalar.style != .plain && scalar.style != .any
      // The parser itself tags quoted text as text.
      if !isQuoted { try refuse(tag: scalar.tag, at: place) }
      return SettingsNode(
        .scalar(scalar.string, isQuoted: isQuoted), at: place)
    case .sequence(let sequence):
      try refuse(tag: sequence.tag, at: place)
      var items: [SettingsNode] = []
      for item in sequence { items.append(try convert(item, depth: depth + 1)) }
      return SettingsNode(.list(items), at: place)
    case .mapping(let mapping):
      try refuse(tag: mapping.tag, at: place)
      return SettingsNode(
        .map(try entries(of: mapping, depth: depth)), at: place)
    case .alias:
      throw Diagnostic(
        .unsupportedYAML, at: place, "anchors and aliases are not supported")
    }
  }

  private mutating func entries(
    of mapping: Node.Mapping, depth: Int
  ) throws(Diagnostic) -> [SettingsNode.Entry] {
    var entries: [SettingsNode.Entry] = []
    var seen: Set<String> = []
    for (key, value) in mapping {
      let keyPlace = place(key.mark)
      guard let name = key.scalar?.string else {
        throw Diagnostic(
          .unsupportedYAML, at: keyPlace, "a key has to be a single word")
      }
      guard seen.insert(name).inserted else {
        throw Diagnostic(
          .duplicateKey, at: keyPlace, "the key '\(name)' stands twice",
          help: "remove one of the two")
      }
      // `{满意：100}` is a key without a value to YAML.
      if key.scalar?.style == .plain, value.scalar?.string == "",
        value.scalar?.style == .plain, let slip = KeySlip(name)
      {
        throw Diagnostic(
          .unreadableYAML, at: keyPlace, slip.message, help: slip.help)
      }
      entries.append(
        SettingsNode.Entry(
          key: name, keyPlace: keyPlace,
          value: try convert(value, depth: depth + 1)))
    }
    return entries
  }

  private func refuse(tag: Tag, at place: Place) throws(Diagnostic) {
    guard !tag.rawValue.isEmpty else { return }
    throw Diagnostic(
      .unsupportedYAML, at: place, "tags such as '!!str' are not supported",
      help: "put a text that looks like a number in quotes")
  }

  private func place(_ mark: Mark?) -> Place {
    Place(file: file, line: mark?.line, column: mark?.column)
  }
}

private func syntaxDiagnostic(
  _ error: YamlError, text: String, file: String
) -> Diagnostic {
  switch error {
  case .scanner(_, let problem, let mark, _),
    .parser(_, let problem, let mark, _),
    .composer(_, let problem, let mark, _):
    let mayBeColon =
      problem.contains("':'") || problem.contains("mapping values")
    if let slip = slipDiagnostic(
      in: text, upTo: mark.line, file: file, looksForColons: mayBeColon)
    {
      return slip
    }
    if let fault = LayoutFault(
      problem, line: mark.line, column: mark.column, text: text)
    {
      return fault.diagnostic(text: text, file: file)
    }
    return Diagnostic(
      .unreadableYAML,
      at: Place(file: file, line: mark.line, column: mark.column),
      "the YAML cannot be read: \(problem)",
      excerpt: excerpt(
        of: text, line: mark.line, column: mark.column, count: 1),
      help: "check the indentation, and quote texts that contain ': ' or '#'")
  case .duplicatedKeysInMapping(let names, let context):
    let name = names.sorted().first ?? ""
    let place = secondPlace(of: name, in: text, after: context.mark.line)
    return Diagnostic(
      .duplicateKey,
      at: Place(file: file, line: place.line, column: place.column),
      "the key '\(name)' stands twice",
      excerpt: excerpt(
        of: text, line: place.line, column: place.column, count: name.count),
      help: "remove one of the two")
  default:
    return Diagnostic(
      .unreadableYAML, at: Place(file: file),
      "the YAML cannot be read: \(error)")
  }
}

/// The parser tells where the mapping starts, not where the key is repeated.
private func secondPlace(
  of key: String, in text: String, after line: Int
) -> (line: Int, column: Int) {
  let lines = text.split(
    omittingEmptySubsequences: false, whereSeparator: breaksLine)
  var indentations: Set<Int> = []
  for (index, content) in lines.enumerated() where index + 1 >= line {
    let indentation = content.prefix { $0 == " " }.count
    let rest = content.dropFirst(indentation)
    guard rest.hasPrefix("\(key):") || rest.hasPrefix("\"\(key)\":") else {
      continue
    }
    if !indentations.insert(indentation).inserted {
      return (index + 1, indentation + 1)
    }
  }
  return (line, 1)
}
