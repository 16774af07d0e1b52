import Diagnostics
import Settings
import SurveyData
import SurveyImport
import SurveyStatistics

extension SettingsReader {
  /// The steps of a weighting at `key`: a mapping of steps in order, or a
  /// list of such mappings.
  ///
  ///     calibrate:
  ///       nonresponse: {status: s, respondent: [1], cells: [district]}
  ///       rake: {targets: {sex: {男: 51%, 女: 49%}, age: {…}}}
  ///       trim: {upper: 5 * mean}
  func calibration(_ key: String) -> CalibrationPlan? {
    guard let nodes = list(key) else { return nil }
    var plan = CalibrationPlan(place: valuePlace(of: key))
    for node in nodes {
      let reader = SettingsReader(node, subject: "'\(key)'", log: log)
      node.offers(keys: CalibrationReader.stepNames)
      for entry in reader.allEntries() {
        let step = CalibrationReader(
          reader: SettingsReader(
            entry.value, subject: "the step '\(entry.key)'", log: log),
          entry: entry, position: plan.steps.count + 1)
        if let step = step.step() { plan.steps.append(step) }
      }
    }
    return plan.steps.isEmpty ? nil : plan
  }
}

/// Reads one step of a weighting.
private struct CalibrationReader {
  let reader: SettingsReader
  let entry: SettingsNode.Entry
  let position: Int

  /// The names of all steps.
  static let stepNames =
    ["nonresponse", "trim"] + Calibration.Method.allCases.map(\.rawValue)

  /// The step; `nil` when there is not enough to go on.
  func step() -> CalibrationPlan.Step? {
    defer { reader.finish() }
    switch entry.key {
    case "nonresponse":
      return nonresponse().map { made(.nonresponse($0)) }
    case "trim":
      return trimming(reader).map { made(.trim($0)) }
    default:
      guard let method = Calibration.Method(rawValue: entry.key) else {
        // The keys of a step that does not exist are no faults of their own.
        _ = reader.allEntries()
        let names = Self.stepNames
        reader.log.report(
          Diagnostic(
            .unknownKey, at: entry.keyPlace,
            "no step of a weighting is called '\(entry.key)'",
            help: nearest(to: entry.key, in: names).map {
              "did you mean '\($0)'?"
            } ?? "choose one of: \(names.joined(separator: ", "))"))
        return nil
      }
      return calibration(method)
    }
  }

  private func made(
    _ step: WeightingPlan.Step, file: DataPlan? = nil
  ) -> CalibrationPlan.Step {
    CalibrationPlan.Step(step: step, file: file, place: entry.keyPlace)
  }

  // MARK: - Calibration

  private func calibration(
    _ method: Calibration.Method
  ) -> CalibrationPlan.Step? {
    var calibration = Calibration(method, margins: [])
    calibration.segments = reader.string("segments")
    calibration.totals = totals(hasSegments: calibration.segments != nil)
    calibration.missing = reader.choice("missing") ?? .refuse
    calibration.numbers = numbers()
    calibration.stated = StatedPlace(entry.keyPlace)
    if method == .linear || method == .logit { calibration.bounds = bounds() }
    if method == .logit, calibration.bounds == nil {
      if !reader.has("bounds") {
        reader.reportMissing(
          "bounds",
          help: "write bounds: [0.3, 3], the smallest and the"
            + " largest factor")
      }
      return nil
    }
    if [.linear, .raking, .logit].contains(method) {
      calibration.residualVariance = reader.string("variance")
    }
    if method == .rake {
      calibration.rakingVariance = reader.choice("variance") ?? .sweep
      if let trim = reader.reader("trim") {
        calibration.cycles = trim.integer("cycles", in: 1...1000) ?? 50
        calibration.trimming = trimming(trim)
        trim.finish()
      }
    }
    if let rounds = reader.integer("rounds", in: 1...100_000) {
      calibration.maximumIterations = rounds
    }
    guard let node = reader.node("targets") else {
      reader.reportMissing(
        "targets",
        help: "write targets: {VARIABLE: {VALUE: 0.4, …}}, or name a CSV file"
          + " with the columns variable, value and target")
      return nil
    }
    if case .scalar = node.content {
      return reader.file("targets").map { file in
        var options = ImportOptions()
        options.totalRows = .keep
        return made(
          .calibration(calibration),
          file: DataPlan(
            name: "targets of \(file.path)", file: file, codebook: nil,
            options: options, key: nil, filter: nil, design: nil))
      }
    }
    let targets = SettingsReader(node, subject: "'targets'", log: reader.log)
    if calibration.segments == nil {
      calibration.margins = margins(targets, segment: nil)
    } else {
      for segment in targets.allEntries() {
        let within = SettingsReader(
          segment.value, subject: "the segment '\(segment.key)'",
          log: reader.log)
        calibration.margins += margins(within, segment: segment.key)
      }
    }
    return calibration.margins.isEmpty
      ? nil : made(.calibration(calibration))
  }

  /// What the numbers of targets are: `as: counts` or `as: shares`.
  private func numbers() -> TargetNumbers {
    let names: [TargetNumbers] = [.counts, .shares]
    guard let text = reader.string("as") else { return .either }
    if let found = names.first(where: { $0.rawValue == text }) { return found }
    reader.reportWrong(
      "as", "'as' cannot be '\(text)'",
      help: "write as: counts, or as: shares; without it numbers that add up"
        + " to 1 or to 100 are shares")
    return .either
  }

  /// One number, or one for each segment.
  private func totals(hasSegments: Bool) -> [String: Double] {
    guard let node = reader.node("total") else { return [:] }
    guard case .map = node.content, hasSegments else {
      if hasSegments {
        reader.reportWrong(
          "total", "'total' takes a number for each segment",
          help: "write total: {SEGMENT: 1000, …}")
        return [:]
      }
      guard let total = reader.number("total") else { return [:] }
      if total <= 0 {
        reader.reportWrong("total", "'total' is a number above 0")
        return [:]
      }
      return ["": total]
    }
    let parts = SettingsReader(node, subject: "'total'", log: reader.log)
    var totals: [String: Double] = [:]
    for part in parts.allEntries() {
      guard let total = parts.number(part.key) else { continue }
      if total > 0 {
        totals[part.key] = total
      } else {
        parts.reportWrong(part.key, "'total' is a number above 0")
      }
    }
    return totals
  }

  private func bounds() -> ClosedRange<Double>? {
    guard let texts = reader.strings("bounds") else { return nil }
    let numbers = texts.compactMap(Double.init)
    guard texts.count == 2, numbers.count == 2, numbers[0] >= 0,
      numbers[0] < 1, numbers[1] > 1, numbers[1].isFinite
    else {
      reader.reportWrong(
        "bounds", "'bounds' takes a factor below 1 and one above 1",
        help: "write bounds: [0.3, 3]")
      return nil
    }
    return numbers[0]...numbers[1]
  }

  private func margins(
    _ targets: SettingsReader, segment: String?
  ) -> [TargetMargin] {
    targets.allEntries().compactMap { margin -> TargetMargin? in
      let names = crossedNames(margin.key)
      if case .map = margin.value.content {
        var cells: [TargetMargin.Cell] = []
        let subject = "the targets of '\(margin.key)'"
        read(
          SettingsReader(margin.value, subject: subject, log: reader.log),
          path: [], depth: names.count, into: &cells)
        if cells.isEmpty { return nil }
        var made = TargetMargin(names, segment: segment, .cells(cells))
        made.stated = StatedPlace(margin.keyPlace)
        return made
      }
      guard let total = targets.number(margin.key) else { return nil }
      var made = TargetMargin(names, segment: segment, .total(total))
      made.stated = StatedPlace(margin.keyPlace)
      return made
    }
  }

  /// Values of crossed variables nest, or stand as `男*18-29`.
  private func read(
    _ node: SettingsReader, path: [String], depth: Int,
    into cells: inout [TargetMargin.Cell]
  ) {
    for entry in node.allEntries() {
      let next = path + (depth == 1 ? [entry.key] : crossedNames(entry.key))
      if case .map = entry.value.content, next.count < depth {
        read(
          SettingsReader(entry.value, subject: node.subject, log: reader.log),
          path: next, depth: depth, into: &cells)
      } else if let target = node.number(entry.key) {
        var cell = TargetMargin.Cell(next, target)
        cell.stated = StatedPlace(entry.keyPlace)
        cells.append(cell)
      }
    }
  }

  // MARK: - Trimming

  private func trimming(_ reader: SettingsReader) -> WeightTrimming? {
    var trimming = WeightTrimming()
    trimming.lower = threshold(reader, "lower")
    trimming.upper = threshold(reader, "upper")
    trimming.isStrict = reader.boolean("strict") ?? false
    trimming.redistribution = reader.choice("redistribute") ?? .equal
    if trimming.lower == nil, trimming.upper == nil {
      if !reader.has("lower"), !reader.has("upper") {
        reader.reportMissing(
          "upper", help: "write upper: 5 * mean, or median + 3.5 * iqr")
      }
      return nil
    }
    return trimming
  }

  private func threshold(
    _ reader: SettingsReader, _ key: String
  ) -> WeightThreshold? {
    guard let text = reader.string(key) else { return nil }
    do {
      return try WeightThreshold(text, at: reader.valuePlace(of: key))
    } catch {
      reader.log.report(error)
      return nil
    }
  }

  // MARK: - Non-response

  private func nonresponse() -> NonresponseAdjustment? {
    guard let status = reader.requiredColumn("status") else { return nil }
    var values: [NonresponseAdjustment.Status: [String]] = [:]
    for status in NonresponseAdjustment.Status.allCases {
      if let names = reader.strings(status.rawValue) { values[status] = names }
    }
    if !reader.has("respondent") {
      reader.reportMissing(
        "respondent", help: "name the values of those who answered")
    }
    let cells = reader.strings("cells")
    let variables = reader.strings("variables")
    let classes = reader.integer("classes", in: 2...1000)
    let sharesUnknown = reader.boolean("share-unknown") ?? true
    if cells != nil, variables != nil {
      reader.reportWrong(
        "variables", "'cells' and 'variables' cannot both be there",
        help: "cells adjust within groups, variables by the chance to answer")
    }
    guard values[.respondent]?.isEmpty == false else { return nil }
    return NonresponseAdjustment(
      column: status.name, values: values,
      method: variables.map { .propensity($0, classes: classes) }
        ?? .cells(cells ?? []),
      sharesUnknown: sharesUnknown)
  }
}
