import SurveyData

/// How units of the first stage were drawn with unequal probabilities and
/// without replacement.
public struct UnequalSpecification: Sendable, Hashable {
  /// What is known of the joint inclusion probabilities.
  public var method: UnequalMethod
  /// The form of the variance.
  public var variance: UnequalVariance
  /// The column of inclusion probabilities; the first of `fpc` without.
  public var probabilities: String?
  /// The columns of joint probabilities, one a unit in the order of the
  /// rows; `*` stands for any signs.
  public var joint: [String]
  /// Joint probabilities from elsewhere, row after row in the order of the
  /// rows.
  public var jointRows: [[Double]]?
  /// Σπ² over the population, for Hartley and Rao's approximation.
  public var sumOfSquares: Double?

  /// Creates a specification.
  public init(
    _ method: UnequalMethod, variance: UnequalVariance = .horvitzThompson,
    probabilities: String? = nil, joint: [String] = [],
    jointRows: [[Double]]? = nil, sumOfSquares: Double? = nil
  ) {
    self.method = method
    self.variance = variance
    self.probabilities = probabilities
    self.joint = joint
    self.jointRows = jointRows
    self.sumOfSquares = sumOfSquares
  }
}

/// What stands for the joint inclusion probabilities πᵢⱼ.
public enum UnequalMethod: String, Sendable, CaseIterable, Hashable {
  /// They are not needed: (n/(n − 1)) Σ(1 − πᵢ)(zᵢ − z̄)².
  case brewer
  /// πᵢⱼ = πᵢπⱼ · 2(n − 1)/(2n − πᵢ − πⱼ).
  case overton
  /// πᵢⱼ = πᵢπⱼ · (n − 1)/(n − πᵢ − πⱼ + Σπ²/n).
  case hartleyRao = "hartley-rao"
  /// They are given.
  case joint
}

/// The form of a variance under unequal probabilities.
public enum UnequalVariance: String, Sendable, CaseIterable, Hashable {
  /// ΣΣ Ďᵢⱼzᵢzⱼ with Ďᵢⱼ = 1 − πᵢπⱼ/πᵢⱼ.
  case horvitzThompson = "horvitz-thompson"
  /// −½ΣΣ Ďᵢⱼ(zᵢ − zⱼ)², for samples of a fixed size.
  case yatesGrundy = "yates-grundy"
}

extension UnequalSpecification {
  /// The choice as it is printed beside a result.
  public var convention: Convention {
    let chinese: String
    let english: String
    switch method {
    case .brewer:
      chinese = "Brewer 近似，n/(n−1)·Σ(1−π)(z−z̄)²"
      english = "Brewer's approximation, n/(n−1)·Σ(1−π)(z−z̄)²"
    case .overton:
      chinese = "Overton 近似联合入样概率，" + form.chinese
      english = "Overton's joint probabilities, " + form.english
    case .hartleyRao:
      chinese = "Hartley–Rao 近似联合入样概率，" + form.chinese
      english = "Hartley and Rao's joint probabilities, " + form.english
    case .joint:
      chinese = "给定的联合入样概率，" + form.chinese
      english = "joint probabilities as given, " + form.english
    }
    return Convention(
      "unequal-probabilities",
      method == .brewer
        ? method.rawValue : "\(method.rawValue)/\(variance.rawValue)",
      LocalizedText(
        zh: "不放回不等概抽样：\(chinese)。",
        en: "Unequal probabilities without replacement: \(english)."))
  }

  private var form: (chinese: String, english: String) {
    switch variance {
    case .horvitzThompson:
      ("Horvitz–Thompson 方差", "variance of Horvitz and Thompson")
    case .yatesGrundy:
      ("Sen–Yates–Grundy 方差", "variance of Sen, Yates and Grundy")
    }
  }
}
