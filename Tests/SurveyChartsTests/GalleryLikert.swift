import SurveyCharts

/// The Likert charts of the gallery.
enum GalleryLikert {
  static func service(
    _ tongue: Tongue, _ neutral: LikertChart.Neutral, id: String
  ) -> LikertChart {
    LikertChart(
      frame: tongue.frame(
        id,
        tongue(
          "办理态度最受认可，落实结果仍有提升空间",
          "Deputies praise the attitude of the units, less so the results"),
        tongue(
          "代表对建议办理各环节的评价，占回答者的百分比，按满意率由高到低排列",
          "Ratings of each stage of handling, per cent of those who answered, "
            + "sorted by the share who are satisfied"),
        notes: [
          tongue(
            "加权结果；“说不清”不计入合计。",
            "Weighted. Neutral answers are not part of the totals.")
        ]),
      words: tongue.words,
      categories: [
        .init(tongue("很不满意", "Very dissatisfied"), .unfavourable),
        .init(tongue("不太满意", "Dissatisfied"), .unfavourable),
        .init(tongue("说不清", "Neither"), .neutral),
        .init(tongue("比较满意", "Satisfied"), .favourable),
        .init(tongue("很满意", "Very satisfied"), .favourable),
      ],
      rows: [
        .init(
          label: tongue("全部环节", "All stages"),
          shares: [0.04, 0.09, 0.14, 0.41, 0.32], base: 12_483,
          isTotal: true),
        .init(
          label: tongue("办理态度", "Attitude of the staff"),
          shares: [0.02, 0.05, 0.09, 0.40, 0.44], base: 2_104),
        .init(
          label: tongue(
            "答复是否在规定期限内作出", "Reply within the time limit"),
          shares: [0.03, 0.08, 0.11, 0.45, 0.33], base: 2_087),
        .init(
          label: tongue(
            "办理前、中、后与代表的沟通（三见面）",
            "Contact with the deputy before, during and after handling"),
          shares: [0.05, 0.11, 0.16, 0.38, 0.30], base: 2_051),
        .init(
          label: tongue("答复内容", "Content of the reply"),
          shares: [0.04, 0.12, 0.19, 0.43, 0.22], base: 2_066),
        .init(
          label: tongue("落实结果", "Result on the ground"),
          shares: [0.09, 0.17, 0.21, 0.35, 0.18], base: 1_998),
        .init(
          label: tongue("闭会期间建议", "Suggestions between sessions"),
          shares: [0.06, 0.12, 0.20, 0.40, 0.22], base: 84),
        .init(
          label: tongue("联名建议", "Joint suggestions"),
          shares: [0.10, 0.15, 0.20, 0.35, 0.20], base: 21),
      ], neutral: neutral,
      favourableLabel: tongue("满意", "Satisfied"),
      unfavourableLabel: tongue("不满意", "Dissatisfied"))
  }

  /// Rates near the ceiling: 满意, 基本满意, 不满意.
  static func ceiling(_ tongue: Tongue) -> LikertChart {
    let data: [(String, String, [Double], Int)] = [
      ("政府部门", "Government departments", [0.006, 0.162, 0.832], 3_412),
      ("区政府", "District governments", [0.011, 0.204, 0.785], 1_286),
      ("法院、检察院", "Courts and procuratorates", [0, 0.094, 0.906], 212),
      ("党委部门", "Party departments", [0.004, 0.121, 0.875], 487),
      ("其他单位", "Other bodies", [0.02, 0.22, 0.76], 61),
    ]
    return LikertChart(
      frame: tongue.frame(
        "likert-ceiling",
        tongue(
          "各类单位的满意率都在 97% 以上", "Nearly everybody is satisfied"),
        tongue(
          "对建议办理结果的测评，占有效票的百分比",
          "Votes on the result of handling, per cent of valid votes")),
      words: tongue.words,
      categories: [
        .init(tongue("不满意", "Dissatisfied"), .unfavourable),
        .init(tongue("基本满意", "Basically satisfied"), .favourable),
        .init(tongue("满意", "Satisfied"), .favourable),
      ],
      rows: data.map {
        .init(label: tongue($0.0, $0.1), shares: $0.2, base: $0.3)
      },
      favourableLabel: tongue("满意或基本满意", "Satisfied or basically"),
      unfavourableLabel: tongue("不满意", "Dissatisfied"),
      style: .percent(1))
  }
}
