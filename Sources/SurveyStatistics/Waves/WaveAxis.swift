import Diagnostics
import SurveyData

/// The waves in their order, and where the wording changed.
struct WaveAxis {
  /// The wave of each row; -1 for rows without one or outside the domain.
  let waves: [Int32]
  /// The waves, by the codebook, by number or by letters.
  let levels: [Categories.Level]
  /// For each wave how many breaks lie before it: waves with the same number
  /// asked the same question.
  let segments: [Int]
  /// Where each wave stands on the axis of time.
  let times: [Double]
  /// Whether the times are the numbers of the waves themselves.
  let areNumbers: Bool
  let findings: [Diagnostic]

  /// How many waves can be laid side by side.
  private static let maximumWaves = 500

  init(_ analysis: WaveAnalysis, _ data: AnalysisData) throws(Diagnostic) {
    let column = try data.table.column(analysis.wave)
    let place = data.place(of: analysis.wave)
    let categories = column.categories()
    var waves = categories.codes
    var occurs = [Bool](repeating: false, count: categories.levels.count)
    var without = 0
    for row in waves.indices {
      if data.domain?[row] == false {
        waves[row] = -1
      } else if waves[row] >= 0 {
        occurs[Int(waves[row])] = true
      } else {
        without += 1
      }
    }
    let kept = occurs.indices.filter { occurs[$0] }
    guard kept.count > 1, kept.count <= Self.maximumWaves else {
      throw Diagnostic(
        .wrongOption, at: place,
        kept.count > 1
          ? "'\(analysis.wave)' has \(kept.count) different values, and up to"
            + " \(Self.maximumWaves) waves are compared"
          : "'\(analysis.wave)' has \(kept.count) wave"
            + (kept.count == 1 ? "" : "s") + ", and a comparison needs two",
        zh: kept.count > 1
          ? "“\(analysis.wave)”有\(kept.count)个不同的值，最多比较\(Self.maximumWaves)期"
          : "“\(analysis.wave)”有\(kept.count)期，比较须有两期",
        help: "name the column that says in which wave a row was collected;"
          + " 'append' puts the files of several waves into one table")
    }
    var position = [Int32](repeating: -1, count: occurs.count)
    for (new, old) in kept.enumerated() { position[old] = Int32(new) }
    self.waves = waves.map { $0 < 0 ? -1 : position[Int($0)] }
    let levels = kept.map { categories.levels[$0] }
    self.levels = levels
    let answers = AnswerValues(column)
    var starts: Set<Int> = []
    for name in analysis.options.breaks {
      let value =
        answers.position(of: name).map { answers.levels[$0].value } ?? name
      guard let wave = levels.firstIndex(where: { $0.value == value }) else {
        throw answers.unknown(name, .error, file: data.table.source.file)
      }
      starts.insert(wave)
    }
    var segment = 0
    segments = levels.indices.map { wave in
      if wave > 0, starts.contains(wave) { segment += 1 }
      return segment
    }
    let numbers = levels.compactMap { Double($0.value) }.filter(\.isFinite)
    areNumbers =
      numbers.count == levels.count
      && zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
    times = areNumbers ? numbers : levels.indices.map { Double($0 + 1) }
    findings =
      without == 0
      ? []
      : [
        Diagnostic(
          .rowsWithoutGroup, .note, at: place,
          (without == 1 ? "1 row has" : "\(without) rows have")
            + " no value of '\(analysis.wave)' and count in no wave",
          zh: "\(without)行没有“\(analysis.wave)”的值，不计入任何一期")
      ]
  }

  var count: Int { levels.count }

  /// Whether the question of a wave differs from that of the wave before.
  func isBreak(before wave: Int) -> Bool {
    wave > 0 && segments[wave] != segments[wave - 1]
  }

  /// The name of a wave for readers.
  func label(_ wave: Int) -> LocalizedText {
    levels[wave].label ?? LocalizedText(levels[wave].value)
  }

  /// How the slope counts time.
  var convention: Convention {
    Convention(
      "trend-time", areNumbers ? "value" : "order",
      areNumbers
        ? LocalizedText(
          zh: "趋势：对各期估计值作最小二乘直线，时间取期次的数值；"
            + "标准误由各期估计值的协方差得出。",
          en: "Trend: a least-squares line through the waves' estimates, time"
            + " as the waves are numbered; its standard error follows from"
            + " the covariance of the estimates.")
        : LocalizedText(
          zh: "趋势：对各期估计值作最小二乘直线，时间取期次的顺序（每期为 1）；"
            + "标准误由各期估计值的协方差得出。",
          en: "Trend: a least-squares line through the waves' estimates, each"
            + " wave one step; its standard error follows from the covariance"
            + " of the estimates."))
  }
}
