extension DiagnosticCode {
  /// Codes of unequal probabilities, replicate weights and phases.
  static let designs: [DiagnosticCode] = [
    .wrongProbability, .wrongJointProbabilities, .noReplicates,
    .wrongSecondPhase,
  ]

  /// `wrong-probability`.
  public static let wrongProbability = DiagnosticCode(
    "A130", "wrong-probability",
    """
    An inclusion probability is not above 0 and at most 1.

    With `pps` the column `probabilities` (or the first of `fpc`) holds the
    probability with which each unit came into the sample: for samples in
    proportion to size, the sample size times the unit's size by the size of
    the population.
    """)

  /// `wrong-joint-probabilities`.
  public static let wrongJointProbabilities = DiagnosticCode(
    "A131", "wrong-joint-probabilities",
    """
    Joint inclusion probabilities do not fit the sample, or the method of
    `pps` does not fit the design.

    They are a table with a row and a column for each sampled unit, in the
    order of the data: above 0 and at most 1, the same on both sides of the
    diagonal, and on the diagonal the inclusion probabilities.

    Only Brewer's approximation goes with several stages.
    """)

  /// `no-replicates`.
  public static let noReplicates = DiagnosticCode(
    "A132", "no-replicates",
    """
    Replicate weights cannot be made for this design, or supplied ones cannot
    be used without more being known about them.

    `brr` and `fay` need two clusters in each stratum, `jk1` a design without
    strata. Supplied weights need `fay` for Fay's method, `replicate-scales`
    for `jkn`, and `scale` for the method `other`; who made the weights tells
    these numbers.
    """)

  /// `wrong-second-phase`.
  public static let wrongSecondPhase = DiagnosticCode(
    "A133", "wrong-second-phase",
    """
    The second phase of a sample is not described well enough.

    All rows of the first phase are in the data; a column says with 1 or 0
    (or true, false, yes, no) which of them were sampled once more. In each
    stratum of the second phase at least two rows were, or all of them.

    'replicates' and 'second-phase' exclude each other. Weights that repeat
    the first phase alone leave out what the second one adds. Weights that
    repeat the form of the variance under both phases (Beaumont and Patak
    2012) need a form that is never below 0, which that of two phases is not
    in every sample: it would have to be bent first, and would not give the
    variance that is printed without replicates.

    What is sound for phases drawn at random within strata is to draw the
    first phase anew and to weight the second one up to it in every replicate
    (Kim, Navarro and Fuller 2006), as long as few units of the population
    are in the first phase: leave 'second-phase' out, and take the column of
    the second phase as a response:

        design:
          replicates: rao-wu
          calibrate:
            nonresponse:
              {status: SAMPLED, respondent: [1], nonrespondent: [0],
              cells: [STRATUM]}
    """)
}
