import Diagnostics
import Settings

/// A study file with the files that it includes, as one.
struct StudyComposition {
  /// A file that was read, by its path from the study's folder.
  struct File {
    var path: String
    var text: String
  }

  /// The settings of all files in one.
  private(set) var node: SettingsNode
  /// The files, the study file first.
  private(set) var files: [File] = []

  /// How deep files may include files, and how many there may be.
  private static let largestDepth = 8
  private static let largestCount = 100

  /// The folder of the study file.
  private let folder: String
  /// The files on the way to the one that is read, to find loops.
  private var open: [(path: String, identity: [UInt64]?)] = []

  /// Reads the study file at `path` and all that it includes.
  ///
  /// - Throws: A `Diagnostic` for the first file that cannot be read, is no
  ///   YAML, includes itself or lies too deep.
  init(path: String) throws(Diagnostic) {
    folder = FileSystem.folder(of: path)
    node = SettingsNode(.map([]), at: Place(file: path))
    do {
      node = try read(
        FileSystem.name(of: path), bytes: try FileSystem.read(path))
    } catch let error as FileFault {
      throw missingFile(path, error)
    } catch let error as Diagnostic {
      throw error
    } catch {
      throw Diagnostic(.unreadableYAML, at: Place(file: path), "\(error)")
    }
  }

  private mutating func read(
    _ path: String, bytes: [UInt8]
  ) throws(Diagnostic) -> SettingsNode {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostic(
        .unreadableYAML, at: Place(file: path),
        "the study file is not UTF-8 text", help: "save it as UTF-8")
    }
    if !files.contains(where: { $0.path == path }) {
      files.append(File(path: path, text: text))
    }
    var own = try settings(fromYAML: text, file: path)
    guard case .map(let entries) = own.content,
      let include = entries.first(where: { $0.key == "include" }),
      !include.value.isNull
    else { return own }
    var items = [include.value]
    if case .list(let list) = include.value.content { items = list }
    open.append(
      (path, FileSystem.identity(of: FileSystem.join(folder, path))))
    defer { open.removeLast() }
    var base = SettingsNode(.map([]), at: own.place)
    for item in items {
      base.merge(try included(item, from: path))
    }
    base.merge(own)
    own.content = base.content
    return own
  }

  private mutating func included(
    _ item: SettingsNode, from path: String
  ) throws(Diagnostic) -> SettingsNode {
    do {
      return try readIncluded(item, from: path)
    } catch {
      var fault = error
      if fault.excerpt == nil, let place = fault.place, let line = place.line,
        let column = place.column,
        let text = files.first(where: { $0.path == place.file })?.text
      {
        fault.excerpt = excerpt(
          of: text, line: line, column: column,
          count: place == item.place ? item.text?.count ?? 1 : 1)
      }
      throw fault
    }
  }

  private mutating func readIncluded(
    _ item: SettingsNode, from path: String
  ) throws(Diagnostic) -> SettingsNode {
    guard let name = item.text, !item.isNull else {
      throw Diagnostic(
        .wrongValue, at: item.place,
        "'include' takes paths of YAML files, not \(item.kindName)",
        help: "write include: [common.yaml]")
    }
    if name.contains("${") {
      throw Diagnostic(
        .wrongValue, at: item.place,
        "the path of an included file cannot depend on a parameter",
        help: "name the file itself")
    }
    let target = Self.plain(
      name.hasPrefix("/")
        ? name : FileSystem.join(FileSystem.folder(of: path), name))
    let file = FileSystem.join(folder, target)
    let identity = FileSystem.identity(of: file)
    let isOpen = open.contains {
      $0.path == target || ($0.identity != nil && $0.identity == identity)
    }
    if isOpen {
      let way = (open.map(\.path) + [target]).joined(separator: " → ")
      throw Diagnostic(
        .includeLoop, at: item.place, "'\(name)' includes itself",
        notes: ["the files: \(way)"], help: "take it out of one of the lists")
    }
    if open.count >= Self.largestDepth || files.count >= Self.largestCount {
      throw Diagnostic(
        .includeLoop, at: item.place,
        open.count >= Self.largestDepth
          ? "files include files more than \(Self.largestDepth) levels deep"
          : "more than \(Self.largestCount) files are included",
        help: "include the files from the study itself")
    }
    let bytes: [UInt8]
    do {
      bytes = try FileSystem.read(file)
    } catch {
      throw missingFile(file, error, at: item.place, shownAs: name)
    }
    let node = try read(target, bytes: bytes)
    guard case .map = node.content else {
      throw Diagnostic(
        .wrongValue, at: node.place,
        "an included file has to be a mapping of keys, not \(node.kindName)",
        help: "write keys of a study in it, such as data: or parameters:")
    }
    return node
  }

  /// The path without `./` and without `a/..`.
  private static func plain(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}

extension SettingsNode {
  /// Lays `other` over the node: mappings are merged key by key, anything
  /// else is replaced. Keys keep the order of the node; new ones follow.
  fileprivate mutating func merge(_ other: SettingsNode) {
    guard case .map(var entries) = content,
      case .map(let added) = other.content
    else {
      self = other
      return
    }
    for entry in added {
      if let position = entries.firstIndex(where: { $0.key == entry.key }) {
        var value = entries[position].value
        value.merge(entry.value)
        value.place = entry.value.place
        entries[position] = entry
        entries[position].value = value
      } else {
        entries.append(entry)
      }
    }
    content = .map(entries)
    place = other.place
  }
}
