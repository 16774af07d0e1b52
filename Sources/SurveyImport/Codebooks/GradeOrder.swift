/// The values from the best to the worst, where they are grades that
/// everybody orders alike; `nil` when any of them is something else, or when
/// there are fewer than two.
public func gradeOrder(of values: [String]) -> [String]? {
  guard values.count > 1 else { return nil }
  for scale in knownScales where values.allSatisfy(scale.contains) {
    return scale.filter(values.contains)
  }
  return nil
}

private let knownScales: [[String]] = [
  [
    "非常满意", "很满意", "满意", "比较满意", "基本满意", "一般", "不太满意", "不满意",
    "很不满意", "非常不满意",
  ],
  ["优秀", "良好", "中等", "合格", "基本合格", "不合格"],
  ["优秀", "称职", "基本称职", "不称职"],
  ["优", "良", "中", "差"], ["很好", "好", "较好", "一般", "较差", "差", "很差"],
  ["非常同意", "同意", "一般", "不同意", "非常不同意"],
  [
    "Very satisfied", "Satisfied", "Basically satisfied",
    "Neither satisfied nor dissatisfied", "Neutral", "Dissatisfied",
    "Very dissatisfied",
  ],
  ["Excellent", "Very good", "Good", "Fair", "Poor", "Very poor"],
  [
    "Strongly agree", "Agree", "Neither agree nor disagree", "Neutral",
    "Disagree", "Strongly disagree",
  ],
]
