/// Why a workbook could not be made.
public struct WorkbookFault: Error, Hashable, Sendable {
  /// The reason, starting in lower case.
  public var reason: String

  /// Creates a fault.
  public init(_ reason: String) { self.reason = reason }
}
