/// A rectangle of numbers, row after row in one array.
public struct Matrix: Hashable, Sendable {
  /// The number of rows.
  public let rowCount: Int
  /// The number of columns.
  public let columnCount: Int
  /// The numbers, row after row.
  public var elements: [Double]

  /// Creates a matrix that holds `value` everywhere.
  public init(rows: Int, columns: Int, repeating value: Double = 0) {
    precondition(rows >= 0 && columns >= 0)
    self.rowCount = rows
    self.columnCount = columns
    self.elements = [Double](repeating: value, count: rows * columns)
  }

  /// Creates a matrix from its elements, row after row.
  ///
  /// - Precondition: There are `rows * columns` of them.
  public init(rows: Int, columns: Int, elements: [Double]) {
    precondition(elements.count == rows * columns)
    self.rowCount = rows
    self.columnCount = columns
    self.elements = elements
  }

  /// Creates a matrix from rows of equal length.
  public init(_ rows: [[Double]]) {
    let columns = rows.first?.count ?? 0
    precondition(rows.allSatisfy { $0.count == columns })
    self.init(
      rows: rows.count, columns: columns, elements: rows.flatMap { $0 })
  }

  /// The square matrix with ones on its diagonal.
  public static func identity(_ size: Int) -> Matrix {
    var result = Matrix(rows: size, columns: size)
    for index in 0..<size { result[index, index] = 1 }
    return result
  }

  /// One element.
  public subscript(row: Int, column: Int) -> Double {
    get { elements[row * columnCount + column] }
    set { elements[row * columnCount + column] = newValue }
  }

  /// One row.
  public func row(_ index: Int) -> [Double] {
    Array(elements[index * columnCount..<(index + 1) * columnCount])
  }

  /// Whether it has as many rows as columns.
  public var isSquare: Bool { rowCount == columnCount }

  /// The product with a column of numbers.
  ///
  /// - Precondition: `vector` has `columnCount` numbers.
  public func times(_ vector: [Double]) -> [Double] {
    precondition(vector.count == columnCount)
    return (0..<rowCount).map { row in
      var sum = 0.0
      for column in 0..<columnCount {
        sum += self[row, column] * vector[column]
      }
      return sum
    }
  }
}
