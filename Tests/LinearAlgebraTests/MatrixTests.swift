import LinearAlgebra
import TestSupport
import Testing

@Suite struct MatrixTests {
  @Test func rowsAndProducts() {
    let matrix = Matrix([[1, 2, 3], [4, 5, 6]])
    #expect(matrix.rowCount == 2 && matrix.columnCount == 3)
    #expect(matrix[1, 2] == 6)
    #expect(matrix.row(0) == [1, 2, 3])
    #expect(matrix.times([1, 0, -1]) == [-2, -2])
    #expect(Matrix.identity(2) == Matrix([[1, 0], [0, 1]]))
    #expect(Matrix([]).isSquare)
  }

  /// A = L·Lᵀ with L = [[2,0,0],[1,3,0],[-1,2,1]], worked by hand.
  @Test func cholesky() throws {
    let matrix = Matrix([[4, 2, -2], [2, 10, 5], [-2, 5, 6]])
    let factor = try #require(Cholesky(matrix))
    #expect(
      isClose(factor.factor.elements, [2, 0, 0, 1, 3, 0, -1, 2, 1]))
    let solution = factor.solve([4, 17, 9])
    #expect(isClose(solution, [1, 1, 1]))
    #expect(isClose(matrix.times(solution), [4, 17, 9]))
  }

  @Test func choleskyRefuses() {
    #expect(Cholesky(Matrix([[1, 2], [2, 1]])) == nil)
    #expect(Cholesky(Matrix([[1, .nan], [.nan, 1]])) == nil)
    #expect(Cholesky(Matrix([]))?.solve([]) == [])
  }

  /// [[2,1],[1,2]] has the eigenvalues 3 and 1; the Hilbert matrix of size 3
  /// those of its characteristic polynomial, by mpmath with 30 digits.
  @Test func symmetricEigenvalues() throws {
    let small = try #require(SymmetricEigen(Matrix([[2, 1], [1, 2]])))
    #expect(isClose(small.values, [3, 1]))
    let root = 0.5.squareRoot()
    #expect(isClose(small.vectors.elements, [root, root, root, -root]))
    let hilbert = Matrix(
      [1, 2, 3].map { row in [1, 2, 3].map { 1 / Double(row + $0 - 1) } })
    let found = try #require(SymmetricEigen(hilbert))
    #expect(
      isClose(
        found.values,
        [
          1.40831892712365396, 0.122327065853905847, 0.00268734035577352923,
        ], relative: 1e-12))
    #expect(SymmetricEigen(Matrix([[.infinity]])) == nil)
  }

  @Test func generalEigenvalues() throws {
    let turn = try #require(eigenvalues(of: Matrix([[0, -1], [1, 0]])))
    #expect(isClose(turn.map(\.imaginary), [1, -1]))
    let ordered = try #require(
      eigenvalues(of: Matrix([[1, 5], [0, 3]])))
    #expect(ordered.map(\.real) == [3, 1])
    #expect(eigenvalues(of: Matrix([])) == [])
    #expect(eigenvalues(of: Matrix([[.nan]])) == nil)
  }

  /// A consistent matrix of paired comparisons has the eigenvalue n, and its
  /// vector is that of the weights.
  @Test func principalEigenvectorOfComparisons() throws {
    let weights = [0.5, 0.3, 0.2]
    let matrix = Matrix(weights.map { row in weights.map { row / $0 } })
    let found = try #require(principalEigenvector(ofPositive: matrix))
    #expect(isClose(found.value, 3, relative: 1e-12))
    #expect(isClose(found.vector, weights, relative: 1e-12))
    #expect(
      principalEigenvector(ofPositive: Matrix([[1, -1], [1, 1]])) == nil)
  }
}
