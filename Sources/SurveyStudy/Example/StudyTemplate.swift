import CTemplates
import Diagnostics
import SurveyData

/// A study that `manyi init --template` offers.
public struct StudyTemplate: Sendable {
  /// The name: that of the folder in `Datasets/`, or `example`.
  public let name: String
  /// What it shows, in a line.
  public let summary: LocalizedText
  /// Whether the data are made up or real, and then their licence.
  public let origin: LocalizedText

  /// A file of the template.
  struct File {
    var path: String
    var bytes: [UInt8]
  }

  /// The files of the template, the study first.
  var files: [File] {
    if name == StudyTemplate.example.name {
      return Example.files.map {
        File(path: $0.path, bytes: Array($0.text.utf8))
      }
    }
    let found = Self.embedded.filter { String(cString: $0.study) == name }
    let files = found.map { file in
      File(
        path: String(cString: file.path),
        bytes: Array(UnsafeBufferPointer(start: file.bytes, count: file.count)))
    }
    return files.filter { $0.path == "study.yaml" }
      + files.filter { $0.path != "study.yaml" }
  }

  /// Every file of `Datasets/`.
  private static var embedded: [manyi_template_file] {
    (0..<manyi_template_file_count()).map { manyi_template_file_at($0) }
  }
}

extension StudyTemplate {
  private static let madeUp = LocalizedText(zh: "虚构数据", en: "made up")

  /// The small study that `manyi init` writes when no other is asked for.
  public static let example = StudyTemplate(
    name: "example",
    summary: LocalizedText(
      zh: "八件建议的满意度与绩效评估，适合入门",
      en: "eight suggestions rated and evaluated; small, to start from"),
    origin: madeUp)

  /// Every template, the small one first.
  public static let all: [StudyTemplate] = [
    example,
    StudyTemplate(
      name: "suggestion-handling",
      summary: LocalizedText(
        zh: "本届代表建议办理：满意度、台账、25 件绩效评估与评价卡",
        en: "suggestions of a term: satisfaction, ledger, 25 cases evaluated"),
      origin: madeUp),
    StudyTemplate(
      name: "station-stars",
      summary: LocalizedText(
        zh: "545 个代表家站一年活动的积分与星级",
        en: "points and stars of 545 deputy stations"),
      origin: madeUp),
    StudyTemplate(
      name: "livelihood-projects",
      summary: LocalizedText(
        zh: "民生实事项目票决、进度与满意度测评",
        en: "livelihood projects voted on, built and judged"),
      origin: madeUp),
    StudyTemplate(
      name: "lecture-ratings",
      summary: LocalizedText(
        zh: "学生评教：评分人宽严与 25 位教师的评估",
        en: "lectures rated by students; how severe raters are"),
      origin: LocalizedText(zh: "真实数据，GPL", en: "real, GPL")),
    StudyTemplate(
      name: "hospital-stars",
      summary: LocalizedText(
        zh: "美国医院总体质量星级，复现 2,847 个官方星级",
        en: "hospital quality stars, all 2,847 official ones"),
      origin: LocalizedText(zh: "真实数据，公有领域", en: "real, public domain")),
    StudyTemplate(
      name: "resident-survey",
      summary: LocalizedText(
        zh: "居民满意度调查：十题乘三十栏的交叉表册",
        en: "a survey of residents: a banner book with letters"),
      origin: madeUp),
    StudyTemplate(
      name: "school-performance",
      summary: LocalizedText(
        zh: "同一总体的四种抽样：分层、整群与加权",
        en: "four samples of one population: strata, clusters, weights"),
      origin: LocalizedText(zh: "真实数据，GPL", en: "real, GPL")),
    StudyTemplate(
      name: "mobile-satisfaction",
      summary: LocalizedText(
        zh: "移动通信客户满意度：24 个题项、7 个构念",
        en: "customers of a phone provider: 24 items, 7 constructs"),
      origin: LocalizedText(zh: "真实数据，GPL", en: "real, GPL")),
  ]

  /// The template called `name`.
  ///
  /// - Throws: `unknownName` with the nearest name.
  public static func named(_ name: String) throws(Diagnostic) -> StudyTemplate {
    if let template = all.first(where: { $0.name == name }) { return template }
    let names = all.map(\.name)
    throw Diagnostic(
      .unknownName, at: nil, "no template is called '\(name)'",
      help: (nearest(to: name, in: names)
        ?? names.first { name.count > 2 && $0.hasPrefix(name.lowercased()) })
        .map { "did you mean '\($0)'?" }
        ?? "choose one of: \(names.joined(separator: ", "))")
  }
}
