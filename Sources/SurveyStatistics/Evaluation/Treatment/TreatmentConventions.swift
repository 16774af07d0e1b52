import SurveyData

extension OutlierOptions {
  /// The choice and what it means.
  var convention: Convention {
    let (skew, kurt) = (plainText(skewness), plainText(kurtosis))
    return Convention(
      "outliers", "skewness-\(skew)-kurtosis-\(kurt)-winsorise-\(winsorise)",
      LocalizedText(
        zh: "偏度绝对值不小于 \(skew) 且峰度不小于 \(kurt) 的指标缩尾，最多替换 \(winsorise) 个值"
          + (usesLogarithm ? "，仍不达标的取对数" : "")
          + "；采用固定上下限的指标不处理，一票否决按原值判断。",
        en: "Indicators with a skewness of \(skew) or more in size and a "
          + "kurtosis of \(kurt) or more have up to \(winsorise) values set to "
          + "the next one"
          + (usesLogarithm
            ? ", and are replaced by their logarithm when that is not enough"
            : "")
          + "; indicators with fixed limits are left alone, and gates look at "
          + "the values of the file."))
  }
}

extension ImputationOptions {
  /// The choice and what it means.
  var convention: Convention {
    let sentence: LocalizedText
    switch method {
    case .mean:
      sentence = LocalizedText(
        zh: "缺失值以指标均值填补。", en: "Missing values are the indicator's mean.")
    case .median:
      sentence = LocalizedText(
        zh: "缺失值以指标中位数填补。",
        en: "Missing values are the indicator's median.")
    case .groupMean:
      sentence = LocalizedText(
        zh: "缺失值以同组（\(group ?? "")）均值填补。",
        en: "Missing values are the mean of the group (\(group ?? "")).")
    case .groupMedian:
      sentence = LocalizedText(
        zh: "缺失值以同组（\(group ?? "")）中位数填补。",
        en: "Missing values are the median of the group (\(group ?? "")).")
    case .regression:
      sentence = LocalizedText(
        zh: "缺失值以对完整指标的最小二乘预测填补。",
        en: "Missing values are predicted by least squares from the complete "
          + "indicators.")
    case .neighbours:
      sentence = LocalizedText(
        zh: "缺失值以最相近的 \(neighbours) 个对象的均值填补。",
        en: "Missing values are the mean of the \(neighbours) nearest cases.")
    case .previous:
      sentence = LocalizedText(
        zh: "缺失值以往期数值填补。", en: "Missing values are those of an earlier time.")
    }
    return Convention("imputation", method.rawValue, sentence)
  }
}
