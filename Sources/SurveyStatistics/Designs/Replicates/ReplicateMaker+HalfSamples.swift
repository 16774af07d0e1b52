import Diagnostics
import LinearAlgebra

extension ReplicateMaker {
  /// Half samples balanced by a Hadamard matrix (McCarthy 1969): of the two
  /// clusters of each stratum one counts 2 − ρ and the other ρ (Fay 1989;
  /// ρ = 0 is plain balanced repeated replication), with
  /// c = 1/(R(1 − ρ)²).
  ///
  /// The order R of the matrix is the smallest known above the number of
  /// strata, or above `count`; each stratum has a row of it other than the
  /// first, so that the variance of a total is exactly that of the design.
  /// Finite populations do not enter. Strata of one cluster add nothing
  /// under `remove` and `certainty`.
  ///
  /// Checked against R survey 4.1-1: `scd.fay`.
  func balanced(fay: Double) throws(Diagnostic) -> Made {
    let name = fay == 0 ? "brr" : "fay"
    let open = openStrata
    let pairs = open.filter { $0.units.count > 1 || policy == .fail }
    try checkSingle(name)
    if let odd = pairs.first(where: { $0.units.count != 2 }) {
      let other = pairs.count { $0.units.count != 2 }
      throw fault(
        "'\(name)' needs two clusters in each stratum, and"
          + " \(other == 1 ? "one stratum has" : "\(other) strata have")"
          + " another number, such as \(odd.units.count)",
        help: "make jkn or rao-wu, or name strata of two clusters each")
    }
    guard !pairs.isEmpty else { throw fault("no stratum has two clusters") }
    let least = max(pairs.count + 1, plan.count ?? 0)
    try checkSize(stage.unitCount, least)
    let matrix = HadamardMatrix(atLeast: least)
    var factors = Matrix(
      rows: stage.unitCount, columns: matrix.order, repeating: 1)
    for (position, pair) in pairs.enumerated() {
      for replicate in 0..<matrix.order {
        let change = (1 - fay) * matrix[position + 1, replicate]
        factors[pair.units[0], replicate] = 1 + change
        factors[pair.units[1], replicate] = 1 - change
      }
    }
    let scale = 1 / (Double(matrix.order) * (1 - fay) * (1 - fay))
    // The constant and the difference of each pair, by orthogonal rows.
    return Made(
      factors: factors, scale: scale,
      replicateScales: [Double](repeating: 1, count: matrix.order),
      rank: pairs.count + 1)
  }
}
