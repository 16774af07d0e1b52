import Diagnostics
import Foundation
import Settings
import TestSupport
import Testing

@testable import SurveyImport
@testable import SurveyStudy

/// The published schemas say what the readers do.
@Suite struct FileSchemaTests {
  private static let made: [FileSchema: String] = {
    do {
      let study = try ManualWords.study()
      let codebook = try ManualWords([("codebook.md", ["*"])])
      return [
        .study: FileSchema.study.made { FileSchemaTests.words($0, study) }
          .fileText,
        .codebook: FileSchema.codebook.made {
          FileSchemaTests.words($0, codebook)
        }.fileText,
      ]
    } catch {
      return [:]
    }
  }()

  /// The table of the manual for this very key, else the sentences of the
  /// program, else a table about a key of that name.
  private static func words(_ path: [String], _ manual: ManualWords) -> String?
  {
    manual.about(path, atLeast: 3) ?? SchemaWords.about(path)
      ?? manual.about(path) ?? common(path, manual)
      ?? path.last.flatMap { manual.ofTheOnlyRow($0) }
  }

  /// Keys of all kinds of analysis, and of all files that are read.
  private static func common(
    _ path: [String], _ manual: ManualWords
  ) -> String? {
    guard let key = path.last else { return nil }
    // Kinds that take the keys of another one, which explains them.
    let models: [String: String] = [
      "ordinal": "regression", "multinomial": "regression",
      "imputation": "index", "waves": "index",
    ]
    if let model = path.first.flatMap({ models[$0] }),
      let words = manual.about([model, key])
    {
      return words
    }
    if path.suffix(2).first == "columns", path.first == "ledger" {
      let header = ChineseHeaders.labels.first { $0.field == key }?.label
      return "the column that holds \(key)"
        + (header.map { " (\($0))" } ?? "")
    }
    let ofAnalyses = ["level", "compare-quality", "design"]
    let ofFiles = [
      "encoding", "delimiter", "quote", "escape", "comment", "double-quote",
      "header", "skip-lines", "duplicates", "bare-quote", "max-field-bytes",
      "max-columns", "decimal", "thousands", "date-order", "date-system",
      "profile", "total-rows", "max-rejects", "batches", "formula-guard",
    ]
    if ofAnalyses.contains(key) { return manual.about(["analyses", key]) }
    return ofFiles.contains(key) ? manual.about(["data", key]) : nil
  }

  private static func validator(_ schema: FileSchema) throws -> SchemaValidator
  {
    try SchemaValidator(made[schema] ?? "")
  }

  private static func node(_ file: URL) throws -> SettingsNode {
    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    return try settings(fromYAML: text, file: file.lastPathComponent)
  }

  private static func files(_ ending: String) throws -> [URL] {
    let root = Fixture.package.appending(path: "Datasets")
    var found: [URL] = []
    for folder in try FileManager.default.contentsOfDirectory(
      at: root, includingPropertiesForKeys: nil)
    {
      let files = try? FileManager.default.contentsOfDirectory(
        at: folder, includingPropertiesForKeys: nil)
      found += (files ?? []).filter { $0.path().hasSuffix(ending) }
    }
    return found.sorted { $0.path() < $1.path() }
  }

  /// With `RECORD_SNAPSHOTS` the files are written; build anew after that.
  @Test(arguments: FileSchema.allCases)
  func publishedSchemaIsThatOfTheReader(schema: FileSchema) throws {
    let made = try #require(Self.made[schema])
    let file = Fixture.package.appending(
      path: "Manual/schemas/\(schema.fileName)")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try Data(made.utf8).write(to: file)
      return
    }
    let published = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let difference = textDifference(
      expected: published, found: made, relative: 0, absolute: 0)
    #expect(
      difference == nil,
      "record Manual/schemas/\(schema.fileName) anew: \(difference ?? "")")
    #expect(schema.fileText == published)
  }

  @Test func studiesOfDatasetsAreValid() throws {
    let validator = try Self.validator(.study)
    let files = try Self.files("/study.yaml")
    #expect(files.count >= 8)
    for file in files {
      let faults = validator.faults(of: try Self.node(file))
      #expect(faults.isEmpty, "\(file.path()): \(faults.prefix(5))")
    }
    let example = try settings(fromYAML: Example.study, file: "study.yaml")
    #expect(validator.faults(of: example) == [])
  }

  @Test func codebooksOfDatasetsAreValid() throws {
    let validator = try Self.validator(.codebook)
    let files = try Self.files("codebook.yaml")
    #expect(files.count >= 10)
    for file in files {
      let faults = validator.faults(of: try Self.node(file))
      #expect(faults.isEmpty, "\(file.path()): \(faults.prefix(5))")
    }
  }

  /// Every key of every study, misspelt: what the reader does not know the
  /// schema does not know either.
  @Test func misspeltKeysAreRefusedByBoth() throws {
    let validator = try Self.validator(.study)
    var refused = 0
    for file in try Self.files("/study.yaml") {
      let node = try Self.node(file)
      for position in 0..<node.keyCount {
        var next = 0
        let mutated = node.misspelt(at: position, &next)
        let log = DiagnosticLog()
        _ = readStudy(mutated, log: log)
        let unknown = log.diagnostics.filter { $0.code == .unknownKey }
        guard let first = unknown.first else { continue }
        refused += 1
        #expect(
          !validator.faults(of: mutated).isEmpty,
          "\(file.path()): the schema misses: \(first)")
      }
    }
    #expect(refused > 300)
  }

  /// The rows of the manual's tables about keys of a study.
  @Test func keysOfTheManualAreInTheSchema() throws {
    let made = try #require(Self.made[.study])
    for row in try ManualWords.study().rows {
      guard let key = row.path.last, !key.contains("_"), !key.contains("*"),
        key.first?.isLetter == true
      else { continue }
      #expect(
        made.contains("\"\(key)\": ") || made.contains("\"\(key)\""),
        "the schema has no key '\(key)'")
    }
  }

  /// Every key that an editor can complete says what it is for.
  @Test(arguments: FileSchema.allCases)
  func keysHaveWords(schema: FileSchema) throws {
    let made = try #require(Self.made[schema])
    let object = try JSONSerialization.jsonObject(with: Data(made.utf8))
    var silent: [String] = []
    Self.collectSilentKeys(object, [], &silent)
    #expect(silent.isEmpty, "without words: \(silent.sorted())")
  }

  private static func collectSilentKeys(
    _ value: Any, _ path: [String], _ silent: inout [String]
  ) {
    if let list = value as? [Any] {
      for item in list { collectSilentKeys(item, path, &silent) }
    }
    guard let map = value as? [String: Any] else { return }
    for (key, value) in map {
      switch (key, value) {
      case ("properties", let keys as [String: Any]):
        for (name, value) in keys {
          let own = value as? [String: Any] ?? [:]
          // The kind of an analysis is told by the analysis itself.
          if own["description"] == nil, own["const"] == nil {
            silent.append((path + [name]).joined(separator: "."))
          }
          collectSilentKeys(value, path + [name], &silent)
        }
      case ("$defs", let parts as [String: Any]):
        for (name, value) in parts { collectSilentKeys(value, [name], &silent) }
      case ("if", _): break
      default: collectSilentKeys(value, path, &silent)
      }
    }
  }
}

extension SettingsNode {
  /// The number of keys of the node and of all below it.
  fileprivate var keyCount: Int {
    switch content {
    case .scalar: 0
    case .list(let items): items.map(\.keyCount).reduce(0, +)
    case .map(let entries):
      entries.map { 1 + $0.value.keyCount }.reduce(0, +)
    }
  }

  /// The node with a letter more in the key at `position`.
  fileprivate func misspelt(at position: Int, _ next: inout Int) -> SettingsNode
  {
    var node = self
    switch content {
    case .scalar: break
    case .list(let items):
      node.content = .list(items.map { $0.misspelt(at: position, &next) })
    case .map(let entries):
      node.content = .map(
        entries.map { entry in
          var entry = entry
          if next == position { entry.key += "q" }
          next += 1
          entry.value = entry.value.misspelt(at: position, &next)
          return entry
        })
    }
    return node
  }
}
