import SurveyData

extension BannerAnalysis {
  /// The choices as they are printed beside the tables.
  func conventions(
    _ data: AnalysisData, _ frame: BannerFrame, _ results: [BannerResult]
  ) -> [Convention] {
    var found = [
      Convention(
        "column-base", "answered",
        LocalizedText(
          zh: "列百分比的基数：该列中回答了该题的人；未答者不计入。",
          en: "Column percentages are of those in the column who answered"
            + " the question."))
    ]
    if results.contains(where: \.question.takesSeveral) {
      found.append(
        Convention(
          "several-answers", "respondents",
          LocalizedText(
            zh: "多选题：每个选项以回答该题且见到该选项的人为基数，"
              + "各项之和可以超过 100%；检验取各选项中最小的 p 值乘以选项数。",
            en: "Several answers: shares of those who answered the question"
              + " and were offered the option; they may add up to more than"
              + " 100%. Their test is the smallest p of the options times"
              + " their number.")))
    }
    if let letters = options.letters {
      found += letters.conventions
      found.append(weakBase)
    }
    found += [options.interval.convention, tests]
    return found + data.design.conventions
  }

  private var weakBase: Convention {
    let minimum = plainText(options.minimumBase)
    return switch options.weakBase {
    case .effective:
      Convention(
        "minimum-base", "effective",
        LocalizedText(
          zh: "有效样本量（Kish）小于 \(minimum) 的列加注标记，不参与比较。",
          en: "Columns with an effective base (Kish) below \(minimum) are"
            + " marked and not compared."))
    case .unweighted:
      Convention(
        "minimum-base", "unweighted",
        LocalizedText(
          zh: "样本量小于 \(minimum) 的列加注标记，不参与比较。",
          en: "Columns with fewer than \(minimum) respondents are marked and"
            + " not compared."))
    }
  }

  private var tests: Convention {
    Convention(
      "independence", "rao-scott",
      LocalizedText(
        zh: "题目与分组变量的独立性检验：Rao-Scott 二阶校正 F 检验；"
          + "数值题为各组均值相等的 Wald F 检验。",
        en: "Test of a question by a banner variable: Rao-Scott F with"
          + " second-order correction; for measured numbers Wald's F test"
          + " that the means are equal."))
  }
}

extension BannerLetters {
  /// The choices as they are printed beside the tables.
  var conventions: [Convention] {
    [rule, adjustmentConvention, freedomConvention]
  }

  /// What letters say, for the foot of a table.
  var note: LocalizedText {
    let percent = plainText((level * 1000).rounded() / 10)
    let second = secondLevel.map { plainText(($0 * 1000).rounded() / 10) }
    return LocalizedText(
      zh: "字母：显著高于所示的列（\(percent)%"
        + (second.map { "；小写字母 \($0)%" } ?? "") + "）。",
      en: "Letters: significantly above the columns named (\(percent)%"
        + (second.map { "; small letters \($0)%" } ?? "") + ").")
  }

  private var rule: Convention {
    let percent = plainText((level * 1000).rounded() / 10)
    var chinese = ""
    var english = ""
    switch comparison {
    case .withinVariable:
      chinese = "同一分组变量的各列两两比较"
      english = "all pairs of columns of a banner variable"
    case .total:
      chinese = "各列与合计比较（计入两者的协方差）"
      english = "each column with the total, with their covariance"
    case .previous:
      chinese = "各列与前一列比较"
      english = "each column with the one before"
    }
    var small = ("", "")
    if let secondLevel {
      let second = plainText((secondLevel * 1000).rounded() / 10)
      small = (
        "，小写字母为 \(second)% 水平",
        ", small letters at \(second)%"
      )
    }
    return Convention(
      "letters", comparison.rawValue,
      LocalizedText(
        zh: "字母：该数显著高于字母所示的列（\(chinese)，按抽样设计的 t 检验，"
          + "双侧 \(percent)% 水平\(small.0)）。",
        en: "Letters: the number is significantly above that of the columns"
          + " named (\(english); t test under the design, two-sided, at"
          + " \(percent)%\(small.1))."))
  }

  private var adjustmentConvention: Convention {
    let sentence =
      switch adjustment {
      case .none:
        LocalizedText(
          zh: "字母未作多重比较校正。",
          en: "Letters are not adjusted for the number of comparisons.")
      case .holm:
        LocalizedText(
          zh: "多重比较：每行、每个分组变量内按 Holm 法校正。",
          en: "Letters are adjusted by Holm's method within a row and a"
            + " banner variable.")
      case .bonferroni:
        LocalizedText(
          zh: "多重比较：每行、每个分组变量内按 Bonferroni 法校正。",
          en: "Letters are adjusted by Bonferroni's method within a row and"
            + " a banner variable.")
      case .benjaminiHochberg:
        LocalizedText(
          zh: "多重比较：每行、每个分组变量内按 Benjamini-Hochberg 法控制错误发现率。",
          en: "Letters control the false discovery rate by Benjamini and"
            + " Hochberg's method within a row and a banner variable.")
      }
    return Convention("letter-adjustment", adjustment.rawValue, sentence)
  }

  private var freedomConvention: Convention {
    let sentence =
      switch freedom {
      case .pair:
        LocalizedText(
          zh: "比较的自由度：含有两列记录的初级抽样单元数减去层数。",
          en: "Degrees of freedom of a comparison: first-stage clusters with"
            + " rows of the two columns less strata with such rows.")
      case .design:
        LocalizedText(
          zh: "比较的自由度：全部初级抽样单元数减去层数。",
          en: "Degrees of freedom of a comparison: all first-stage clusters"
            + " less strata.")
      }
    return Convention("letter-freedom", freedom.rawValue, sentence)
  }
}
