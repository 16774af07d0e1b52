import SurveyReport

/// The study that `manyi init` writes.
enum Example {
  static var files: [OutputFile] {
    [
      OutputFile(path: "study.yaml", text: study),
      OutputFile(path: "codebook.yaml", text: codebook),
      OutputFile(path: "ratings.csv", text: ratings),
      OutputFile(path: "cases.csv", text: cases),
      OutputFile(path: "scores.csv", text: scores),
      OutputFile(path: "indicators.csv", text: indicators),
    ]
  }

  static let study = """
    # A study to start from. The data are made up.
    # Check it with 'manyi check', run it with 'manyi run . -o out'.
    manyi: 1
    title: {zh: 建议办理满意度示例, en: "An example: how suggestions were handled"}
    languages: [zh, en]
    made-up: true
    source: {zh: 虚构数据，仅供试用, en: "Made-up data, to try things out"}

    data:
      ratings: {file: ratings.csv, codebook: codebook.yaml}
      cases: {file: cases.csv, key: case_id}
      scores: {file: scores.csv}

    analyses:
      satisfaction:
        kind: index
        title: {zh: 代表对办理结果的满意度, en: How satisfied deputies are}
        data: ratings
        items: [grade]
        grades: {1: 100, 2: 60, 3: 0}
        show: [index, satisfied, satisfied-or-basic, dissatisfied]
        by: district
      answers:
        kind: share
        title: {zh: 各等次所占比例, en: The share of each grade}
        data: ratings
        variables: [grade]
        by: district
      performance:
        kind: evaluation
        title: {zh: 办理绩效评估, en: Performance of the handling}
        data: scores
        cases: {data: cases, key: case_id, title: title}
        ratings: {data: ratings, item: grade}
        indicators: indicators.csv
        raters: {combine: trimmed-mean, trim: 1, minimum: 5}
        uncertainty: {draws: 500, seed: 25, weights: 0.25}
        bands: {优秀: 85, 良好: 75, 合格: 60, 不合格: 0}

    reports:
      overview:
        title: {zh: 总体情况, en: Overview}
        text:
          zh: 所有数据均为虚构，只用来演示一份研究如何写成。
          en: All data are made up; they only show how a study is written.
        show: [satisfaction, answers, performance]
      cards: {for-each: performance, name: "{case_id}"}

    """

  static let codebook = """
    # What the columns of ratings.csv mean.
    variables:
      grade:
        label: {zh: 满意程度, en: Satisfaction}
        question: {zh: 您对办理结果是否满意？, en: Are you satisfied with the result?}
        values:
          1: {zh: 满意, en: satisfied}
          2: {zh: 基本满意, en: basically satisfied}
          3: {zh: 不满意, en: dissatisfied}
        missing: {9: dont-know}
      district:
        label: {zh: 区域, en: District}
        values:
          1: {zh: 东区, en: East}
          2: {zh: 西区, en: West}

    """

  /// One letter an answer, 15 answers a case.
  private static let grades = [
    ("S01", "111111111111121"),
    ("S02", "113113121111211"),
    ("S03", "111111111111111"),
    ("S04", "223313113111232"),
    ("S05", "312111231112192"),
    ("S06", "111111111111211"),
    ("S07", "132311133111111"),
    ("S08", "111113212213333"),
  ]

  static var ratings: String {
    var text = "rating_id,case_id,district,grade\n"
    var number = 1
    for (name, answers) in grades {
      for answer in answers {
        text += "\(number),\(name),\(number % 2 + 1),\(answer)\n"
        number += 1
      }
    }
    return text
  }

  static let cases = """
    case_id,title,assigned_on,replied_on,meet_before_on,meet_during_on,meet_after_on
    S01,示例建议一,2025-03-03,2025-05-04,2025-03-20,2025-04-11,2025-05-20
    S02,示例建议二,2025-03-03,2025-05-30,2025-03-25,,2025-06-10
    S03,示例建议三,2025-03-04,2025-04-18,2025-03-12,2025-04-02,2025-05-06
    S04,示例建议四,2025-03-04,2025-07-02,,2025-05-15,
    S05,示例建议五,2025-03-05,2025-05-19,2025-03-28,2025-04-22,2025-06-03
    S06,示例建议六,2025-03-05,2025-06-04,2025-04-01,,2025-06-20
    S07,示例建议七,2025-03-06,2025-05-03,2025-03-18,2025-04-15,2025-05-22
    S08,示例建议八,2025-03-06,2025-08-03,,,2025-08-20

    """

  /// For each evaluator the scores of the eight cases.
  private static let panel = [
    ("E1", [90, 84, 100, 65, 78, 87, 72, 69]),
    ("E2", [88, 80, 96, 59, 76, 86, 75, 65]),
    ("E3", [86, 76, 92, 60, 71, 83, 73, 54]),
    ("E4", [88, 82, 97, 62, 75, 88, 72, 64]),
    ("E5", [97, 81, 93, 60, 74, 85, 62, 64]),
  ]

  static var scores: String {
    var text = "case_id,indicator_id,evaluator_id,score\n"
    for (evaluator, scores) in panel {
      for (position, score) in scores.enumerated() {
        text += "S0\(position + 1),I21,\(evaluator),\(score)\n"
      }
    }
    return text
  }

  static let indicators = """
    indicator_id,parent_id,name_zh,name_en,weight,direction,source,formula,unit,norm,norm_params,aggregate
    G,,办理绩效,Handling,1,1,,,,,,arithmetic
    I1,G,办理过程,Process,0.35,1,,,,,,arithmetic
    I11,I1,办理天数,Days to reply,0.5,-1,ledger,days(assigned_on;replied_on),天,goalposts,lo=0;hi=184,
    I12,I1,三见面完成率,Meetings held,0.5,1,ledger,share(meet_before_on;meet_during_on;meet_after_on),,fixed,lo=0;hi=1,
    I2,G,办理效果,Effect,0.65,1,,,,,,arithmetic
    I21,I2,答复质量,Quality of the reply,0.5,1,evaluators,,分,fixed,lo=0;hi=100,
    I22,I2,满意度指数,Satisfaction index,0.5,1,satisfaction,index(100;60;0),分,fixed,lo=0;hi=100,

    """
}
