import Diagnostics
import Hashing
import SurveyImport

/// What a run keeps for the next one into the same folder, in one file below
/// the output: the results of analyses, which files were made of what, and
/// what was found.
///
/// A record is used only when its hash is right and it comes from the very
/// program that reads it, so that whatever happened to it, the worst that
/// follows is that everything is computed again.
struct RunRecord: Codable {
  /// What one analysis found, by the key of its node.
  struct Outcome: Codable {
    var node: String
    var key: String
    /// The hash of the study file, where findings name lines of it.
    var study: String?
    /// The coded outcome.
    var bytes: [UInt8]
  }

  /// Files that were rendered together, by the hash of all they show.
  struct Unit: Codable {
    var key: String
    var paths: [String]
  }

  /// A node of the graph and what became of it.
  struct Node: Codable {
    var id: String
    var key: String
    var code: String
    var parameters: [RunNode.Parameter]
    var inputs: [String]
    var files: [String]
    var isDone: Bool
  }

  /// The name of the study file.
  var study: String
  /// The hash of the manifest that was written with it.
  var manifest: String
  var inputs: [Manifest.File]
  var outputs: [Manifest.File]
  var nodes: [Node]
  var outcomes: [Outcome]
  var units: [Unit]
  /// All findings, with the lines that they point at.
  var findings: [Diagnostic]
  var analysisCount: Int
  var succeeded: Int

  /// The path below the output folder.
  static let path = ".cache/run.manyi"

  /// Names below the output folder that belong to runs without being listed
  /// in the manifest.
  static let unlisted: Set<String> = [path, RunResultsFile.path]

  private static let mark = "manyi run record 1"

  /// The bytes of the file.
  ///
  /// - Parameter program: The identity of the program.
  func fileBytes(program: String = programIdentity) throws -> [UInt8] {
    let payload = try binaryBytes(of: self)
    let head = "\(Self.mark)\n\(program)\n\(sha256(of: payload))\n"
    return Array(head.utf8) + payload
  }

  /// Why there is no record to use.
  enum Absence: Error {
    /// There is none.
    case missing
    /// Its bytes are not those that were written.
    case damaged
    /// Another program wrote it.
    case otherProgram
  }

  /// The record in an output folder.
  static func read(
    inFolder folder: String, program: String = programIdentity
  ) throws(Absence) -> RunRecord {
    let file = FileSystem.join(folder, path)
    guard FileSystem.kind(of: file) == .file,
      let bytes = try? FileSystem.read(file)
    else { throw .missing }
    let lines = bytes.split(
      separator: UInt8(ascii: "\n"), maxSplits: 3,
      omittingEmptySubsequences: false)
    guard lines.count == 4, lines[0].elementsEqual(mark.utf8) else {
      throw .damaged
    }
    guard lines[1].elementsEqual(program.utf8) else { throw .otherProgram }
    let payload = Array(lines[3])
    guard lines[2].elementsEqual(sha256(of: payload).utf8),
      let record = try? binaryValue(RunRecord.self, from: payload)
    else { throw .damaged }
    return record
  }

  /// What was kept of the node called `id`.
  func node(_ id: String) -> Node? { nodes.first { $0.id == id } }
}
