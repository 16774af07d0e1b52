import Diagnostics
import SurveyData

/// How the rows of a table were sampled.
public struct SurveyDesign: Sendable {
  /// The number of rows of the table.
  public let rowCount: Int
  /// The columns it was made from.
  public let specification: DesignSpecification
  /// The weight of each row.
  public let weights: [Double]

  /// Reads the design columns of `table`.
  ///
  /// - Throws: A diagnostic when a column does not exist, a row has no
  ///   stratum, cluster, weight or population, a weight is negative or a
  ///   population is smaller than its sample.
  public init(
    _ specification: DesignSpecification, table: Table
  ) throws(Diagnostic) {
    self.specification = specification
    self.rowCount = table.rowCount
    self.weights = [Double](repeating: 1, count: table.rowCount)
  }

  /// A simple random sample from a population without end.
  public static func simple(rowCount: Int) -> SurveyDesign {
    SurveyDesign(rowCount: rowCount)
  }

  private init(rowCount: Int) {
    self.specification = DesignSpecification()
    self.rowCount = rowCount
    self.weights = [Double](repeating: 1, count: rowCount)
  }
}
