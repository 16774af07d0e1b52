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
  /// The mapping is one text because of a slip, which is reported already.
  private let isSlip: Bool
  /// The keys that were asked for, in order and each once.
  private var known: [String] = []
  private var isKnown: Set<String> = []

  /// Starts to read `node`; anything but a mapping is reported.
  public init(_ node: SettingsNode, subject: String, log: DiagnosticLog) {
    self.place = node.place
    self.subject = subject
    self.log = log
    if case .map(let entries) = node.content {
      self.entries = entries
      isSlip = false
    } else {
      self.entries = []
      if case .scalar(let text, isQuoted: false) = node.content,
        let slip = KeySlip(text)
      {
        isSlip = true
        log.report(
          Diagnostic(
            .unreadableYAML, at: node.place, slip.message, help: slip.help))
      } else {
        isSlip = false
        if !node.isNull {
          log.report(
            Diagnostic(
              .wrongValue, at: node.place,
              "\(subject) has to be a mapping of keys, not \(node.kindName)"))
        }
      }
    }
  }

  /// The keys that the mapping has, in order.
  public var keys: [String] { entries.map(\.key) }

  /// Returns the node at `key`, or `nil` when it is absent or empty.
  public func node(_ key: String) -> SettingsNode? {
    know(key)
    guard let value = entries.first(where: { $0.key == key })?.value,
      !value.isNull
    else { return nil }
    return value
  }

  /// Whether the key is there with a value. Marks it as known.
  public func has(_ key: String) -> Bool { node(key) != nil }

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
    return entries
  }

  private func know(_ key: String) {
    if isKnown.insert(key).inserted { known.append(key) }
  }

  /// Reports that `key` is missing, unless the mapping could not be read.
  public func reportMissing(_ key: String, help: String? = nil) {
    if isSlip { return }
    log.report(
      Diagnostic(
        .missingKey, at: place, "\(subject) needs the key '\(key)'",
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
