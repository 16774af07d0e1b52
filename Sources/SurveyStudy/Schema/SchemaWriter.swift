import Settings

/// Writes shapes as JSON Schema.
struct SchemaWriter {
  typealias Pairs = [(key: String, value: JSONValue)]

  /// What the schema is of.
  var title: String
  /// Whether a value may be `${name}`.
  var hasParameters: Bool
  /// What a key means.
  var words: ([String]) -> String?
  /// A name of the user's own, as readers are tried with.
  static let name = "zzqq"

  /// The whole document.
  func document(
    _ file: SettingsShape, shared: [(name: String, shape: SettingsShape)]
  ) -> JSONValue {
    var definitions: Pairs = shared.map { name, shape in
      (name, .object(content(of: shape, path: [name])))
    }
    for (kind, shape) in file.child("analyses").value.cases {
      definitions.append((Self.definition(kind), self.kind(kind, shape)))
    }
    var pairs: Pairs = [
      ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
      ("title", .text(title)),
    ]
    pairs += root(file)
    if hasParameters {
      definitions.append(
        (
          "parameter",
          .object([
            ("description", .text("The value of a parameter of the study.")),
            ("type", .text("string")),
            ("pattern", .text("^\\$\\{[^}]+\\}$")),
          ])
        ))
    }
    if !definitions.isEmpty { pairs.append(("$defs", .object(definitions))) }
    return .object(pairs)
  }

  /// A study that includes others may leave to them what it has to have.
  private func root(_ file: SettingsShape) -> Pairs {
    object(file, path: []).map { key, value in
      guard hasParameters, key == "required" else { return (key, value) }
      return (
        "anyOf",
        .list([
          .object([("required", value)]),
          .object([("required", .list([.text("include")]))]),
        ])
      )
    }
  }

  private static func definition(_ kind: String) -> String { "kind-\(kind)" }

  /// An analysis of one kind, with the keys that all kinds have.
  private func kind(_ kind: String, _ shape: SettingsShape) -> JSONValue {
    let summary = AnalysisKinds.all.first { $0.kind == kind }?.summary
    var pairs = object(
      shape, path: [kind], first: [("kind", .object([("const", .text(kind))]))])
    if let summary { pairs.insert(("description", .text(summary)), at: 0) }
    return .object(pairs)
  }

  // MARK: - A value

  /// The schema of the value at a key, with the words about the key.
  private func property(_ shape: SettingsShape, path: [String]) -> JSONValue {
    var pairs: Pairs = []
    if let words = words(path) {
      pairs.append(("description", .text(words)))
    }
    if let name = shape.name {
      pairs.append(("$ref", .text("#/$defs/\(name)")))
    } else {
      pairs += content(of: shape, path: path)
    }
    return .object(pairs)
  }

  /// Every form that the value may have.
  private func content(of shape: SettingsShape, path: [String]) -> Pairs {
    if shape.isFree { return [("type", .text("object"))] }
    var forms = scalars(of: shape)
    if shape.takesList {
      var list: Pairs = [("type", .text("array"))]
      let item = content(of: shape.item, path: path)
      if !item.isEmpty { list.append(("items", .object(item))) }
      forms.append(list)
    }
    if shape.takesMap { forms.append(object(shape, path: path)) }
    if hasParameters, !forms.isEmpty, !shape.texts.contains(Self.name) {
      forms.append([("$ref", .text("#/$defs/parameter"))])
    }
    if forms.count == 1 { return forms[0] }
    return forms.isEmpty ? [] : [("anyOf", .list(forms.map { .object($0) }))]
  }

  // MARK: - Mappings

  private func object(
    _ shape: SettingsShape, path: [String], first: Pairs = []
  ) -> Pairs {
    var properties = first
    for key in shape.keys where !shape.child(key).isRefused {
      properties.append(
        (key, property(shape.child(key), path: path + [key])))
    }
    let required =
      first.map(\.key) + shape.keys.filter { shape.requires($0) }
    var pairs: Pairs = [("type", .text("object"))]
    if !properties.isEmpty {
      pairs.append(("properties", .object(properties)))
    }
    if !required.isEmpty {
      pairs.append(("required", .list(required.map { .text($0) })))
    }
    if shape.cases.isEmpty {
      pairs.append(
        (
          "additionalProperties",
          shape.isOpen
            ? property(shape.value, path: path + ["*"]) : .bool(false)
        ))
    } else {
      pairs.append(("allOf", .list(shape.cases.map { choice($0.word) })))
    }
    return pairs
  }

  /// With this kind the keys of this kind.
  private func choice(_ kind: String) -> JSONValue {
    .object([
      (
        "if",
        .object([
          (
            "properties",
            .object([("kind", .object([("const", .text(kind))]))])
          ), ("required", .list([.text("kind")])),
        ])
      ),
      (
        "then",
        .object([("$ref", .text("#/$defs/\(Self.definition(kind))"))])
      ),
    ])
  }
}
