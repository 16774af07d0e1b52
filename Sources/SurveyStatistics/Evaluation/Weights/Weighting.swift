extension EvaluationOptions {
  /// Where the weights come from.
  public enum Weighting: Sendable, Hashable {
    /// The `weight` column of the tree.
    case direct
    /// Siblings have equal weights.
    case equal
    /// Numbers, or an order of importance, that somebody decided on.
    case stated(StatedWeighting)
    /// Judgements of pairs (analytic hierarchy process).
    case hierarchy(HierarchyOptions = HierarchyOptions())
    /// Points or preferences of judges.
    case judged(JudgedWeighting)
    /// Values of the cases.
    case measured(MeasuredWeighting)
    /// Several sets of weights put together.
    case combined(CombinedWeighting)

    /// How much the cases differ.
    public static func entropy(
      _ variant: EntropyVariant = .minMax
    ) -> Weighting {
      .measured(.entropy(variant))
    }

    /// The word of study files.
    public var name: String {
      switch self {
      case .direct: "direct"
      case .equal: "equal"
      case .stated(let method): method.name
      case .hierarchy: "ahp"
      case .judged(let method): method.name
      case .measured(let method): method.name
      case .combined: "combined"
      }
    }

    /// Whether the weights change when the values of the cases do.
    public var dependsOnData: Bool {
      switch self {
      case .measured: true
      case .combined(let method): method.sets.contains(where: \.dependsOnData)
      default: false
      }
    }
  }
}
