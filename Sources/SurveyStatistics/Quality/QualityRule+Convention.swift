import SurveyData

extension QualityRule {
  /// How the index is computed, and what happens to missing answers.
  func convention(
    mahalanobis: QualityOptions.MissingAnswers
  ) -> LocalizedText {
    switch self {
    case .duplicate:
      LocalizedText(
        zh: "答案全部相同的行数（含本行）；缺失只与缺失相同；每组的第一行不标记。",
        en: "Rows with all answers the same, this one included. A missing "
          + "answer equals a missing answer only. The first row of a group is "
          + "not flagged.")
    case .nearDuplicate:
      LocalizedText(
        zh: "与前面某行答案相同的题目比例之最大值（达到阈值时）；缺失只与缺失相同；搜索无遗漏。",
        en: "The highest share of items with the answer of an earlier row, as "
          + "far as it reaches the threshold; the search misses none. A "
          + "missing answer equals a missing answer only.")
    case .sameDevice:
      LocalizedText(
        zh: "来自同一设备的行数；标识有缺失的行不比较；第一行不标记。",
        en: "Rows from the same device. Rows that lack a part of the "
          + "identification are not compared; the first row is not flagged.")
    case .straightLine:
      LocalizedText(
        zh: "按问卷顺序连续相同答案的最大长度；缺失会打断。",
        en: "The most equal answers in a row, in the order of the "
          + "questionnaire. A missing answer ends a string.")
    case .averageString:
      LocalizedText(
        zh: "答案数除以连续相同答案的串数；缺失会打断。",
        en: "Answers divided by strings of equal answers. A missing answer "
          + "ends a string.")
    case .lowVariability:
      LocalizedText(
        zh: "本人各题答案的标准差（n−1）；只计已答题目。",
        en: "The standard deviation (n − 1) of a person's answers, over the "
          + "answered items.")
    case .personTotal:
      LocalizedText(
        zh: "本人答案与各题均值的相关；只计已答题目，至少3题。",
        en: "The correlation of a person's answers with the item means, over "
          + "the answered items, three at least.")
    case .evenOdd:
      LocalizedText(
        zh: "各量表奇数题与偶数题均值的相关，经Spearman–Brown校正；反向题先反转；某半全缺的量表不计，至少3个量表。",
        en: "The correlation of the means of odd and even items over the "
          + "scales, corrected by Spearman-Brown; reversed items are turned. "
          + "A scale with an empty half is left out; three at least.")
    case .synonyms:
      LocalizedText(
        zh: "高度正相关题目对上本人答案的相关；缺一题的对不计，至少3对。",
        en: "The correlation of a person's answers over pairs of items that "
          + "correlate strongly. A pair with a missing answer is left out; "
          + "three at least.")
    case .antonyms:
      LocalizedText(
        zh: "高度负相关题目对上本人答案的相关；缺一题的对不计，至少3对。",
        en: "The correlation of a person's answers over pairs of items that "
          + "correlate strongly and negatively. A pair with a missing answer "
          + "is left out; three at least.")
    case .mahalanobis:
      mahalanobis == .answered
        ? LocalizedText(
          zh: "D²，均值与协方差取自答完全部题目者；有缺失者按已答题目计算，自由度相应减少；协方差奇异时用广义逆。",
          en: "D² with the means and covariances of complete rows. Rows with "
            + "missing answers use the answered items and as many degrees of "
            + "freedom; a singular matrix is replaced by its pseudo-inverse.")
        : LocalizedText(
          zh: "D²，均值与协方差取自答完全部题目者；有缺失者不计算；协方差奇异时用广义逆。",
          en: "D² with the means and covariances of complete rows. Rows with "
            + "missing answers have none; a singular matrix is replaced by "
            + "its pseudo-inverse.")
    case .guttman:
      LocalizedText(
        zh: "“难”步通过而“易”步未通过的对数，除以通过与未通过的全部对数；反向题先反转；只计已答题目。",
        en: "Pairs of a hard step passed and an easier one failed, divided by "
          + "all pairs of passed and failed steps; reversed items are turned; "
          + "answered items only.")
    case .midpoint:
      LocalizedText(
        zh: "选量表中点的比例；没有中点的题和缺失不计。",
        en: "The share of answers at the middle of the scale. Items without a "
          + "middle and missing answers do not count.")
    case .extreme:
      LocalizedText(
        zh: "选量表两端的比例；缺失不计。",
        en: "The share of answers at either end of the scale. Missing answers "
          + "do not count.")
    case .speeder:
      LocalizedText(
        zh: "答题用时与全体中位数比较；没有用时者不判断。",
        en: "The time for answering against the median of all. Rows without "
          + "a time are not judged.")
    case .pageSpeeder:
      LocalizedText(
        zh: "用时过短的页面所占比例；没有用时的页面不计。",
        en: "The share of pages that took little time. Pages without a time "
          + "do not count.")
    case .attention:
      LocalizedText(
        zh: "未按要求作答的检查题数；未答的检查题不算未通过。",
        en: "Checks answered otherwise than asked for. A check without an "
          + "answer is not failed.")
    case .missing:
      LocalizedText(
        zh: "应答题目中没有答案的比例；不适用的题目不计。",
        en: "The share of items without an answer. Items that were not asked "
          + "do not count.")
    case .outOfScale:
      LocalizedText(
        zh: "超出编码本量表的单元格数；含读取时因此置为缺失的。",
        en: "Cells outside the scale of the codebook, those included that were "
          + "set missing for it when the file was read.")
    case .unlabelled:
      LocalizedText(
        zh: "编码本未列出的代码数；只检查列出选项且没有量表的列；缺失不计。",
        en: "Cells with a code that the codebook does not list, in columns "
          + "with labels and no scale. Missing answers do not count.")
    case .routing:
      LocalizedText(
        zh: "条件不成立却有答案的题目数；条件无法判断时视为不成立。",
        en: "Questions answered though their condition does not hold; one that "
          + "cannot be decided does not hold.")
    case .gibberish:
      LocalizedText(
        zh: "看起来不像文字的开放题回答数（依次检查：只有标点、只有数字、字符重复、片段重复、字符过少、键盘连打、无元音、辅音过多）；空白不计。",
        en: "Open answers that hardly look like words (in turn: punctuation "
          + "only, digits only, a repeated character or piece, few different "
          + "characters, neighbouring keys, no vowel, consonants). Blank "
          + "answers do not count.")
    }
  }
}
