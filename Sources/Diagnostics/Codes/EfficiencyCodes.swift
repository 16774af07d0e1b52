extension DiagnosticCode {
  /// Codes of efficiency, of scores by the benefit of the doubt, and of
  /// stars.
  static let efficiency: [DiagnosticCode] = [
    efficiencyBootstrap, envelopmentData, fewUnits, incomparableUnits,
    benefitOfTheDoubtTies, starGroups, starClusters, uncertainStars,
  ]

  /// Efficiencies that cannot be drawn again.
  public static let efficiencyBootstrap = DiagnosticCode(
    "A730", "efficiency-bootstrap",
    """
    The bootstrap of efficiencies (Simar and Wilson) draws new efficiencies
    from a smoothed distribution of those that were measured, and solves a
    linear program for each unit in each draw.

    It needs at least two units that are not efficient and differ; otherwise
    there is nothing to draw from, and efficiencies have no intervals. Many
    units with many draws take long: 200 units with 2,000 draws are 400,000
    programs of 200 columns.
    """)

  /// Inputs or outputs that no frontier can be drawn through.
  public static let envelopmentData = DiagnosticCode(
    "A270", "envelopment-data",
    """
    Data envelopment compares what units put in with what they get out. Every
    number has to be 0 or more, every unit needs an input and an output above
    0, and the model of slacks (`sbm`) needs all of them above 0.

    Shift or rescale a column with negative numbers before, or leave the unit
    out with `where`.
    """)

  /// Too few units for so many inputs and outputs.
  public static let fewUnits = DiagnosticCode(
    "A271", "few-units",
    """
    With m inputs and s outputs an efficiency analysis needs at least
    max(m × s, 3(m + s)) units. With fewer, most units are efficient only
    because nobody is like them.

    Use fewer inputs and outputs, or more units.
    """)

  /// Units that cannot be compared with the others.
  public static let incomparableUnits = DiagnosticCode(
    "A272", "incomparable-units",
    """
    Super-efficiency holds a unit against the others only. Without constant
    returns to scale the others may be unable to stand for it at all: then it
    has no score, and that is the result. Such a unit is efficient.
    """)

  /// Many cases at the highest score by the benefit of the doubt.
  public static let benefitOfTheDoubtTies = DiagnosticCode(
    "A273", "benefit-of-the-doubt-ties",
    """
    With the benefit of the doubt every case is scored with the weights that
    suit it best, so that many cases can have the highest score, each by the
    one indicator that it is best at.

    Limit the share of each indicator in a score: `score.shares: [0.05, 0.40]`.
    """)

  /// Groups of measures that stars cannot be made of.
  public static let starGroups = DiagnosticCode(
    "A274", "star-groups",
    """
    The groups of measures, their weights, the minimum or the peer groups of
    an analysis of stars cannot be used: a measure stands in two groups, a
    weight is not above 0, or a name in another key is none of the groups or
    measures.

    As a note it tells of a measure that was left out because fewer units
    report it than `minimum.reporting` asks for.
    """)

  /// Peer groups that are too small for so many stars.
  public static let starClusters = DiagnosticCode(
    "A275", "star-clusters",
    """
    A peer group has fewer different scores than there are stars, or an
    evaluation fewer than there are bands, so there are no stars or bands.

    Use fewer of them, or `peers: none`.
    """)

  /// Stars that change with the draws.
  public static let uncertainStars = DiagnosticCode(
    "A276", "uncertain-stars",
    """
    For some units fewer than 60 % of the draws agree on the stars. They lie
    near a cut point, or rest on few measures; publish the certainty beside
    their stars.
    """)
}
