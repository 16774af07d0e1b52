import Diagnostics
import Settings
import SurveyData

/// Reads the keys `files`, `append`, `label-column`, `join`, `reshape` and
/// `recipe` of a data set.
///
/// The plans of further files are completed by `complete`, after the keys
/// that say how a file is read are known.
struct PreparationReader {
  let reader: SettingsReader
  let name: String

  /// A file of `files` or `append`.
  struct Listed {
    var file: FileReference
    var label: String?
    var codebook: FileReference?
  }

  /// The files in order, those of `file` and `append` or those of `files`.
  func files() -> [Listed] {
    if reader.has("files") {
      for key in ["file", "append"] where reader.has(key) {
        reader.reportWrong(key, "'\(key)' and 'files' exclude each other")
      }
      let listed = (reader.list("files") ?? []).compactMap(listedFile)
      if listed.isEmpty, case .list? = reader.node("files")?.content {
        reader.reportWrong("files", "'files' is an empty list")
      }
      return listed
    }
    guard let first = reader.file("file") else {
      // The key is known; what is missing is the file above it.
      _ = reader.list("append")
      return []
    }
    return [Listed(file: first)]
      + (reader.list("append") ?? []).compactMap(listedFile)
  }

  private func listedFile(_ node: SettingsNode) -> Listed? {
    if case .scalar(let path, _) = node.content, !node.isNull {
      return Listed(file: FileReference(path: path, place: node.place))
    }
    let own = SettingsReader(
      node, subject: "a file of '\(name)'", log: reader.log)
    defer { own.finish() }
    guard let file = own.file("file") else {
      own.reportMissing("file", help: "write {file: a.csv, label: 2024}")
      return nil
    }
    return Listed(
      file: file, label: own.string("label"), codebook: own.file("codebook"))
  }

  /// Reads everything but the files, which come first.
  func preparation(_ files: [Listed], node: SettingsNode) -> Preparation {
    var result = Preparation()
    result.node = node
    let column = reader.placedName("label-column")
    if files.count > 1 {
      let hasLabels = column != nil || files.contains { $0.label != nil }
      let place = reader.place(of: reader.has("files") ? "files" : "append")
      result.append = AppendPlan(
        labelColumn: hasLabels ? column ?? PlacedName("wave", at: place) : nil,
        at: place)
      result.firstLabel = label(files[0])
    } else if let column {
      reader.reportWrong(
        "label-column", "'\(column.name)' has nothing to tell apart",
        help: "it is for several files under 'files' or 'append'")
    }
    result.joins = (reader.list("join") ?? []).enumerated().compactMap {
      join($0.element, position: $0.offset)
    }
    result.shape = shape()
    result.recipe = Recipe(
      (reader.list("recipe") ?? []).compactMap {
        recipeStep($0, log: reader.log)
      })
    if let node = reader.node("recipe"), case .map = node.content {
      reader.reportWrong(
        "recipe", "'recipe' is a list of steps, not a mapping",
        help: "begin each step with '- '")
    }
    return result
  }

  /// Puts further files into a plan, which are read as its first one is.
  static func complete(_ plan: inout DataPlan, _ files: [Listed]) {
    func other(_ suffix: String, _ file: FileReference) -> DataPlan {
      DataPlan(
        name: "\(plan.name)+\(suffix)", file: file, codebook: plan.codebook,
        options: plan.options)
    }
    for (position, listed) in files.enumerated().dropFirst() {
      var own = other(String(position + 1), listed.file)
      if let codebook = listed.codebook { own.codebook = codebook }
      let reader = PreparationReader.label(listed)
      plan.preparation.parts.append(
        Preparation.Part(plan: own, label: reader))
    }
    if let codebook = files.first?.codebook { plan.codebook = codebook }
  }

  private func label(_ listed: Listed) -> String { Self.label(listed) }

  private static func label(_ listed: Listed) -> String {
    if let label = listed.label { return label }
    let name = FileSystem.name(of: listed.file.path)
    guard let point = name.lastIndex(of: "."), point != name.startIndex else {
      return name
    }
    return String(name[..<point])
  }

  // MARK: - Join

  private func join(_ node: SettingsNode, position: Int) -> Preparation.Join? {
    let own = SettingsReader(
      node, subject: "the join of '\(name)'", log: reader.log)
    defer { own.finish() }
    let kind: JoinPlan.Kind = own.choice("kind") ?? .left
    let prefix = own.string("prefix") ?? ""
    let suffix = own.string("suffix") ?? ""
    let many = own.boolean("many") ?? false
    let columns = own.placedNames("columns")
    let codebook = own.file("codebook")
    guard let with = own.placedName("with") else {
      own.reportMissing("with", help: "name a data set or a file")
      return nil
    }
    let keys = own.keyPairs("key")
    guard !keys.isEmpty else {
      if !own.has("key") {
        own.reportMissing("key", help: "name the column that both tables have")
      }
      return nil
    }
    let isFile = with.name.contains(".") || with.name.contains("/")
    let file =
      isFile
      ? DataPlan(
        name: "\(name)+join\(position + 1)",
        file: FileReference(path: with.name, place: with.place),
        codebook: codebook, options: .init()) : nil
    return Preparation.Join(
      name: PlacedName(file?.name ?? with.name, at: with.place), file: file,
      plan: JoinPlan(
        keys: keys, kind: kind, prefix: prefix, suffix: suffix,
        allowsMany: many, columns: columns, at: node.place))
  }

  // MARK: - Shape

  private func shape() -> Preparation.Shape? {
    guard let own = reader.reader("reshape") else { return nil }
    defer { own.finish() }
    switch (own.reader("long"), own.reader("wide")) {
    case (let long?, nil): return longShape(long)
    case (nil, let wide?): return wideShape(wide)
    case (nil, nil):
      own.reportMissing("long", help: "write long: {…} or wide: {…}")
      return nil
    case (_?, _?):
      reader.reportWrong("reshape", "'long' and 'wide' exclude each other")
      return nil
    }
  }

  private func longShape(_ own: SettingsReader) -> Preparation.Shape? {
    defer { own.finish() }
    let identifiers = own.placedNames("id")
    let names = own.placedName("names")
    let values = own.placedName("values") ?? PlacedName("value", at: own.place)
    guard let node = own.node("from") else {
      own.reportMissing(
        "from", help: "write from: [q1_w1, q1_w2] or from: \"{item}_{wave}\"")
      return nil
    }
    if case .list = node.content {
      guard let columns = own.placedNames("from") else { return nil }
      return .long(
        LongPlan(
          from: .columns(columns), identifiers: identifiers,
          names: names ?? PlacedName("name", at: own.place), values: values,
          at: own.place))
    }
    guard let written = own.placedName("from") else { return nil }
    guard let pattern = NamePattern(written.name),
      let field = pattern.fields.first(where: { $0 != "item" }),
      pattern.fields.count <= 2,
      pattern.fields.count == 1 || pattern.fields.contains("item")
    else {
      own.reportWrong(
        "from", "'\(written.name)' is no pattern of names",
        help: "write {item} where the name of the item stands and another "
          + "field for the rest: \"{item}_{wave}\"")
      return nil
    }
    return .long(
      LongPlan(
        from: .pattern(pattern, written: written), identifiers: identifiers,
        names: names ?? PlacedName(field, at: written.place), values: values,
        at: own.place))
  }

  private func wideShape(_ own: SettingsReader) -> Preparation.Shape? {
    defer { own.finish() }
    let identifiers = own.placedNames("id")
    let names = own.placedName("names")
    let values = own.placedNames("values")
    let written = own.string("pattern")
    for key in ["id", "names", "values"] where !own.has(key) {
      own.reportMissing(
        key, help: "write wide: {id: person, names: wave, values: [q1, q2]}")
    }
    guard let identifiers, let names, let values, !identifiers.isEmpty,
      !values.isEmpty
    else { return nil }
    guard let pattern = NamePattern(written ?? "{item}_{\(names.name)}"),
      Set(pattern.fields) == ["item", names.name]
    else {
      own.reportWrong(
        "pattern", "'\(written ?? "")' is no pattern of names",
        help: "write \"{item}_{\(names.name)}\"")
      return nil
    }
    return .wide(
      WidePlan(
        identifiers: identifiers, names: names, values: values,
        pattern: pattern, at: own.place))
  }
}

extension SettingsReader {
  /// The name at `key`.
  func placedName(_ key: String) -> PlacedName? {
    column(key).map { PlacedName($0.name, at: $0.place) }
  }

  /// The names at `key`; a single one is a list of one.
  func placedNames(_ key: String) -> [PlacedName]? {
    columns(key)?.map { PlacedName($0.name, at: $0.place) }
  }

  /// Names of this table with those of another: a name, a list of names, or
  /// a mapping where the names differ.
  func keyPairs(_ key: String) -> [(own: PlacedName, other: PlacedName)] {
    (list(key) ?? []).flatMap {
      node -> [(own: PlacedName, other: PlacedName)] in
      switch node.content {
      case .scalar(let text, _):
        let name = PlacedName(text, at: node.place)
        return [(name, name)]
      case .map(let entries):
        return entries.compactMap { entry in
          guard let other = entry.value.text, !entry.value.isNull else {
            reportWrong(key, "'\(key)' takes names of columns")
            return nil
          }
          return (
            PlacedName(entry.key, at: entry.keyPlace),
            PlacedName(other, at: entry.value.place)
          )
        }
      case .list:
        reportWrong(key, "'\(key)' takes names of columns, not lists")
        return []
      }
    }
  }
}
