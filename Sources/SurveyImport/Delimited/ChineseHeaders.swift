/// The field names of the built-in schemas and their Chinese labels.
///
/// A file may have either as its header; a label is also known without the
/// part in brackets.
enum ChineseHeaders {
  /// The field that the header `label` stands for, or `nil`.
  static func field(for label: String) -> String? { fields[label] }

  /// The names of the columns of a file with `headers`: labels become field
  /// names, unless the file has a column of that name.
  ///
  /// What `单位` or `得分` stands for depends on the file, see `local`.
  static func fieldNames(_ headers: [String]) -> [String] {
    var taken = Set(headers)
    var names = headers.map { header in
      guard let field = field(for: header), taken.insert(field).inserted
      else { return header }
      return field
    }
    for file in local
    where taken.contains(file.mark) && !taken.contains(file.unless) {
      for (field, label) in file.labels {
        guard let position = headers.firstIndex(of: label),
          !taken.contains(field)
        else { continue }
        taken.remove(names[position])
        taken.insert(field)
        names[position] = field
      }
    }
    return names
  }

  /// Labels of the files that have a column `mark` and none named `unless`.
  struct Local: Sendable {
    let mark: String
    var unless = ""
    let labels: [(field: String, label: String)]
  }

  /// Labels that are too common to be known in every file.
  static let local: [Local] = [
    Local(
      mark: "evaluator_id",
      labels: [("score", "得分"), ("score", "分数"), ("score", "打分")]),
    Local(
      mark: "indicator_id", unless: "evaluator_id",
      labels: [
        ("direction", "方向"),
        ("type", "类型"),
        ("source", "来源"),
        ("source", "数据来源"),
        ("formula", "公式"),
        ("unit_zh", "单位"),
        ("scale_min", "最小值"),
        ("scale_max", "最大值"),
        ("bands", "等次"),
      ]),
  ]

  /// Field and label, in the order of the schemas.
  static let labels: [(field: String, label: String)] = [
    ("case_id", "建议编号"),
    ("term", "届次"),
    ("session", "会次"),
    ("kind", "类别(议案/建议/闭会建议)"),
    ("title", "标题"),
    ("category", "内容分类"),
    ("lead_deputy_id", "领衔代表"),
    ("cosigner_count", "联名人数"),
    ("submitted_on", "提出日期"),
    ("assigned_on", "交办日期"),
    ("lead_unit_id", "主办单位"),
    ("lead_unit_id", "承办单位"),
    ("co_unit_ids", "协办(会办)单位"),
    ("key_supervised", "是否重点督办"),
    ("supervisor", "督办领导"),
    ("complexity", "难易程度"),
    ("deadline_kind", "办理期限类别(3个月/6个月)"),
    ("due_on", "应办结日期"),
    ("due_on", "办结期限"),
    ("extended_until", "延期至"),
    ("returned_on", "退办日期"),
    ("signed_on", "签收日期"),
    ("meet_before_on", "办前见面日期"),
    ("meet_during_on", "办中见面日期"),
    ("meet_after_on", "办后见面日期"),
    ("replied_on", "答复日期"),
    ("result_class", "办理结果类别(A/B/C/D)"),
    ("result_class", "办理结果"),
    ("result_class", "结果类别"),
    ("commitment_text", "承诺事项"),
    ("commitment_due_on", "承诺完成日期"),
    ("commitment_done_on", "兑现(销号)日期"),
    ("round", "办理轮次"),
    ("parent_round", "上一轮次"),
    ("status", "状态"),
    ("repeat_of", "重复提出的原建议编号"),
    ("rating_id", "评价编号"),
    ("rater_kind", "评价主体(领衔代表/联名代表/群众/常委会组成人员)"),
    ("rater_id", "评价人"),
    ("unit_id", "被评单位"),
    ("question_id", "评价项目"),
    ("channel", "评价渠道"),
    ("rated_on", "评价日期"),
    ("grade", "评价等次(满意/基本满意/不满意)"),
    ("score", "评分"),
    ("weight", "权重"),
    ("is_valid", "是否有效票"),
    ("invalid_reason", "无效原因"),
    ("evaluator_id", "评委编号"),
    ("evaluator_group", "评委组别(代表/专家/群众)"),
    ("max_score", "满分"),
    ("abstain", "弃权"),
    ("conflict_of_interest", "回避"),
    ("evidence_ref", "佐证材料"),
    ("indicator_id", "指标编号"),
    ("name_zh", "指标名称"),
    ("name_en", "指标英文名称"),
    ("weight_basis", "权重依据"),
    ("formula", "计算公式"),
    ("unit_zh", "计量单位"),
    ("scale_min", "量表下限"),
    ("scale_max", "量表上限"),
    ("norm_params", "无量纲化参数"),
    ("bands", "档次名称"),
    ("parent_id", "上级指标"),
    ("level", "指标层级"),
    ("direction", "指标方向(正向1/逆向-1)"),
    ("type", "指标类型(效益/成本/区间/中间/扣分/等级)"),
    ("norm", "无量纲化方法"),
    ("aggregate", "汇总方法"),
    ("missing_rule", "缺失处理"),
    ("min_coverage", "最低覆盖率"),
    ("gate", "一票否决/封顶规则"),
    ("thresholds", "档次分界"),
    ("station_id", "家站编号"),
    ("activity_kind", "活动类别"),
    ("deputies_present", "到站代表人数"),
    ("deputies_assigned", "编入代表人数"),
    ("opinions_collected", "收集意见数"),
    ("opinions_forwarded", "转办意见数"),
    ("opinions_answered", "答复意见数"),
    ("opinions_resolved", "解决意见数"),
    ("points", "得分"),
    ("project_id", "项目编号"),
    ("area_name", "领域"),
    ("target_value", "目标值"),
    ("done_value", "完成值"),
    ("eligible", "应到人数"),
    ("present", "实到人数"),
    ("votes_for", "赞成票"),
    ("votes_against", "反对票"),
    ("votes_abstain", "弃权票"),
    ("sat_satisfied", "满意票"),
    ("sat_basic", "基本满意票"),
    ("sat_dissatisfied", "不满意票"),
    ("verdict_rule", "等次判定规则"),
    ("verdict", "测评等次"),
  ]

  /// What else offices write at the head of such columns.
  private static let synonyms: [(field: String, label: String)] = [
    ("case_id", "案件编号"), ("due_on", "答复期限"), ("due_on", "办理期限"),
    ("due_on", "办结期限"), ("due_on", "应答复日期"),
  ]

  private static let fields: [String: String] = {
    var fields: [String: String] = [:]
    for (field, label) in labels {
      fields[label] = field
      fields[fullWidthBrackets(label)] = field
    }
    // A short form never takes a name away from a whole label.
    for (field, label) in labels {
      let short = withoutBrackets(label)
      if fields[short] == nil { fields[short] = field }
    }
    for (field, label) in synonyms where fields[label] == nil {
      fields[label] = field
    }
    return fields
  }()

  private static func fullWidthBrackets(_ label: String) -> String {
    String(
      label.map { $0 == "(" ? "（" : $0 == ")" ? "）" : $0 })
  }

  private static func withoutBrackets(_ label: String) -> String {
    var depth = 0
    var short = ""
    for character in label {
      if character == "(" { depth += 1 }
      if depth == 0 { short.append(character) }
      if character == ")" { depth -= 1 }
    }
    return short
  }
}
