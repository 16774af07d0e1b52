import Testing

@testable import LinearPrograms

@Suite struct LinearProgramTests {
  typealias Term = LinearProgram.Term

  /// Max 3x + 5y with x ≤ 4, 2y ≤ 12, 3x + 2y ≤ 18 (Hillier and Lieberman's
  /// Wyndor Glass): 36 at (2, 6), duals 0, 3/2, 1.
  @Test func textbookMaximum() throws {
    var program = LinearProgram(.maximise)
    let x = program.addColumn(cost: 3)
    let y = program.addColumn(cost: 5)
    program.addRow([Term(x, 1)], .atMost(4))
    program.addRow([Term(y, 2)], .atMost(12))
    program.addRow([Term(x, 3), Term(y, 2)], .atMost(18))
    let found = try #require(program.solve().solution)
    let wanted: [Double] = [36, 2, 6, 0, 1.5, 1]
    for (a, b) in zip([found.value] + found.columns + found.rowDuals, wanted) {
      #expect(abs(a - b) < 1e-12)
    }
  }

  @Test func minimumWithFreeAndBoxedColumns() throws {
    var program = LinearProgram(.minimise)
    let x = program.addColumn(cost: 1, .free)
    let y = program.addColumn(cost: 2, LinearProgram.Bounds(1, 3))
    program.addRow([Term(x, 1), Term(y, 1)], .equal(-2))
    let found = try #require(program.solve().solution)
    #expect(found.columns == [-3, 1])
    #expect(found.value == -1)
  }

  @Test func infeasibleAndUnboundedAreResults() {
    var infeasible = LinearProgram(.minimise)
    let x = infeasible.addColumn(cost: 1)
    infeasible.addRow([Term(x, 1)], .atMost(-1))
    #expect(infeasible.solve() == .infeasible)

    var unbounded = LinearProgram(.maximise)
    let y = unbounded.addColumn(cost: 1)
    unbounded.addRow([Term(y, 1)], .atLeast(1))
    #expect(unbounded.solve() == .unbounded)

    var crossed = LinearProgram(.minimise)
    _ = crossed.addColumn(cost: 1, LinearProgram.Bounds(2, 1))
    #expect(crossed.solve() == .infeasible)
  }

  @Test func emptyProgramsEnd() {
    #expect(LinearProgram(.minimise).solve().solution?.value == 0)
    var impossible = LinearProgram(.minimise)
    impossible.addRow([], .atLeast(1))
    #expect(impossible.solve() == .infeasible)
    var rowless = LinearProgram(.minimise)
    _ = rowless.addColumn(cost: 1)
    #expect(rowless.solve().solution?.columns == [0])
  }

  @Test func numbersThatAreNotFiniteAreRefused() {
    var program = LinearProgram(.minimise)
    let x = program.addColumn(cost: .nan)
    program.addRow([Term(x, 1)], .atLeast(1))
    #expect(program.solve() == .unsolved)
  }

  @Test func sameProgramGivesSameBits() {
    func solved() -> LinearProgram.Outcome {
      var program = LinearProgram(.minimise)
      let columns = (0..<30).map {
        program.addColumn(cost: 1 + Double(($0 * 37) % 11) / 7)
      }
      for row in 0..<12 {
        program.addRow(
          columns.map { Term($0, Double(($0 * 13 + row * 7) % 17) / 3) },
          .atLeast(Double(row + 1)))
      }
      return program.solve()
    }
    let first = solved()
    #expect(first.solution != nil)
    for _ in 0..<5 { #expect(solved() == first) }
  }
}
