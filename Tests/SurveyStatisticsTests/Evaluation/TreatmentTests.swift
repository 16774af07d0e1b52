import TestSupport
import Testing

@testable import SurveyStatistics

/// Outliers and missing values, relative tolerance 1e-9.
@Suite struct TreatmentTests {
  @Test(arguments: ["a", "b", "c"])
  func treatsOutliersAsCOINr(_ name: String) throws {
    let wanted = try EvaluationReference("treat_COINr")[name]
    let found = OutlierTreatment(wanted["x"].numbers)
    let skewness = wanted["skew0"].value
    let kurtosis = wanted["kurt0"].value
    #expect(isClose(found.before?.skewness ?? .nan, skewness))
    #expect(isClose(found.before?.kurtosis ?? .nan, kurtosis))
    #expect(isClose(found.values, wanted["out"].numbers))
    #expect(Double(found.replaced.count) == wanted["n"].number)
    let after = wanted["skew1"].value
    let kurtosisAfter = wanted["kurt1"].value
    #expect(isClose(found.after?.skewness ?? .nan, after))
    #expect(isClose(found.after?.kurtosis ?? .nan, kurtosisAfter))
    #expect(!found.fails)
  }

  @Test func takesLogarithmsWhenReplacingIsNotEnough() throws {
    let wanted = try EvaluationReference("treat_COINr")["a"]
    let x = wanted["x"].numbers
    let none = OutlierOptions(winsorise: 0)
    let found = OutlierTreatment(x, options: none)
    #expect(found.method == .logarithm && found.replaced.isEmpty)
    #expect(isClose(found.values, wanted["log_CT"].numbers))
    // A negative skewness is the mirror image.
    let mirrored = OutlierTreatment(x.map { -$0 }, options: none)
    #expect(isClose(mirrored.values.map { -$0 }, found.values))
    let low = OutlierTreatment(x.map { -$0 })
    #expect(isClose(low.values.map { -$0 }, wanted["out"].numbers))
    let kept = OutlierTreatment(x, options: none, allowsLogarithm: false)
    #expect(kept.fails && kept.method == .none && kept.values == x)
  }

  /// COINr 1.1.14 stops with an error when all values become equal.
  @Test func stopsBeforeAllAreEqual() {
    let x: [Double] = [1, 1, 1, 1, 1, 1, 1, 1, 1, 50]
    let found = OutlierTreatment(x)
    #expect(found.values == x && found.method == .none && found.fails)
    let three: [Double] = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 50]
    let result = OutlierTreatment(three)
    #expect(result.values.contains { $0 != result.values[0] })
  }

  @Test func leavesColumnsWithoutAShape() {
    let columns: [[Double]] = [
      [], [.nan], [1, 2, 100], [3, 3, 3, 3], [.nan, .nan, .nan, .nan],
    ]
    for column in columns {
      let found = OutlierTreatment(column)
      #expect(isClose(found.values, column) && found.before == nil)
    }
  }

  // MARK: - Missing values

  private func reference() throws -> (x: [Double], EvaluationReference) {
    let wanted = try EvaluationReference("treat_COINr")["impute"]
    return (wanted["x"].list.map { $0.number ?? .nan }, wanted)
  }

  @Test func fillsInAsCOINr() throws {
    let (x, wanted) = try reference()
    let groups = [0, 0, 0, 1, 1, 1, 1]
    #expect(x.count { $0.isNaN } == 2)
    #expect(isClose(ColumnImputation.mean(x), wanted["mean"].numbers))
    #expect(
      isClose(
        ColumnImputation.byGroup(x, groups: groups, isMedian: false),
        wanted["mean_grp"].numbers))
    #expect(
      isClose(
        ColumnImputation.byGroup(x, groups: groups, isMedian: true),
        wanted["median_grp"].numbers))
    #expect(ColumnImputation.median([1, .nan, 4, 9]) == [1, 4, 4, 9])
    let open = ColumnImputation.byGroup(
      [1, .nan, .nan], groups: [0, 1, -1], isMedian: false)
    #expect(isClose(open, [1, .nan, .nan]))
    #expect(isClose(ColumnImputation.mean([.nan]), [.nan]))
  }

  private func holes() throws -> (columns: [[Double]], EvaluationReference) {
    let wanted = try EvaluationReference("../evaluation-weights/weights")[
      "holes"]
    return (EvaluationReference.transposed(wanted["X"].matrix), wanted)
  }

  @Test func fillsInByNeighbours() throws {
    let (columns, wanted) = try holes()
    let expected = EvaluationReference.transposed(wanted["knn_3"].matrix)
    for column in columns.indices {
      #expect(
        isClose(
          ColumnImputation.neighbours(columns, column, count: 3),
          expected[column]))
    }
    let alone = ColumnImputation.neighbours([[1, .nan]], 0, count: 3)
    #expect(isClose(alone, [1, .nan]))
  }

  @Test func fillsInByRegression() throws {
    let (columns, wanted) = try holes()
    let expected = EvaluationReference.transposed(wanted["regression"].matrix)
    for column in columns.indices {
      #expect(
        isClose(
          ColumnImputation.regression(columns, column), expected[column],
          relative: 1e-8))
    }
    // Nothing complete to go by, and too few cases.
    let open: [[Double]] = [[1, .nan, 3, 4], [.nan, 2, 3, 4]]
    #expect(isClose(ColumnImputation.regression(open, 0), open[0]))
    let few: [[Double]] = [[1, .nan, 3], [1, 2, 4]]
    #expect(isClose(ColumnImputation.regression(few, 0), few[0]))
  }
}
