import Diagnostics

/// Builds a map from `--set` options, in the form that a study file has.
///
/// - `key=value` sets a single value.
/// - Dots nest: `design.strata=stype`.
/// - Commas make a list: `variables=api00,enroll`. A key that takes one text,
///   such as `where`, still gets the whole text.
/// - A value that starts with `[` or `{` is read as YAML:
///   `by=[[stype],[awards]]`.
///
/// - Throws: A `Diagnostic` for the first option that cannot be read.
public func settings(
  fromOptions options: [String]
) throws(Diagnostic) -> SettingsNode {
  var root: [SettingsNode.Entry] = []
  for option in options {
    let place = Place(file: "--set \(option)")
    guard let equals = option.firstIndex(of: "="), equals != option.startIndex
    else {
      throw Diagnostic(
        .wrongValue, at: place, "'\(option)' has no '='",
        help: "write --set key=value")
    }
    let path = option[..<equals].split(
      separator: ".", omittingEmptySubsequences: false
    ).map(String.init)
    guard path.count <= 64 else {
      throw Diagnostic(
        .wrongValue, at: Place(file: "--set"),
        "a key is nested more than 64 levels deep")
    }
    let value = String(option[option.index(after: equals)...])
    let node = try node(for: value, at: place)
    try insert(node, at: path[...], into: &root, place: place)
  }
  return SettingsNode(.map(root), at: Place(file: optionsFile))
}

/// Reads the value of an option that sets one thing: a single value, or YAML
/// when it starts with `[` or `{`.
///
/// - Throws: A `Diagnostic` when the YAML cannot be read.
public func settingsValue(
  _ text: String, at place: Place
) throws(Diagnostic) -> SettingsNode {
  if text.hasPrefix("[") || text.hasPrefix("{") {
    return try settings(fromYAML: text, file: place.file)
  }
  return SettingsNode(.scalar(text, isQuoted: false), at: place)
}

/// Where the options stand as a whole.
let optionsFile = "--set"

private func node(
  for value: String, at place: Place
) throws(Diagnostic) -> SettingsNode {
  if value.hasPrefix("[") || value.hasPrefix("{") {
    var node = try settings(fromYAML: value, file: place.file)
    node.unsplitText = value
    return node
  }
  guard value.contains(",") else {
    return SettingsNode(.scalar(value, isQuoted: false), at: place)
  }
  let items = value.split(separator: ",", omittingEmptySubsequences: false)
    .map { item in
      SettingsNode(
        .scalar(trimmed(item), isQuoted: false), at: place)
    }
  return SettingsNode(.list(items), at: place, unsplitText: value)
}

private func trimmed(_ text: Substring) -> String {
  var text = text
  while text.first == " " { text.removeFirst() }
  while text.last == " " { text.removeLast() }
  return String(text)
}

private func insert(
  _ node: SettingsNode, at path: ArraySlice<String>,
  into entries: inout [SettingsNode.Entry], place: Place
) throws(Diagnostic) {
  guard let key = path.first, !key.isEmpty else {
    throw Diagnostic(
      .wrongValue, at: place, "a part of the key is empty",
      help: "write keys as in a study file, with dots between the levels")
  }
  let position = entries.firstIndex { $0.key == key }
  if path.count == 1 {
    guard position == nil else {
      throw Diagnostic(
        .duplicateKey, at: place, "the key '\(key)' is set twice",
        help: "remove one of the two")
    }
    entries.append(
      SettingsNode.Entry(key: key, keyPlace: place, value: node))
    return
  }
  var children: [SettingsNode.Entry] = []
  if let position {
    guard case .map(let existing) = entries[position].value.content else {
      throw Diagnostic(
        .duplicateKey, at: place,
        "the key '\(key)' has a value already and can have no keys below it")
    }
    children = existing
  }
  try insert(node, at: path.dropFirst(), into: &children, place: place)
  let entry = SettingsNode.Entry(
    key: key, keyPlace: place,
    value: SettingsNode(.map(children), at: place))
  if let position { entries[position] = entry } else { entries.append(entry) }
}
