import Diagnostics

/// Finds the shape of a file by letting its reader read made-up settings.
///
/// - Parameters:
///   - start: Settings to start from: for each key the text at it, with dots
///     between the levels; `*` stands for a name of the user's own.
///   - read: Reads settings and reports to the log, as it always does.
/// - Returns: The shape of the file and those that stand at several keys, by
///   name.
public func settingsShape(
  startingWith start: [(key: String, value: String)],
  read: @escaping (SettingsNode, DiagnosticLog) -> Void
) -> (file: SettingsShape, shared: [(name: String, shape: SettingsShape)]) {
  var sketch = SettingsSketch.map([])
  for (key, value) in start {
    let path = key.split(separator: ".").map {
      SettingsSketch.Step.key($0 == "*" ? SettingsSketch.name : String($0))
    }
    sketch = sketch.setting(.text(value), at: path[...])
  }
  let explorer = ShapeExplorer(read: read)
  explorer.explore(from: sketch)
  return (
    explorer.root,
    explorer.shared.byName.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  )
}

/// Tries every key that readers ask for with values of every form, and in
/// whatever was taken looks for further keys.
private final class ShapeExplorer {
  let root = SettingsShape()
  let shared = SharedShapes()
  private let read: (SettingsNode, DiagnosticLog) -> Void

  /// A key to try: its shape, and the settings in which it was asked for.
  private struct Task {
    var shape: SettingsShape
    var sketch: SettingsSketch
    var path: ShapeTrial.Path
    var situation: Situation
  }

  /// A shape in the situation in which it was found.
  private struct Situation: Hashable {
    var shape: ObjectIdentifier
    var word: String
  }

  private var queue: [Task] = []
  private var found: Set<Situation> = []
  /// Settings whose readers missed something, to be completed and tried
  /// again.
  private var incomplete: [SettingsSketch] = []
  /// Keys whose values no reader took in hand yet.
  private var untouched: Set<Situation> = []
  private var trialCount = 0
  /// Far more than are needed; a reader that asks for ever new keys must not
  /// keep the program busy for ever.
  private let largestTrialCount = 200_000

  init(read: @escaping (SettingsNode, DiagnosticLog) -> Void) {
    self.read = read
  }

  func explore(from start: SettingsSketch) {
    look(at: trial(start), of: start, word: "")
    incomplete.append(start)
    var rounds = 0
    repeat {
      var next = 0
      while next < queue.count {
        let task = queue[next]
        next += 1
        explore(task)
      }
      queue = []
      let sketches = incomplete
      incomplete = []
      found.subtract(untouched)
      untouched = []
      rounds += 1
      for sketch in sketches { complete(sketch) }
    } while !queue.isEmpty && rounds < 4 && trialCount < largestTrialCount
  }

  private func trial(_ sketch: SettingsSketch) -> ShapeTrial {
    trialCount += 1
    return ShapeTrial(sketch, root, shared: shared, read: read)
  }

  /// Puts what was asked for the first time on the queue.
  private func look(
    at trial: ShapeTrial, of sketch: SettingsSketch, word: String,
    known: Set<String> = [], at mapping: ShapeTrial.Path = []
  ) {
    for reading in trial.readings {
      let path = trial.paths[reading.id]
      for key in reading.asked {
        // Only keys beside the word depend on it.
        let depends = !word.isEmpty && path == mapping && !known.contains(key)
        add(
          reading.shape.child(key), path + [.key(key)], sketch,
          word: depends ? word : "")
      }
    }
  }

  private func add(
    _ shape: SettingsShape, _ path: ShapeTrial.Path, _ sketch: SettingsSketch,
    word: String
  ) {
    guard path.count <= 14, !shape.isFree else { return }
    let situation = Situation(shape: ObjectIdentifier(shape), word: word)
    guard found.insert(situation).inserted else { return }
    queue.append(
      Task(shape: shape, sketch: sketch, path: path, situation: situation))
  }

  // MARK: - One key

  private func explore(_ task: Task) {
    let mapping = Array(task.path.dropLast())
    let base = trial(task.sketch)
    let known = Set(base.asked(at: mapping).map(\.key))
    var messages: Set<String> = []
    var isTaken = false
    var isTouched = false
    func attempt(_ value: SettingsSketch) -> Bool {
      let sketch = task.sketch.setting(value, at: task.path[...])
      let trial = trial(sketch)
      var word = ""
      if case .text(let text) = value {
        word = task.shape.allWords.contains(text) ? text : "set"
      }
      look(at: trial, of: sketch, word: word, known: known, at: mapping)
      guard trial.isTouched(task.path) else { return false }
      isTouched = true
      let refusals = trial.refusals(at: task.path)
      if refusals.isEmpty {
        isTaken = true
        if task.shape.sample == nil { task.shape.sample = value }
        if isSituation(value, task.shape),
          trial.readings.contains(where: { !$0.missing.isEmpty })
        {
          incomplete.append(sketch)
        }
        if case .map(let pairs) = value, !pairs.isEmpty,
          !trial.isRead(at: task.path)
        {
          // The reader goes through the entries itself.
          task.shape.isOpen = true
          add(
            task.shape.value, task.path + [.key(SettingsSketch.name)], sketch,
            word: "")
        }
        return true
      }
      messages.formUnion(refusals.map { "\($0.code.id) \($0.message)" })
      if case .text(SettingsSketch.name) = value {
        for word in refusals.flatMap({ Self.offered($0.help) })
        where !task.shape.words.contains(word) {
          task.shape.words.append(word)
        }
      }
      return false
    }
    exploreTexts(task, attempt)
    exploreLists(task, attempt)
    exploreMaps(task, attempt)
    if !isTouched {
      // The reader gave up before; it may not in settings with more in them.
      untouched.insert(task.situation)
    }
    if !isTaken, messages.count == 1 { task.shape.isRefused = true }
  }

  /// Whether other keys may be asked for with `value` there: a word out of
  /// several, a mapping that was just begun, or a list of one.
  private func isSituation(
    _ value: SettingsSketch, _ shape: SettingsShape
  ) -> Bool {
    switch value {
    case .text(let text): shape.allWords.contains(text)
    case .map(let pairs): pairs.isEmpty
    case .list(let items):
      if case .map(let pairs)? = items.first { pairs.isEmpty } else { false }
    }
  }

  private func exploreTexts(
    _ task: Task, _ attempt: (SettingsSketch) -> Bool
  ) {
    // The first try may tell what is asked for.
    let name = SettingsSketch.name
    if attempt(.text(name)) { task.shape.texts.insert(name) }
    let others =
      task.shape.texts.contains(name)
      ? []
      : task.shape.asks.isEmpty
        ? SettingsSketch.texts : SettingsSketch.askedTexts
    for text in others where attempt(.text(text)) {
      task.shape.texts.insert(text)
    }
    for text in task.shape.allWords + limits(of: task.shape)
    where attempt(.text(text)) {
      task.shape.texts.insert(text)
    }
  }

  private func exploreMaps(
    _ task: Task, _ attempt: (SettingsSketch) -> Bool
  ) {
    for (position, map) in SettingsSketch.maps.enumerated() {
      if attempt(map) { task.shape.takesMap = true }
      // Neither an empty mapping nor one of names.
      if position == 1, !task.shape.takesMap { return }
    }
  }

  private func exploreLists(
    _ task: Task, _ attempt: (SettingsSketch) -> Bool
  ) {
    let item = task.shape.item
    for (position, list) in SettingsSketch.lists.enumerated() {
      if (1...3).contains(position), item.texts.contains(SettingsSketch.name) {
        continue
      }
      guard attempt(list) else { continue }
      task.shape.takesList = true
      guard case .list(let items) = list else { continue }
      for value in items {
        switch value {
        case .text(let text): item.texts.insert(text)
        case .list(let inner):
          item.takesList = true
          for case .text(let text) in inner { item.item.texts.insert(text) }
        case .map: item.takesMap = true
        }
      }
    }
    for text in (item.allWords + task.shape.allWords)
    where attempt(.list([.text(text)])) {
      task.shape.takesList = true
      item.texts.insert(text)
      if !item.words.contains(text) { item.words.append(text) }
    }
  }

  /// The limits of the numbers that are asked for.
  private func limits(of shape: SettingsShape) -> [String] {
    shape.asks.flatMap { ask -> [String] in
      switch ask {
      case .number(let limits?):
        ["\(limits.lowerBound)", "\(limits.upperBound)"]
      case .integer(let limits?):
        ["\(limits.lowerBound)", "\(limits.upperBound)"]
      default: []
      }
    }.sorted()
  }

  /// The words of `choose one of: a, b, c` and `choose from: a, b, c`.
  private static func offered(_ help: String?) -> [String] {
    guard let help,
      let colon = help.firstRange(of: "one of: ")
        ?? help.firstRange(of: "from: ")
    else { return [] }
    return help[colon.upperBound...].split(separator: ",").map {
      $0.drop { $0 == " " }
    }.prefix { word in
      !word.isEmpty
        && word.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
    }.map(String.init)
  }

  // MARK: - Completion

  /// Adds what the readers miss, as far as it is known by now, and looks for
  /// keys that they only ask for then.
  private func complete(_ start: SettingsSketch) {
    var sketch = start
    for _ in 0..<12 {
      let trial = trial(sketch)
      var hasGrown = false
      for reading in trial.readings {
        for key in reading.missing.sorted() {
          guard let sample = reading.shape.child(key).sample else { continue }
          sketch = sketch.setting(
            sample, at: (trial.paths[reading.id] + [.key(key)])[...])
          hasGrown = true
        }
      }
      if !hasGrown { break }
    }
    look(at: trial(sketch), of: sketch, word: "")
  }
}
