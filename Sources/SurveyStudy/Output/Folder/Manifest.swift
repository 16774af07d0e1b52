import Hashing
import SurveyImport

/// What a run was made from and what it made: enough to tell whether two
/// outputs come from the same bytes. Without times and absolute paths, so
/// that it can be committed and compared.
struct Manifest {
  /// A file with the hash of its bytes.
  struct File: Sendable, Codable {
    var path: String
    var sha256: String
    var byteCount: Int

    init(path: String, sha256: String, byteCount: Int) {
      self.path = path
      self.sha256 = sha256
      self.byteCount = byteCount
    }

    /// Describes a file with the given text.
    init(path: String, text: String) {
      self.init(path: path, bytes: Array(text.utf8))
    }

    /// Describes a file with the given bytes.
    init(path: String, bytes: [UInt8]) {
      self.init(
        path: path, sha256: Hashing.sha256(of: bytes),
        byteCount: bytes.count)
    }

    var json: JSONValue {
      .object([
        ("path", .text(path)), ("sha256", .text(sha256)),
        ("bytes", .integer(byteCount)),
      ])
    }
  }

  /// The study file, codebooks, data files and trees that were read.
  var inputs: [File]
  /// The seeds of the analyses that draw random numbers.
  var seeds: [(analysis: String, seed: UInt64)]
  /// The parameters of the study and what they stood for.
  var parameters: [(name: String, value: String)] = []
  /// What was done, and what depends on what.
  var nodes: [RunNode] = []
  /// Every file below the output folder but the manifest itself, and but
  /// what `RunRecord.unlisted` names.
  var outputs: [File]

  /// How the folder of a run is recognised.
  static let mark = "\"tool\": \"manyi\""

  var text: String {
    JSONValue.object(
      [
        ("tool", .text("manyi")),
        ("version", .text(manyiVersion)),
        ("schema", .integer(1)),
      ] + parameterPairs + [
        (
          "seeds",
          .object(seeds.map { ($0.analysis, .text(String($0.seed))) })
        ),
        ("inputs", .list(inputs.map(\.json))),
        ("graph", .list(nodes.map(\.json))),
        ("outputs", .list(outputs.map(\.json))),
      ]
    ).fileText
  }

  /// Nothing for a study without parameters.
  private var parameterPairs: [(key: String, value: JSONValue)] {
    if parameters.isEmpty { return [] }
    let pairs = parameters.map {
      (key: $0.name, value: JSONValue.text($0.value))
    }
    return [("parameters", .object(pairs))]
  }

  /// The manifest of the last run into a folder; `nil` where there is none of
  /// ours, or one that is damaged.
  static func stored(inFolder folder: String) -> JSONValue? {
    let file = FileSystem.join(folder, "manifest.json")
    guard let bytes = try? FileSystem.read(file),
      let json = try? JSONValue(reading: bytes),
      json["tool"].string == "manyi"
    else { return nil }
    return json
  }

  /// The outputs that the manifest in `folder` lists, and the manifest.
  static func outputs(inFolder folder: String) -> Set<String> {
    let paths = stored(inFolder: folder)?["outputs"].items
      .compactMap { $0["path"].string }
    return paths.map { Set($0).union(["manifest.json"]) } ?? []
  }
}

extension RunNode {
  /// The step for the manifest.
  fileprivate var json: JSONValue {
    .object([
      ("id", .text(id)), ("code", .text(kind.code)), ("key", .text(key)),
      ("needs", .list(inputs.map { .text($0) })),
    ])
  }
}
