import Diagnostics
import SurveyData

/// What can be refused before anything is computed.

extension MeanAnalysis: CheckedAnalysis {
  /// Refuses columns that do not exist or hold text.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    for name in variables { _ = try data.numbers(name) }
  }
}

extension TotalAnalysis: CheckedAnalysis {
  /// Refuses columns that do not exist or hold text.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    for name in variables { _ = try data.numbers(name) }
  }
}

extension RatioAnalysis {
  /// Refuses columns that do not exist or hold text.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    let above = try data.numbers(numerator)
    let below = try data.numbers(denominator)
    if case .separate(let column, let totals) = prediction {
      _ = try separateTerms(column, totals, above, below, data)
    }
  }
}

extension ShareAnalysis {
  /// Refuses columns and values that do not exist.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    for name in variables {
      let answers = answerValues(of: try data.table.column(name))
      for value in values ?? [] where answers.position(of: value) == nil {
        throw answers.unknown(value, .error, file: data.table.source.file)
      }
    }
  }
}

extension VerdictAnalysis {
  /// Refuses votes that cannot be counted.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    _ = try findings(on: data)
  }

  /// What a run would say about the votes.
  ///
  /// - Throws: What `run` throws about them.
  public func findings(
    on data: AnalysisData
  ) throws(Diagnostic) -> [Diagnostic] {
    let ballots = try Ballots(votes, ungraded: ungraded, data: data)
    let attendance = try turnout.map { turnout throws(Diagnostic) in
      try Attendance(turnout, ballots: ballots, data: data)
    }
    return try ballots.findings + (attendance?.findings ?? [])
      + data.rowsWithoutGroup(byRounds) + printedFindings(data)
  }
}

extension EvaluationAnalysis {
  /// Refuses tables that cannot be evaluated.
  ///
  /// - Throws: What `run` throws about them.
  public func check() throws(Diagnostic) {
    _ = try findings()
  }

  /// What a run would say about the tables, and about the indicators and
  /// weights that these do not suit. Nothing is scored or drawn.
  ///
  /// - Throws: What `run` throws about the tables.
  public func findings() throws(Diagnostic) -> [Diagnostic] {
    try checkDoubt()
    let prepared = try EvaluationPreparation(self)
    let raw = prepared.leaves.map { $0?.raw ?? [] }
    let weights = try EvaluationWeights(self, raw: raw)
    return prepared.diagnostics + weights.diagnostics
      + tree.leaves.flatMap { valueRemarks($0, raw[$0]) } + bandRemarks
  }
}
