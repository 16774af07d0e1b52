import LinearAlgebra
import Testing

@Suite struct HadamardMatrixTests {
  @Test func rowsAreOrthogonal() throws {
    for order in [1, 2, 4, 8, 12, 16, 20, 24, 28, 36, 40, 44, 56, 76, 96] {
      let matrix = try #require(HadamardMatrix(order: order), "\(order)")
      var isOrthogonal = true
      for row in 0..<order {
        for other in 0...row {
          var sum = 0.0
          for column in 0..<order {
            sum += matrix[row, column] * matrix[other, column]
          }
          if sum != (row == other ? Double(order) : 0) { isOrthogonal = false }
        }
      }
      #expect(isOrthogonal, "\(order)")
      let first = (0..<order).map { matrix[0, $0] }
      let edge = (0..<order).map { matrix[$0, 0] }
      #expect(first.allSatisfy { $0 == 1 } && edge.allSatisfy { $0 == 1 })
    }
  }

  @Test func ordersThatAreNotKnownAreSkipped() {
    let missing = stride(from: 4, through: 100, by: 4).filter {
      HadamardMatrix(order: $0) == nil
    }
    #expect(missing == [52, 92, 100])
    #expect(HadamardMatrix(atLeast: 50).order == 56)
    #expect(HadamardMatrix(atLeast: 14).order == 16)
    #expect(HadamardMatrix(atLeast: 0).order == 1)
    #expect(HadamardMatrix(order: 6) == nil)
    #expect(HadamardMatrix(order: -4) == nil)
  }
}
