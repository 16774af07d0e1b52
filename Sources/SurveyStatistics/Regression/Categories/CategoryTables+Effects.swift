import LinearAlgebra
import SurveyData

extension CategoryTables {
  /// Mean effects on the probability of each answer: slopes of numbers,
  /// differences of values of factors, with standard errors by the delta
  /// method.
  ///
  /// The effects of one variable on all answers add up to 0.
  var effects: StatisticsTable {
    var made: [StatisticsTable.Row] = []
    for (index, variable) in frame.variables.enumerated() {
      switch variable.values {
      case .numbers:
        made += effectRows(
          variable.name, variable.title, slopes(variable: index),
          isDropped: frame.isDropped(index, kept: model.kept))
      case .factor(_, let levels, let reference):
        for level in levels.indices where level != reference {
          let title = levels[level].title
          let other = levels[reference].title
          made += effectRows(
            variable.name + levels[level].value,
            LocalizedText(
              zh: "\(variable.title[.chinese])：\(title[.chinese])"
                + "（对比\(other[.chinese])）",
              en: "\(variable.title[.english]): \(title[.english])"
                + " against \(other[.english])"),
            differences(variable: index, level: level, reference: reference),
            isDropped: frame.isDropped(index, level: level, kept: model.kept))
        }
      }
    }
    return StatisticsTable(
      "effects",
      title: LocalizedText(
        zh: "平均边际效应：\(outcome.title[.chinese])",
        en: "Average marginal effects: \(outcome.title[.english])"),
      stub: LocalizedText(zh: "答案", en: "Answer"),
      columns: CoefficientRows.columns(
        LocalizedText(zh: "平均效应", en: "Mean effect"), .points,
        spread: .pointsError), rows: made,
      notes: [
        LocalizedText(
          zh: "数值变量：增加一个单位时各答案概率的平均变化率；"
            + "分类变量：与参照取值相比概率的平均差。各答案的效应之和为零。",
          en: "Of a number: the mean rate at which the probability of an answer"
            + " changes with it; of a value: the mean difference from the"
            + " reference. The effects on all answers add up to 0.")
      ] + (hasDropped ? [ModelFrame.droppedNote] : []),
      figure: isUnusable ? nil : .dots(column: "estimate", reference: 0))
  }

  private var hasDropped: Bool {
    frame.variables.indices.contains { index in
      let variable = frame.variables[index]
      guard case .factor(_, let levels, let reference) = variable.values else {
        return frame.isDropped(index, kept: model.kept)
      }
      return levels.indices.contains {
        $0 != reference
          && frame.isDropped(index, level: $0, kept: model.kept)
      }
    }
  }

  /// A number for each answer, with its gradient by the parameters.
  private typealias Effects = [(value: Double, gradient: [Double])]

  private func effectRows(
    _ name: String, _ title: LocalizedText, _ effects: Effects,
    isDropped: Bool
  ) -> [StatisticsTable.Row] {
    zip(outcome.levels, effects).map { answer, effect in
      StatisticsTable.Row(
        "\(name):\(answer.value)", answer.title, section: title,
        isDropped
          ? [StatisticsTable.Cell](
            repeating: StatisticsTable.Cell(nil), count: 5)
          : rows.cells(
            (
              effect.value,
              model.sampled.contrast(effect.gradient).standardError
            )))
    }
  }

  private func probabilities(_ matrix: Matrix) -> Effects {
    model.model.meanProbabilities(
      model.sampled.values, rows: matrix, weights: model.weights)
  }

  private func differences(
    variable: Int, level: Int, reference: Int
  ) -> Effects {
    combined([
      (
        1,
        probabilities(
          frame.matrix(model.kept, setting: [variable: .level(level)]))
      ),
      (
        -1,
        probabilities(
          frame.matrix(model.kept, setting: [variable: .level(reference)]))
      ),
    ])
  }

  /// The mean of dP/dx by five points along the change of the model matrix
  /// with x. Their distance moves a linear predictor by 0.003 at most, which
  /// leaves an error of about 1e-12 of the slope.
  private func slopes(variable: Int) -> Effects {
    let matrix = frame.matrix(model.kept)
    let changes = frame.derivatives(model.kept, by: variable)
    let step = 0.003 / max(largestChange(changes), 1e-3 * largest(changes))
    guard step.isFinite else {
      return probabilities(matrix).map {
        (0, $0.gradient.map { _ in 0 })
      }
    }
    func moved(_ steps: Double) -> Effects {
      var moved = matrix
      for index in moved.elements.indices {
        moved.elements[index] += steps * step * changes.elements[index]
      }
      return probabilities(moved)
    }
    return combined(
      [(-1, 2), (8, 1), (-8, -1), (1, -2)].map { factor, steps in
        (Double(factor) / (12 * step), moved(Double(steps)))
      })
  }

  /// How far a linear predictor moves with x at most.
  private func largestChange(_ changes: Matrix) -> Double {
    var found = 0.0
    for equation in 0..<equations {
      for row in 0..<changes.rowCount {
        var change = 0.0
        for column in 0..<width {
          change +=
            model.sampled.values[equation * width + column]
            * changes.elements[row * width + column]
        }
        found = max(found, abs(change))
      }
    }
    return found
  }

  private func largest(_ changes: Matrix) -> Double {
    changes.elements.reduce(0) { max($0, abs($1)) }
  }

  private func combined(_ parts: [(factor: Double, Effects)]) -> Effects {
    guard
      var result = parts.first?.1.map({
        (value: 0.0, gradient: $0.gradient.map { _ in 0.0 })
      })
    else { return [] }
    for (factor, effects) in parts {
      for answer in effects.indices {
        result[answer].value += factor * effects[answer].value
        for index in effects[answer].gradient.indices {
          result[answer].gradient[index] +=
            factor * effects[answer].gradient[index]
        }
      }
    }
    return result
  }
}
