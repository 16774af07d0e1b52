import Diagnostics

/// One reading of a sketch: what was asked for and what was refused.
final class ShapeTrial {
  /// A mapping that a reader read.
  struct Reading {
    var shape: SettingsShape
    var id: Int
    var present: Set<String>
    var asked: [String] = []
    var missing: Set<String> = []
  }

  typealias Path = [SettingsSketch.Step]

  private(set) var node = SettingsNode(.map([]), at: Place(file: ""))
  var readings: [Reading] = []
  private(set) var paths: [Path] = []
  /// The numbers of the values that readers took in hand; of others it is not
  /// known what they would have said.
  var touched: Set<Int> = []
  /// The shapes that stand at several keys, by name.
  let shared: SharedShapes
  /// What was refused, by the number of the value.
  private(set) var refused: [Int: [Diagnostic]] = [:]

  /// Reads `sketch` with `read`.
  init(
    _ sketch: SettingsSketch, _ root: SettingsShape, shared: SharedShapes,
    read: (SettingsNode, DiagnosticLog) -> Void
  ) {
    self.shared = shared
    var node = made(sketch, [])
    node.attach(root, self)
    let log = DiagnosticLog()
    read(node, log)
    for diagnostic in log.diagnostics
    where diagnostic.severity == .error && diagnostic.code != .missingKey {
      guard let place = diagnostic.place, place.file == Self.file,
        let line = place.line
      else { continue }
      refused[line, default: []].append(diagnostic)
    }
    for reading in readings {
      // Where nothing is missing, nothing that is absent is needed, be it
      // asked for or not.
      let keys =
        reading.missing.isEmpty
        ? Set(reading.shape.keys) : Set(reading.asked)
      for key in keys where !reading.present.contains(key) {
        var count = reading.shape.absences[key] ?? (0, 0)
        count.all += 1
        if reading.missing.contains(key) { count.reported += 1 }
        reading.shape.absences[key] = count
      }
    }
  }

  private static let file = "shape"
  /// Expressions count on from the place of their text.
  private static let keyColumn = 1 << 20

  /// The place of a value is its number.
  private func made(_ sketch: SettingsSketch, _ path: Path) -> SettingsNode {
    let id = paths.count
    paths.append(path)
    let place = Place(file: Self.file, line: id, column: 1)
    switch sketch {
    case .text(let text):
      return SettingsNode(.scalar(text, isQuoted: false), at: place)
    case .list(let items):
      return SettingsNode(
        .list(
          items.enumerated().map { made($0.element, path + [.item($0.offset)]) }
        ), at: place)
    case .map(let pairs):
      return SettingsNode(
        .map(
          pairs.map { pair in
            let value = made(pair.value, path + [.key(pair.key)])
            return SettingsNode.Entry(
              key: pair.key,
              keyPlace: Place(
                file: Self.file, line: value.place.line, column: Self.keyColumn),
              value: value)
          }), at: place)
    }
  }

  /// What was refused at `path` and below it.
  func refusals(at path: Path) -> [Diagnostic] {
    refused.keys.sorted().filter { paths[$0].starts(with: path) }
      .flatMap { refused[$0] ?? [] }
  }

  /// The keys that were asked for in the mapping at `path`.
  func asked(at path: Path) -> [(shape: SettingsShape, key: String)] {
    readings.filter { paths[$0.id] == path }.flatMap { reading in
      reading.asked.map { (reading.shape, $0) }
    }
  }

  /// Whether a reader took the value at `path` in hand.
  func isTouched(_ path: Path) -> Bool {
    if !isRead(at: path.dropLast()) { return true }
    return paths.indices.contains { touched.contains($0) && paths[$0] == path }
  }

  /// Whether a reader read the keys of the mapping at `path`.
  func isRead(at path: some Collection<SettingsSketch.Step>) -> Bool {
    readings.contains { paths[$0.id].elementsEqual(path) }
  }
}

/// The shapes that stand at several keys, by name.
final class SharedShapes {
  var byName: [String: SettingsShape] = [:]

  func shape(_ name: String) -> SettingsShape {
    if let shape = byName[name] { return shape }
    let shape = SettingsShape()
    shape.name = name
    byName[name] = shape
    return shape
  }
}

/// Where a node of a sketch belongs; a trial uses it in one thread.
struct ShapeMark: @unchecked Sendable {
  let shape: SettingsShape
  unowned let trial: ShapeTrial
}

extension SettingsNode {
  /// Says to which shape the node and what is below it belong.
  mutating func attach(_ shape: SettingsShape, _ trial: ShapeTrial) {
    mark = ShapeMark(shape: shape, trial: trial)
    switch content {
    case .scalar: break
    case .list(var items):
      for index in items.indices { items[index].attach(shape.item, trial) }
      content = .list(items)
    case .map(var entries):
      for index in entries.indices {
        entries[index].value.attach(shape.child(entries[index].key), trial)
      }
      content = .map(entries)
    }
  }

  /// Says that the only keys of the mapping are `keys`, for readers that go
  /// through its entries themselves.
  public func offers(keys: [String]) {
    guard let mark else { return }
    mark.shape.takesMap = true
    if case .map(let entries) = content {
      for entry in entries {
        mark.trial.touched.insert(entry.value.place.line ?? 0)
      }
    }
    for key in keys { mark.shape.know(key) }
    mark.trial.readings.append(
      ShapeTrial.Reading(
        shape: mark.shape, id: place.line ?? 0, present: Set(keys),
        asked: keys))
  }
}
