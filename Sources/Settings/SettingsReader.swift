import Diagnostics

/// Reads the keys of one mapping by type, and reports what is wrong with them.
///
/// Ask for each key that has a meaning, then call `finish()`: every key that
/// nobody asked for is reported as unknown, with the nearest known one. No
/// method stops at a fault; all of them go to the log, and the value comes
/// back as `nil` or as the default.
public final class SettingsReader {
  /// Where the mapping stands.
  public let place: Place
  /// Where faults are reported.
  public let log: DiagnosticLog
  /// What the mapping is, in messages: `the analysis 'satisfaction'`.
  public let subject: String

  private let entries: [SettingsNode.Entry]
  /// The mapping is something else, which is reported and says enough.
  private let isUnreadable: Bool
  /// The keys that were asked for, in order and each once.
  private var known: [String] = []
  private var isKnown: Set<String> = []
  /// What is found out about the mapping while readers are tried.
  private var mark: ShapeMark?
  private var readingIndex = 0

  /// Starts to read `node`; anything but a mapping is reported. With `help`,
  /// the next step of that report, its keys are not reported as missing too.
  public init(
    _ node: SettingsNode, subject: String, log: DiagnosticLog,
    help: String? = nil
  ) {
    self.place = node.place
    self.subject = subject
    self.log = log
    mark = node.mark
    if case .map(let entries) = node.content {
      self.entries = entries
      isUnreadable = false
    } else {
      self.entries = []
      if case .scalar(let text, isQuoted: false) = node.content,
        let slip = KeySlip(text)
      {
        isUnreadable = true
        log.report(
          Diagnostic(
            .unreadableYAML, at: node.place, slip.message, help: slip.help))
      } else {
        isUnreadable = help != nil && !node.isNull
        if !node.isNull {
          log.report(
            Diagnostic(
              .wrongValue, at: node.place,
              "\(subject) has to be a mapping of keys, not \(node.kindName)",
              help: help))
        }
      }
    }
    if case .map = node.content { beginReading() } else { mark = nil }
  }

  /// The keys that the mapping has, in order.
  public var keys: [String] { entries.map(\.key) }

  /// Returns the node at `key`, or `nil` when it is absent or empty.
  public func node(_ key: String) -> SettingsNode? {
    know(key)
    guard var value = entries.first(where: { $0.key == key })?.value,
      !value.isNull
    else { return nil }
    if let mark {
      mark.trial.touched.insert(value.place.line ?? 0)
      value.attach(mark.shape.child(key), mark.trial)
    }
    return value
  }

  /// Whether the key is there with a value. Marks it as known.
  public func has(_ key: String) -> Bool {
    know(key)
    return entries.contains { $0.key == key && !$0.value.isNull }
  }

  /// The place of a key, or of the mapping when the key is absent.
  public func place(of key: String) -> Place {
    entries.first { $0.key == key }?.keyPlace ?? place
  }

  /// The place of the value of a key, or of the mapping when it is absent.
  public func valuePlace(of key: String) -> Place {
    entries.first { $0.key == key }?.value.place ?? place
  }

  /// All entries, for mappings whose keys are the user's own names.
  public func allEntries() -> [SettingsNode.Entry] {
    for entry in entries { know(entry.key) }
    guard let mark else { return entries }
    return entries.map { entry in
      var entry = entry
      mark.trial.touched.insert(entry.value.place.line ?? 0)
      entry.value.attach(mark.shape.child(entry.key), mark.trial)
      return entry
    }
  }

  private func know(_ key: String) {
    if isKnown.insert(key).inserted { known.append(key) }
    guard let mark else { return }
    mark.shape.know(key)
    mark.trial.readings[readingIndex].asked.append(key)
  }

  /// Reports that `key` is missing, unless the mapping could not be read.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - help: What to write.
  ///   - notes: Further facts, such as the words to choose from.
  public func reportMissing(
    _ key: String, help: String? = nil, notes: [String] = []
  ) {
    if isUnreadable { return }
    if let mark { mark.trial.readings[readingIndex].missing.insert(key) }
    log.report(
      Diagnostic(
        .missingKey, at: place, "\(subject) needs the key '\(key)'",
        notes: notes,
        help: help
          ?? (place.file == optionsFile ? "add --set \(key)=…" : nil)))
  }

  /// Reports that the value of `key` will not do.
  public func reportWrong(_ key: String, _ message: String, help: String? = nil)
  {
    log.report(
      Diagnostic(.wrongValue, at: valuePlace(of: key), message, help: help))
  }

  /// Reports every key that was never asked for.
  public func finish() {
    for entry in entries where !isKnown.contains(entry.key) {
      let guess = nearest(to: entry.key, in: known)
      let choices = known.sorted().joined(separator: ", ")
      log.report(
        Diagnostic(
          .unknownKey, at: entry.keyPlace,
          "\(subject) has no key '\(entry.key)'",
          help: guess.map { "did you mean '\($0)'?" }
            ?? (choices.isEmpty ? nil : "known keys: \(choices)")))
    }
  }
}

// MARK: - Shapes

extension SettingsReader {
  private func beginReading() {
    guard let mark else { return }
    readingIndex = mark.trial.readings.count
    mark.trial.readings.append(
      ShapeTrial.Reading(
        shape: mark.shape, id: place.line ?? 0, present: Set(keys)))
  }

  /// Says that the keys that are asked for from here on depend on `word`, the
  /// value of a key that was asked for before.
  public func narrow(to word: String) {
    guard let mark else { return }
    self.mark = ShapeMark(
      shape: mark.shape.narrowed(to: word), trial: mark.trial)
    beginReading()
  }

  /// Says that the value at `key` has the shape called `name`, which stands
  /// at other keys too and is described once.
  public func share(_ key: String, as name: String) {
    guard let mark else { return }
    mark.shape.put(mark.trial.shared.shape(name), at: key)
  }

  /// Makes `key` known, with a mapping of anything as its value.
  public func acceptMapping(_ key: String) {
    mark?.shape.child(key).isFree = true
    know(key)
  }

  /// Keeps what kind of value is asked for at `key`.
  func note(_ key: String, _ ask: SettingsShape.Ask) {
    mark?.shape.child(key).asks.insert(ask)
  }
}
