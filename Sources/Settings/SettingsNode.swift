import Diagnostics

/// A value of a study file, a codebook or a `--set` option, with its place.
public struct SettingsNode: Sendable {
  /// What the value is made of.
  public enum Content: Sendable {
    /// A single value as written. Quoted text is never read as a number, a
    /// boolean or nothing.
    case scalar(String, isQuoted: Bool)
    /// Several values.
    case list([SettingsNode])
    /// Keys and their values, in the order of the file.
    case map([Entry])
  }

  /// One key of a map.
  public struct Entry: Sendable {
    /// The key as written.
    public var key: String
    /// Where the key stands.
    public var keyPlace: Place
    /// The value of the key.
    public var value: SettingsNode
  }

  /// The value.
  public var content: Content
  /// Where it stands.
  public var place: Place
  /// The text of a list that came from one `--set` option, for keys that take
  /// a single text with commas in it.
  public var unsplitText: String?
  /// The shape that it belongs to while readers are tried.
  var mark: ShapeMark?

  /// Creates a node.
  public init(_ content: Content, at place: Place, unsplitText: String? = nil) {
    self.content = content
    self.place = place
    self.unsplitText = unsplitText
  }
}

extension SettingsNode {
  /// Whether nothing was written: an empty scalar, `~` or `null`.
  public var isNull: Bool {
    guard case .scalar(let text, isQuoted: false) = content else {
      return false
    }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// The text of a scalar, or the unsplit text of a `--set` list. Of a mapping
  /// only a name in braces, such as `{case_id}`, can be meant as a text.
  public var text: String? {
    switch content {
    case .scalar(let text, _): text
    case .list: unsplitText
    case .map(let entries):
      entries.allSatisfy(\.value.isNull) ? unsplitText : nil
    }
  }

  /// A few words that name the kind of value in messages.
  public var kindName: String {
    switch content {
    case .scalar: isNull ? "nothing" : "a single value"
    case .list: "a list"
    case .map: "a mapping"
    }
  }
}
