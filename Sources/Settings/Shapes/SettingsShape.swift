/// What readers ask of a value and which forms of it they take, found out by
/// letting them read made-up settings.
///
/// Nothing is declared here: the shape of a mapping has the keys that its
/// reader asked for, so that no reader can know a key that its shape lacks.
public final class SettingsShape {
  /// What a reader asked for.
  public enum Ask: Hashable {
    /// A number within limits, if there are some.
    case number(ClosedRange<Double>?)
    /// A whole number within limits, if there are some.
    case integer(ClosedRange<Int>?)
    /// One of these words.
    case choice([String])
  }

  /// The name of a shape that stands at several keys.
  public internal(set) var name: String?
  /// The keys that readers asked for, in the order in which they did.
  public private(set) var keys: [String] = []
  /// Whether the mapping takes names of the user's own as keys.
  public internal(set) var isOpen = false
  /// The shapes of a mapping that depend on a word in it, such as the kind.
  public private(set) var cases: [(word: String, shape: SettingsShape)] = []
  /// Whether a list is taken.
  public internal(set) var takesList = false
  /// Whether a mapping is taken.
  public internal(set) var takesMap = false
  /// The texts that were taken out of those that were tried.
  public internal(set) var texts: Set<String> = []
  /// The words that the readers' messages offer.
  public internal(set) var words: [String] = []
  /// Whether it is a mapping of anything, which nothing is said about.
  public internal(set) var isFree = false
  /// What readers asked for.
  public internal(set) var asks: Set<Ask> = []
  /// Whether every value was refused for one and the same reason.
  public internal(set) var isRefused = false

  /// How often a key was absent, and how often its absence was reported.
  var absences: [String: (all: Int, reported: Int)] = [:]
  /// The first value that was taken.
  var sample: SettingsSketch?
  private var known: Set<String> = []
  private var children: [String: SettingsShape] = [:]
  private var own: [String: SettingsShape] = [:]

  init() {}
}

extension SettingsShape {
  /// The shape of the values of the user's own names.
  public var value: SettingsShape { part("value") }
  /// The shape of the items of a list.
  public var item: SettingsShape { part("item") }

  private func part(_ name: String) -> SettingsShape {
    if let shape = own[name] { return shape }
    let shape = SettingsShape()
    own[name] = shape
    return shape
  }

  /// The shape of the value at `key`.
  public func child(_ key: String) -> SettingsShape {
    if key == SettingsSketch.name { return value }
    if let shape = children[key] { return shape }
    let shape = SettingsShape()
    children[key] = shape
    return shape
  }

  /// Whether a reader reports every mapping that lacks `key`.
  public func requires(_ key: String) -> Bool {
    guard let count = absences[key] else { return false }
    return count.all > 0 && count.all == count.reported
  }

  /// The words of all choices, and those that messages offer.
  public var allWords: [String] {
    var words: [String] = []
    let choices = asks.compactMap { ask -> [String]? in
      if case .choice(let words) = ask { words } else { nil }
    }
    for word in choices.sorted(by: { $0.joined() < $1.joined() }).joined() {
      if !words.contains(word) { words.append(word) }
    }
    for word in self.words where !words.contains(word) { words.append(word) }
    return words
  }

  /// Keeps that a reader asked for `key`.
  func know(_ key: String) {
    if key == SettingsSketch.name {
      isOpen = true
    } else if known.insert(key).inserted {
      keys.append(key)
    }
  }

  /// The shape for the case `word`.
  func narrowed(to word: String) -> SettingsShape {
    if let found = cases.first(where: { $0.word == word }) {
      return found.shape
    }
    let shape = SettingsShape()
    cases.append((word, shape))
    return shape
  }

  /// Puts a shape that stands at several keys at one of them.
  func put(_ shape: SettingsShape, at key: String) {
    if key != SettingsSketch.name { children[key] = shape }
  }
}
