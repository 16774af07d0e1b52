import Diagnostics
import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyStudy

/// The studies that `manyi init --from` drafts.
@Suite struct StudyDraftTests {
  /// Twelve answers of a survey as an office may have it.
  private static let survey: String = {
    var text = "编号,性别,办理结果,答复质量,q1,q2,q3,权重,用时,意见\n"
    let grades = ["满意", "基本满意", "不满意", "不了解"]
    for row in 0..<24 {
      text += "\(row + 1),\(row % 2 == 0 ? "男" : "女"),\(grades[row % 4]),"
      text += "\(grades[row % 3]),\(1 + row % 4),\(2 + row % 4),\(1 + row % 3),"
      text += "\(1.5 + Double(row) / 16),\(31.25 + Double(row)),意见\(row)\n"
    }
    return text
  }()

  private func drafted(
    _ text: String, _ name: String, _ options: [String] = []
  ) throws -> (folder: String, study: String) {
    let place = try Fixture.temporaryFolder().path()
    let file = FileSystem.join(place, name)
    try FileSystem.write(Array(text.utf8), to: file)
    let folder = FileSystem.join(place, "study")
    let log = DiagnosticLog()
    let written = writeDraft(
      from: [file], to: folder, options: options, log: log)
    #expect(written?.first == FileSystem.join(folder, "study.yaml"))
    #expect(!log.hasErrors, "\(log.diagnostics)")
    let study = try FileSystem.read(FileSystem.join(folder, "study.yaml"))
    return (folder, String(decoding: study, as: UTF8.self))
  }

  @Test func draftSaysWhatColumnsSeemToBe() throws {
    let expected = """
      # yaml-language-server: $schema=schemas/study.schema.json
      # 由数据文件起草：各列的含义是推断的，请逐条核对、修改后再用。
      # 带 # 的行是需要您决定的事项。各键的含义见说明书 Manual/study-file.md。
      manyi: 1
      title: 测评
      languages: [zh, en]
      # made-up: true   # 若数据为虚构，请取消注释

      data:
        测评:
          file: "../测评.csv"
          # 列的标签、取值顺序与缺失代码都写在这里：
          codebook: "codebook.yaml"
          # “权重”像是权重；不加下面一行，每行同等计数：
          # design: {weights: weight}

      analyses:
        satisfaction:
          kind: index
          title: {zh: 满意度指数, en: Satisfaction index}
          items:
            - result_class  # 办理结果
            - 答复质量
          # 各等次的分值由您决定；这里从 100 到 0 等距：
          grades:
            满意: 100
            基本满意: 50
            不满意: 0
          # 不是等次的回答，不计入指数：
          ungraded:
            - 不了解
          show: [index, satisfied, dissatisfied]
        ratings:
          kind: index
          title: {zh: 评分指数, en: Index of ratings}
          items:
            - q1
            - q2
            - q3
          # 假定 1 为最差、5 为最好；若相反，写成 [5, 1]：
          scale: [1, 5]
          show: [index, mean, top-box, bottom-box]
        reliability:
          kind: alpha
          title: {zh: 信度, en: Reliability}
          scales:
            q:
              - q1
              - q2
              - q3
        answers:
          kind: share
          title: {zh: 各题回答的构成, en: Answers to each question}
          variables:
            - 性别
            - result_class  # 办理结果
            - 答复质量
        means:
          kind: mean
          title: {zh: 平均值, en: Means}
          variables:
            - 用时
        by-group:
          kind: banner
          title: {zh: 分组比较, en: By group}
          questions:
            - result_class  # 办理结果
            - 答复质量
            - q1
            - q2
            - q3
          banner:
            - total
            - 性别

      # ../测评.csv 中未用的列：
      # - 编号: 编号
      # - 开放题文字: 意见

      """
    #expect(try drafted(Self.survey, "测评.csv").study == expected)
  }

  /// Every export, and every file of the data sets, gives a study without
  /// faults: nothing is claimed that the file does not have.
  @Test(arguments: ["import-examples", "Datasets"])
  func draftsCanBeChecked(source: String) async throws {
    let root =
      source == "Datasets"
      ? Fixture.package.appending(path: source).path()
      : Fixture.reference(source).path()
    let files = FileSystem.files(below: root).filter {
      $0.hasSuffix(".csv") && !$0.hasSuffix(".codebook.csv")
    }
    #expect(files.count > 10)
    let place = try Fixture.temporaryFolder().path()
    var drafts = 0
    for (number, file) in files.sorted().enumerated() {
      let folder = FileSystem.join(place, "study-\(number)")
      let log = DiagnosticLog()
      let written = writeDraft(
        from: [FileSystem.join(root, file)], to: folder, log: log)
      if written == nil {
        // Files of two respondents may have nothing to count.
        #expect(
          log.diagnostics.allSatisfy { $0.code == .nothingToEstimate },
          "\(file): \(log.diagnostics)")
        continue
      }
      drafts += 1
      let checked = DiagnosticLog()
      let study = await openStudy(folder, log: checked)
      #expect(
        study != nil && !checked.hasErrors, "\(file): \(checked.diagnostics)")
    }
    #expect(drafts * 10 >= files.count * 9)
  }

  @Test func draftRuns() async throws {
    let (folder, _) = try drafted(Self.survey, "survey.csv")
    let log = DiagnosticLog()
    let study = try #require(await openStudy(folder, log: log))
    let summary = try await study.run(
      to: OutputFolder(FileSystem.join(folder, "out")), log: log,
      progress: { _ in })
    #expect(summary.succeeded == 6 && !log.hasErrors, "\(log.diagnostics)")
  }

  @Test func keysOfReadingStandInTheStudy() throws {
    let study = try drafted(
      "a note\n" + Self.survey, "s.csv",
      ["skip_lines=1", "delimiter=,", "header=true"]
    ).study
    #expect(
      study.contains(
        "\n    skip-lines: 1\n    delimiter: \",\"\n    header: true\n"))
  }

  @Test func severalFilesKeepTheirNames() throws {
    let place = try Fixture.temporaryFolder().path()
    let files = ["a/2025.csv", "b/2025.csv"].map {
      FileSystem.join(place, $0)
    }
    for file in files {
      try FileSystem.makeFolders(FileSystem.folder(of: file))
      try FileSystem.write(Array(Self.survey.utf8), to: file)
    }
    let log = DiagnosticLog()
    let folder = FileSystem.join(place, "study")
    let written = writeDraft(from: files, to: folder, log: log)
    #expect(
      written?.prefix(3).map { FileSystem.name(of: $0) } == [
        "study.yaml", "codebook-data-2025.yaml", "codebook-data-2025-2.yaml",
      ])
    let again = writeDraft(from: files, to: folder, log: log)
    #expect(again == nil)
    #expect(log.diagnostics.map(\.code) == [.foreignFolder])
  }

  @Test func nothingIsWrittenForFilesWithNothingToCount() throws {
    let place = try Fixture.temporaryFolder().path()
    let file = FileSystem.join(place, "names.csv")
    try FileSystem.write(Array("name\nA\nB\nC\n".utf8), to: file)
    let log = DiagnosticLog()
    let folder = FileSystem.join(place, "study")
    #expect(writeDraft(from: [file], to: folder, log: log) == nil)
    #expect(log.diagnostics.map(\.code) == [.nothingToEstimate])
    #expect(FileSystem.kind(of: folder) == nil)
    #expect(
      writeDraft(from: [file + "x"], to: folder, log: log) == nil)
  }

  @Test func rolesFollowTheCells() {
    func role(_ name: String, _ values: [String?]) -> ColumnRole {
      ColumnRole(Column(name, .texts(DictionaryText(values))))
    }
    func role(_ name: String, _ values: [Int32]) -> ColumnRole {
      ColumnRole(Column(name, .integers(WholeNumbers(values))))
    }
    #expect(role("a", ["x", "y", "x", "y"]) == .category)
    #expect(role("a", ["x", "x", "x"]) == .constant)
    #expect(role("a", ["p", "q", "r"]) == .openText)
    #expect(role("id", ["p", "q", "r"]) == .identifier)
    #expect(
      role("a", ["差", "优", "不清楚"])
        == .grades(best: ["优", "差"], others: ["不清楚"]))
    #expect(role("sex", [1, 2, 1, 2]) == .category)
    #expect(role("q", [1, 2, 5, 2, 1, 5]) == .rating(1...5))
    #expect(role("q", [0, 12, 12, 0, 3, 3]) == .category)
    #expect(role("n", Array(1...12)) == .identifier)
    #expect(role("weight", [3, 5, 3, 5, 7, 7]) == .weight)
    #expect(role("people", [310, 520, 37, 5]) == .measure)
  }
}
