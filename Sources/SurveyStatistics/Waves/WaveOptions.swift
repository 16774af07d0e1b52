import SurveyData

/// What waves are compared with, and how they are tested and summed up.
public struct WaveOptions: Sendable, Hashable {
  /// What the waves are compared with.
  public var compare: [WaveComparison]
  /// Values to compare with, by variable; the empty name stands for every
  /// variable without its own.
  public var benchmarks: [String: Double]
  /// How p-values of several comparisons are adjusted.
  public var adjust: WaveAdjustment
  /// The number of waves in a rolling average; `nil` for none.
  public var rolling: Int?
  /// Whether slopes over the waves are computed.
  public var hasTrend: Bool
  /// The grouping variable that changes are split by.
  public var decompose: String?
  /// The waves with which a new wording began.
  public var breaks: [String]
  /// The column of respondents who answer in several waves.
  public var panel: String?
  /// Whether clusters with the same identifier are the same in every wave;
  /// `nil` for what the design says, which is `true`.
  public var areClustersShared: Bool?

  /// Creates options.
  public init(
    compare: [WaveComparison] = [.previous, .first],
    benchmarks: [String: Double] = [:], adjust: WaveAdjustment = .holm,
    rolling: Int? = nil, hasTrend: Bool = true, decompose: String? = nil,
    breaks: [String] = [], panel: String? = nil,
    areClustersShared: Bool? = nil
  ) {
    self.compare = compare
    self.benchmarks = benchmarks
    self.adjust = adjust
    self.rolling = rolling
    self.hasTrend = hasTrend
    self.decompose = decompose
    self.breaks = breaks
    self.panel = panel
    self.areClustersShared = areClustersShared
  }

  /// The benchmark of a variable.
  func benchmark(of variable: String) -> Double? {
    benchmarks[variable] ?? benchmarks[""]
  }

  func conventions(_ axis: WaveAxis) -> [Convention] {
    var result = [adjust.convention]
    if hasTrend { result.append(axis.convention) }
    if decompose != nil { result.append(ChangeDecomposition.convention) }
    return result
  }
}

/// What a wave is compared with.
public enum WaveComparison: String, Sendable, CaseIterable, Hashable {
  /// The wave before.
  case previous
  /// The first wave, or the first one of the present wording.
  case first
}

/// How the p-values of several comparisons are adjusted.
///
/// The comparisons of one kind in one series, such as all changes since the
/// wave before in one group, are a family.
public enum WaveAdjustment: String, Sendable, CaseIterable, Hashable {
  /// As they are.
  case none
  /// Holm's step-down method (Holm 1979), which keeps the chance of any
  /// false finding at the level.
  case holm
  /// Benjamini and Hochberg's method (1995), which keeps the expected part
  /// of false findings at the level.
  case benjaminiHochberg = "benjamini-hochberg"

  /// Adjusts p-values; those that are missing stay so and do not count.
  func adjusted(_ values: [Double?]) -> [Double?] {
    let plain = values.map { $0 ?? .nan }
    let found =
      PValueAdjustment(rawValue: rawValue)?.adjusted(plain) ?? plain
    return found.map { $0.isNaN ? nil : $0 }
  }

  /// The choice as it is printed beside the result.
  public var convention: Convention {
    let sentence =
      switch self {
      case .none:
        LocalizedText(
          zh: "p 值：未作多重比较校正。", en: "p-values: not adjusted.")
      case .holm:
        LocalizedText(
          zh: "p 值：同一序列、同一类比较之内按 Holm 法校正。",
          en: "p-values: adjusted by Holm's method among the comparisons of"
            + " one kind in one series.")
      case .benjaminiHochberg:
        LocalizedText(
          zh: "p 值：同一序列、同一类比较之内按 Benjamini–Hochberg 法校正。",
          en: "p-values: adjusted by Benjamini and Hochberg's method among"
            + " the comparisons of one kind in one series.")
      }
    return Convention("adjust", rawValue, sentence)
  }
}
