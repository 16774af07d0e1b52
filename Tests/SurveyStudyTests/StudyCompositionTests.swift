import Diagnostics
import TestSupport
import Testing

@testable import SurveyStudy

/// Includes and parameters of studies.
@Suite struct StudyCompositionTests {
  private func folder(_ files: [String: String]) throws -> String {
    let folder = try Fixture.temporaryFolder().path()
    for (path, text) in files.sorted(by: { $0.key < $1.key }) {
      let file = FileSystem.join(folder, path)
      try FileSystem.makeFolders(FileSystem.folder(of: file))
      try FileSystem.write(Array(text.utf8), to: file)
    }
    return folder
  }

  private static let csv = "district,score\n东区,1\n东区,2\n西区,5\n"

  private static let study = """
    manyi: 1
    include: [shared/common.yaml]
    parameters: {district: 东区, level: 0.9}
    level: "${level}"
    analyses:
      mean:
        title: "${district} costs $${x}"
        where: district = '${district}'

    """

  private static let common = """
    title: Common
    level: 0.5
    data: {a: {file: a.csv}}
    analyses:
      mean: {kind: mean, variables: [score], title: other}

    """

  private func opened(
    _ files: [String: String], _ parameters: [String] = []
  ) async throws -> (workspace: Workspace?, findings: [Diagnostic]) {
    let log = DiagnosticLog()
    let workspace = await openStudy(
      try folder(files), parameters: parameters, log: log)
    return (workspace, workspace?.findings(log) ?? log.diagnostics)
  }

  @Test func includingFileWinsAndMappingsAreMerged() async throws {
    let (workspace, findings) = try await opened([
      "study.yaml": Self.study, "shared/common.yaml": Self.common,
      "a.csv": Self.csv,
    ])
    #expect(findings.isEmpty, "\(findings)")
    let study = try #require(workspace?.study)
    #expect(study.title[.english] == "Common")
    #expect(study.level == 0.9)
    let plan = try #require(study.analyses.first)
    #expect(plan.kind == "mean" && plan.title?[.english] == "东区 costs ${x}")
    #expect(plan.domain?.text == "district = '东区'")
    let paths = workspace?.inputs.map(\.path)
    #expect(paths == ["study.yaml", "shared/common.yaml", "a.csv"])
  }

  @Test func optionsGiveOtherValues() async throws {
    let files = [
      "study.yaml": Self.study, "shared/common.yaml": Self.common,
      "a.csv": Self.csv,
    ]
    let (workspace, findings) = try await opened(
      files, ["district=西区", "level=0.8"])
    #expect(findings.isEmpty, "\(findings)")
    #expect(workspace?.study.level == 0.8)
    #expect(workspace?.parameters.map(\.value) == ["西区", "0.8"])
    let (_, unknown) = try await opened(files, ["distrct=西区", "level"])
    #expect(unknown.contains { $0.code == .unknownParameter })
    #expect(unknown.contains { $0.help == "did you mean 'district'?" })
    #expect(unknown.contains { $0.message == "'level' has no '='" })
  }

  @Test func valuesKeepTheirForm() async throws {
    let (workspace, findings) = try await opened([
      "study.yaml": """
      manyi: 1
      parameters: {columns: [score], source: {zh: 甲, en: A}}
      source: ${source}
      data: {a: {file: a.csv}}
      analyses: {m: {kind: mean, variables: "${columns}"}}

      """, "a.csv": Self.csv,
    ])
    #expect(findings.isEmpty, "\(findings)")
    #expect(workspace?.study.source?[.chinese] == "甲")
    #expect(workspace?.study.analyses.first?.method.columns.count == 1)
  }

  @Test func faultsOfParametersAreToldWhereTheyAre() async throws {
    let (_, findings) = try await opened([
      "study.yaml": """
      manyi: 1
      parameters: {a: x, unused: 1, empty: , list: [1, 2]}
      title: "${b} ${empty} ${list} ${a"
      data: {a: {file: a.csv, key: "${a}"}}
      analyses: {m: {kind: mean, variables: score}}

      """, "a.csv": Self.csv,
    ])
    let texts = findings.map(\.description)
    let expected = [
      "study.yaml:2:20: note[S192] the parameter 'unused' is used nowhere",
      "study.yaml:3:8: error[S191] no parameter is called 'b'",
      "study.yaml:3:8: error[S104] '${' has no '}' after it",
      "study.yaml:3:8: error[S104] the parameter 'list' is a list, and a text "
        + "can hold single values only",
    ]
    for text in expected { #expect(texts.contains(text), "\(texts)") }
    #expect(findings.contains { $0.code == .missingParameter })
    let column = findings.first { $0.code == .unknownColumn }
    #expect(column?.notes.contains("${a} is x here") == true, "\(findings)")
  }

  @Test func faultsOfIncludedFilesAreToldInThem() async throws {
    let (_, findings) = try await opened([
      "study.yaml": "manyi: 1\ninclude: common.yaml\n",
      "common.yaml": """
      data: {a: {file: a.csv}}
      analyses:
        m: {kind: mean, variabels: score}

      """, "a.csv": Self.csv,
    ])
    let texts = findings.map(\.description)
    #expect(
      texts.contains {
        $0.hasPrefix("common.yaml:3:19: error[S102] ")
      }, "\(texts)")
    let excerpt = findings.first { $0.code == .unknownKey }?.excerpt
    #expect(excerpt?.line.contains("variabels") == true)
  }

  @Test func loopsDepthAndMissingFilesAreFound() async throws {
    let loop = try await opened([
      "study.yaml": "manyi: 1\ninclude: [b/c.yaml]\n",
      "b/c.yaml": "include: [../study.yaml]\n",
    ]).findings
    #expect(loop.map(\.code) == [.includeLoop])
    #expect(loop.first?.place?.description == "b/c.yaml:1:11")
    #expect(
      loop.first?.notes
        == ["the files: study.yaml → b/c.yaml → study.yaml"])
    var deep = ["study.yaml": "include: [f0.yaml]\n"]
    for number in 0..<12 {
      deep["f\(number).yaml"] = "include: [f\(number + 1).yaml]\n"
    }
    #expect(try await opened(deep).findings.map(\.code) == [.includeLoop])
    let missing = try await opened([
      "study.yaml": "manyi: 1\ninclude: [comon.yaml]\n", "common.yaml": "",
    ]).findings
    #expect(missing.map(\.code) == [.missingFile])
    #expect(missing.first?.help == "did you mean 'common.yaml'?")
    let list = try await opened([
      "study.yaml": "include: [a.yaml]\n", "a.yaml": "- 1\n",
    ]).findings
    #expect(list.map(\.code) == [.wrongValue])
  }
}
