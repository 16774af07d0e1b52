/// How missing values of leaves are filled in.
public struct ImputationOptions: Sendable, Hashable {
  /// The ways.
  public enum Method: String, Sendable, Hashable, CaseIterable {
    /// The mean of the indicator.
    case mean
    /// The median of the indicator.
    case median
    /// The mean of the indicator in the group of the case.
    case groupMean = "group-mean"
    /// The median of the indicator in the group of the case.
    case groupMedian = "group-median"
    /// Least squares on the indicators that are complete.
    case regression
    /// The mean of the cases that are nearest on the other indicators.
    case neighbours = "knn"
    /// A value of an earlier time, from another column.
    case previous
  }

  /// The way.
  public var method: Method
  /// The column of the cases with groups.
  public var group: String?
  /// The number of nearest cases.
  public var neighbours: Int
  /// For `previous` the column of the cases, by indicator.
  public var previous: [String: String]

  /// Creates options.
  public init(
    _ method: Method, group: String? = nil, neighbours: Int = 5,
    previous: [String: String] = [:]
  ) {
    self.method = method
    self.group = group
    self.neighbours = neighbours
    self.previous = previous
  }
}
