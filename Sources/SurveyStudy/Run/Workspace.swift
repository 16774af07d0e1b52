import Diagnostics
import Hashing
import Settings
import SurveyData
import SurveyImport
import SurveyReport
import SurveyStatistics

/// A study with its files read and everything checked that can be known
/// before the analyses run.
public struct Workspace: Sendable {
  /// The study.
  public let study: Study
  /// The tables by the name of their data set or file.
  public internal(set) var tables: [String: Table] = [:]
  /// For each data set the records that were set aside.
  public internal(set) var rejects: [String: [RejectedRecord]] = [:]
  /// What became of each data set before the analyses, by name.
  public internal(set) var preparations: [String: PreparationLog] = [:]
  /// What the rules of quality found, by data set.
  var qualityReports: [String: QualityReport] = [:]
  /// The tables before rows were excluded by rules of quality.
  var rowsBeforeQuality: [String: Table] = [:]
  /// The rows of each data set before its condition, where it has one.
  var rowsBeforeFilter: [String: Int] = [:]
  /// The designs of the analyses by name.
  var designs: [String: SurveyDesign] = [:]
  /// The designs that analyses of a data set share, once one was tried;
  /// `nil` for those that could not be made, which is said once.
  var sharedDesigns: [String: SurveyDesign?] = [:]
  /// The designs of tables beside the data set of an analysis, by the names
  /// of analysis and table.
  var designsBeside: [String: [String: SurveyDesign]] = [:]
  /// The rows that the analyses are about, by name.
  var domains: [String: [Bool]] = [:]
  /// The analyses that the tables do not allow; the log says why.
  var refused: Set<String> = []
  /// How the files of data sets are read that are read in batches; their
  /// tables hold the beginning only.
  var batchOptions: [String: ImportOptions] = [:]
  /// What was set aside of them.
  let batchRejects = BatchRejects()
  /// Every file that was read.
  var inputs: [Manifest.File] = []
  /// The values of parameters that were given in the place of those in the
  /// study, each `name=value`.
  var givenParameters: [String] = []
  /// The parameters of the study with their values as text.
  var parameters: [(name: String, value: String)] = []
  /// The texts that findings point at.
  let texts: SourceTexts

  /// Everything that is read: data sets, then files of the analyses and of
  /// designs.
  public var plans: [DataPlan] {
    study.data + study.data.flatMap(\.preparation.files)
      + study.analyses.flatMap { $0.method.files }
      + (study.data.map(\.design) + study.analyses.map(\.design))
      .compactMap { $0?.unequal?.filePlan }
      + targetFiles
  }
}

/// Reads a study and its files and checks it.
///
/// Every fault goes to `log`; nothing is written and no analysis is run.
///
/// - Parameter parameters: Values of parameters in the place of those in the
///   file, each `name=value`.
/// - Returns: What could be read, or `nil` without a study file.
public func openStudy(
  _ path: String, parameters: [String] = [], log: DiagnosticLog
) async -> Workspace? {
  let texts = SourceTexts()
  let reading: StudyReading
  do {
    reading = try readStudy(path, parameters: parameters, log: log)
  } catch {
    log.report(error)
    return nil
  }
  texts.add(reading.parameters)
  var workspace = Workspace(study: reading.study, texts: texts)
  workspace.parameters = reading.parameters.values
  workspace.givenParameters = parameters
  for file in reading.files {
    texts.add(file.text, file: file.path)
    workspace.inputs.append(Manifest.File(path: file.path, text: file.text))
  }
  await workspace.readFiles(log: log)
  workspace.check(log: log)
  return workspace
}

extension Workspace {
  /// What came of reading one file and its codebook.
  struct Reading: Sendable {
    var name: String
    var result: ImportResult?
    var inputs: [Manifest.File]
    var batchOptions: ImportOptions?
    var diagnostics: [Diagnostic]
  }

  /// Reads the files, several at a time.
  ///
  /// - Parameter hashesBatches: Whether files that are read in batches are
  ///   read through for their hash, which a manifest needs.
  mutating func readFiles(
    hashesBatches: Bool = true, log: DiagnosticLog
  ) async {
    let plans = self.plans
    let (study, texts) = (study, texts)
    let readings = inParallel(plans.count) { position in
      Self.read(
        plans[position], folder: study.folder, hashesBatches: hashesBatches,
        texts: texts)
    }
    var seen: Set<String> = []
    for reading in readings {
      log.report(reading.diagnostics)
      for input in reading.inputs where seen.insert(input.path).inserted {
        inputs.append(input)
      }
      guard let result = reading.result else { continue }
      tables[reading.name] = result.table
      rejects[reading.name] = result.rejects
      batchOptions[reading.name] = reading.batchOptions
    }
    prepareTables(log: log)
    applyQuality(log: log)
  }

  static func read(
    _ plan: DataPlan, folder: String, hashesBatches: Bool = true,
    texts: SourceTexts
  ) -> Reading {
    let log = DiagnosticLog()
    var reading = Reading(
      name: plan.name, result: nil, inputs: [], diagnostics: [])
    var options = plan.options
    var isCodebookRead = true
    if let codebook = plan.codebook {
      do throws(Diagnostic) {
        var files: [CodebookFile] = []
        for file in [codebook] + plan.furtherCodebooks {
          let bytes = try codebookBytes(file, folder: folder)
          if let text = String(validating: bytes, as: UTF8.self) {
            texts.add(text, file: file.path)
          }
          reading.inputs.append(
            Manifest.File(
              path: file.path, sha256: sha256(of: bytes),
              byteCount: bytes.count))
          files.append(CodebookFile(name: file.path, bytes: bytes))
        }
        options.codebook = try readCodebook(files: files, log: log)
      } catch {
        // The data are still read, to find faults of the study as well.
        isCodebookRead = false
        log.report(error)
      }
    }
    do throws(Diagnostic) {
      let path = plan.file.opened ?? FileSystem.join(folder, plan.file.path)
      guard FileSystem.kind(of: path) != nil else {
        throw missingFile(
          path, FileFault("open", path, 2), at: plan.file.place,
          shownAs: plan.file.path)
      }
      let isBatched = readsInBatches(plan, path: path)
      var result =
        isBatched
        ? try readBeginning(plan, path: path, options: options)
        : try TableReader.read(
          file: path, displayName: plan.file.path, options: options)
      if isBatched {
        reading.batchOptions = options
      }
      if isBatched, hashesBatches {
        result.table.source.sha256 = try sha256(
          ofFile: path, displayName: plan.file.path)
      }
      result.table.name = plan.name
      let source = result.table.source
      reading.inputs.append(
        Manifest.File(
          path: source.file, sha256: source.sha256,
          byteCount: source.byteCount))
      // Whoever filters by the column has decided about such responses.
      result.diagnostics.removeAll { finding in
        finding.code == .partialResponses
          && finding.place?.columnName.map {
            plan.filter?.text.contains($0) ?? false
          } ?? false
      }
      if isCodebookRead { log.report(result.diagnostics) }
      reading.result = result
    } catch {
      var fault = error
      if fault.code == .unreadableFile { fault.place = plan.file.place }
      log.report(fault)
    }
    reading.diagnostics = log.diagnostics
    return reading
  }

  private static func codebookBytes(
    _ file: FileReference, folder: String
  ) throws(Diagnostic) -> [UInt8] {
    let path = FileSystem.join(folder, file.path)
    do {
      return try FileSystem.read(path)
    } catch {
      throw missingFile(path, error, at: file.place, shownAs: file.path)
    }
  }

  /// Reports files that changed since they were read.
  func checkUnchanged(log: DiagnosticLog) {
    for input in inputs {
      let path = FileSystem.join(study.folder, input.path)
      let hash = try? sha256(ofFile: path, displayName: input.path)
      guard hash == input.sha256 else {
        log.report(
          Diagnostic(
            .changedInput, at: Place(file: input.path),
            "'\(input.path)' changed during the run",
            help: "run again when the file is at rest"))
        continue
      }
    }
  }
}
