import Diagnostics

/// Made-up settings that readers are tried with.
indirect enum SettingsSketch: Sendable {
  case text(String)
  case list([SettingsSketch])
  case map([(key: String, value: SettingsSketch)])

  /// A text that is no key and no word of any reader. It stands for names of
  /// the user's own, of data sets, analyses and columns alike, so that what
  /// names them finds them.
  static let name = "zzqq"

  /// A step into a sketch.
  enum Step: Hashable {
    case key(String)
    case item(Int)
  }

  /// The sketch with `value` at `path`; what the path lacks is made.
  func setting(_ value: SettingsSketch, at path: ArraySlice<Step>)
    -> SettingsSketch
  {
    guard let step = path.first else { return value }
    switch step {
    case .key(let key):
      var pairs: [(key: String, value: SettingsSketch)] = []
      if case .map(let found) = self { pairs = found }
      let position = pairs.firstIndex { $0.key == key }
      let old = position.map { pairs[$0].value } ?? .map([])
      let new = old.setting(value, at: path.dropFirst())
      if let position {
        pairs[position].value = new
      } else {
        pairs.append((key, new))
      }
      return .map(pairs)
    case .item(let index):
      guard case .list(var items) = self, items.indices.contains(index) else {
        return self
      }
      items[index] = items[index].setting(value, at: path.dropFirst())
      return .list(items)
    }
  }

  /// The texts that a single value is tried with beside words and limits:
  /// a name, numbers, shares, truth values, a day, a condition, a threshold,
  /// a calculation of columns, a pattern of names.
  static let texts = [
    "1", "0.5", "2", "5", "50%", "1/2", "true", "false", "2024-01-01",
    "\(name) = 1", "5 * mean", "mean(\(name))", "{item}_{wave}",
    "{item}_{\(name)}", "\(name)*\(name)_", "none",
  ]

  /// Those that are tried where a number or a word is asked for.
  static let askedTexts = ["1", "0.5", "50%", "true", "false", "none"]

  /// The lists that are tried.
  static let lists: [SettingsSketch] = [
    .list([.text(name)]), .list([.text("1"), .text("5")]),
    .list([.text("0.3"), .text("3")]), .list([.text("\(name)*\(name)_")]),
    .list([.list([.text(name)])]), .list([.map([])]),
    .list([.map([(name, .text(name))])]), .list([]),
  ]

  /// The mappings that are tried.
  static let maps: [SettingsSketch] = [
    .map([]), .map([(name, .text(name))]), .map([(name, .text("1"))]),
    .map([(name, .list([.text(name)]))]), .map([(name, .map([]))]),
    .map([(name, .text("blank"))]), .map([(name, .text("\(name) = 1"))]),
    .map([(name, .text("mean(\(name))"))]),
  ]
}
