import Hashing
import Settings
import SurveyImport

/// A step of a run: a file that is read, a table, an analysis, or what is
/// made of its result.
struct RunNode: Sendable {
  /// What a step does.
  enum Kind: String, Sendable, Codable, CaseIterable {
    /// A file as it lies there.
    case source = "import"
    /// The table of a data set: files read, put together and cleaned.
    case table
    /// An analysis.
    case statistic
    /// The charts and tables of a result.
    case figure
    /// The pages about the quality of the answers of a data set.
    case quality
    /// The report cards.
    case cards
    /// The report, the notebook and the file of results.
    case report

    /// Counts up when the same inputs give something else than before.
    var codeVersion: Int { 1 }

    /// The version of the program and of what the kind does.
    var code: String { "\(manyiVersion)/\(codeVersion)" }
  }

  /// A value of the study file, with the keys that lead to it.
  struct Parameter: Sendable, Codable, Hashable {
    var name: String
    var value: String
  }

  var kind: Kind
  /// The file, data set or analysis.
  var name: String
  /// What the study says about it.
  var parameters: [Parameter]
  /// The ids of the steps that it needs.
  var inputs: [String]
  /// The hash of all of that, and of what the steps before it are.
  var key: String

  /// The kind and the name.
  var id: String { Self.id(kind, name) }

  static func id(_ kind: Kind, _ name: String) -> String {
    name.isEmpty ? kind.rawValue : "\(kind.rawValue):\(name)"
  }

  /// Creates a step; the key follows from the rest.
  ///
  /// - Parameter keys: The keys of the inputs, in their order.
  init(
    _ kind: Kind, _ name: String, parameters: [Parameter], inputs: [String],
    keys: [String]
  ) {
    self.kind = kind
    self.name = name
    self.parameters = parameters
    self.inputs = inputs
    var text = LengthPrefixed()
    text.add(kind.rawValue)
    text.add(name)
    text.add(kind.code)
    for parameter in parameters {
      text.add(parameter.name)
      text.add(parameter.value)
    }
    text.add("inputs")
    for key in keys { text.add(key) }
    key = sha256(of: text.bytes)
  }
}

/// Texts one after the other, so that no two lists of texts give the same
/// bytes.
struct LengthPrefixed {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ text: String) {
    bytes += Array("\(text.utf8.count):".utf8)
    bytes += Array(text.utf8)
  }
}

extension SettingsNode {
  /// Every value below the node with the keys that lead to it, in the order
  /// of the file: what it says, whatever its comments and blanks.
  func parameters(under name: String) -> [RunNode.Parameter] {
    switch content {
    case .scalar(let text, let isQuoted):
      [RunNode.Parameter(name: name, value: isQuoted ? "\"\(text)\"" : text)]
    case .list(let items):
      items.isEmpty
        ? [RunNode.Parameter(name: name, value: "[]")]
        : items.enumerated().flatMap { position, item in
          item.parameters(under: "\(name)[\(position + 1)]")
        }
    case .map(let entries):
      entries.isEmpty
        ? [RunNode.Parameter(name: name, value: "{}")]
        : entries.flatMap { entry in
          entry.value.parameters(
            under: name.isEmpty ? entry.key : "\(name).\(entry.key)")
        }
    }
  }

  /// The values of the key `key` of a map.
  subscript(key: String) -> SettingsNode? {
    guard case .map(let entries) = content else { return nil }
    return entries.first { $0.key == key }?.value
  }

  /// The keys of a map.
  var keys: [String] {
    guard case .map(let entries) = content else { return [] }
    return entries.map(\.key)
  }
}
