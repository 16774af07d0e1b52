import SurveyData

extension EvaluationOptions {
  /// How leaves become the score of a case.
  ///
  /// All but `weightedSum` work over all leaves at once, with their global
  /// weights; `fuzzy` works node by node.
  public enum Score: Sendable, Hashable {
    /// The aggregates of the tree.
    case weightedSum
    /// Closeness to the ideal case times 100.
    case topsis(ColumnNormalisation = .vector)
    /// The Mazziotta-Pareto index.
    case mazziottaPareto(
      MazziottaPareto.Divisor = .n, penalty: MazziottaPareto.Penalty = .minus)
    /// A compromise of the regret over all indicators, which has the weight
    /// `majority`, and the worst regret.
    case vikor(majority: Double = 0.5)
    /// Grey relation with the ideal case times 100.
    case greyRelation(
      distinguishing: Double = 0.5, ColumnNormalisation = .minMax)
    /// Rank-sum ratios times 100, in 3 to 6 bands.
    case rankSumRatio(
      isWeighted: Bool = false, RankSumRatio.Ranks = .average, bands: Int = 3)
    /// Net flows of preference.
    case promethee(Promethee.Options = Promethee.Options())
    /// Outranking with a kernel.
    case electre1(Electre1.Options = Electre1.Options())
    /// Outranking with distillations.
    case electre3(Electre3.Options = Electre3.Options())
    /// Wins less losses by weighted majorities.
    case copeland
    /// Weighted Borda counts.
    case borda
    /// Each case with the weights that suit it best, times 100.
    case benefitOfTheDoubt(Doubt = Doubt())
    /// Fuzzy comprehensive evaluation.
    case fuzzy(FuzzyOptions = FuzzyOptions())
  }
}

extension EvaluationOptions.Score {
  /// The names in study files.
  public enum Name: String, Sendable, Hashable, CaseIterable {
    /// The aggregates of the tree.
    case weightedSum = "weighted-sum"
    /// The Mazziotta-Pareto index.
    case mazziottaPareto = "mpi"
    /// TOPSIS.
    case topsis
    /// VIKOR.
    case vikor
    /// Grey relation.
    case greyRelation = "grey"
    /// Rank-sum ratios.
    case rankSumRatio = "rsr"
    /// Weighted rank-sum ratios.
    case weightedRankSumRatio = "wrsr"
    /// PROMETHEE II.
    case promethee
    /// ELECTRE I.
    case electre1 = "electre-1"
    /// ELECTRE III.
    case electre3 = "electre-3"
    /// Copeland.
    case copeland
    /// Borda.
    case borda
    /// The benefit of the doubt.
    case benefitOfTheDoubt = "benefit-of-the-doubt"
    /// Fuzzy comprehensive evaluation.
    case fuzzy

    /// The method with its default choices.
    public var score: EvaluationOptions.Score {
      switch self {
      case .weightedSum: .weightedSum
      case .mazziottaPareto: .mazziottaPareto()
      case .topsis: .topsis()
      case .vikor: .vikor()
      case .greyRelation: .greyRelation()
      case .rankSumRatio: .rankSumRatio()
      case .weightedRankSumRatio: .rankSumRatio(isWeighted: true)
      case .promethee: .promethee()
      case .electre1: .electre1()
      case .electre3: .electre3()
      case .copeland: .copeland
      case .borda: .borda
      case .benefitOfTheDoubt: .benefitOfTheDoubt()
      case .fuzzy: .fuzzy()
      }
    }
  }

  /// The name of the method.
  public var name: Name {
    switch self {
    case .weightedSum: .weightedSum
    case .topsis: .topsis
    case .mazziottaPareto: .mazziottaPareto
    case .vikor: .vikor
    case .greyRelation: .greyRelation
    case .rankSumRatio(let isWeighted, _, _):
      isWeighted ? .weightedRankSumRatio : .rankSumRatio
    case .promethee: .promethee
    case .electre1: .electre1
    case .electre3: .electre3
    case .copeland: .copeland
    case .borda: .borda
    case .benefitOfTheDoubt: .benefitOfTheDoubt
    case .fuzzy: .fuzzy
    }
  }

  /// What works over all leaves at once; `nil` for the aggregates of the
  /// tree.
  var ranking: (any CaseRanking)? {
    switch self {
    case .weightedSum: nil
    case .topsis(let normalisation):
      TOPSISRanking(normalisation: normalisation)
    case .mazziottaPareto(let divisor, let penalty):
      MazziottaParetoRanking(divisor: divisor, penalty: penalty)
    case .vikor(let majority): VIKORRanking(majority: majority)
    case .greyRelation(let distinguishing, let normalisation):
      GreyRanking(
        distinguishing: distinguishing, normalisation: normalisation)
    case .rankSumRatio(let isWeighted, let ranks, let bands):
      RankSumRatioRanking(isWeighted: isWeighted, ranks: ranks, bands: bands)
    case .promethee(let options): PrometheeRanking(options: options)
    case .electre1(let options): Electre1Ranking(options: options)
    case .electre3(let options): Electre3Ranking(options: options)
    case .copeland: CopelandRanking()
    case .borda: BordaRanking()
    case .benefitOfTheDoubt(let options): DoubtRanking(options: options)
    case .fuzzy(let options): FuzzyRanking(options: options)
    }
  }

  /// What the scores are.
  var scale: ScoreScale { ranking?.scale ?? .points }
}

extension EvaluationOptions.Score.Name {
  /// The name in tables.
  var label: LocalizedText {
    switch self {
    case .weightedSum: LocalizedText(zh: "加权合成", en: "weighted sum")
    case .mazziottaPareto: LocalizedText("MPI")
    case .topsis: LocalizedText("TOPSIS")
    case .vikor: LocalizedText("VIKOR")
    case .greyRelation: LocalizedText(zh: "灰色关联", en: "grey relation")
    case .rankSumRatio: LocalizedText("RSR")
    case .weightedRankSumRatio: LocalizedText("WRSR")
    case .promethee: LocalizedText("PROMETHEE II")
    case .electre1: LocalizedText("ELECTRE I")
    case .electre3: LocalizedText("ELECTRE III")
    case .copeland: LocalizedText("Copeland")
    case .borda: LocalizedText("Borda")
    case .benefitOfTheDoubt:
      LocalizedText(zh: "最有利权重", en: "benefit of the doubt")
    case .fuzzy: LocalizedText(zh: "模糊综合评价", en: "fuzzy")
    }
  }
}
