extension DiagnosticCode {
  /// Codes of compressed files, of files of SPSS, Stata and SAS, and of
  /// codebooks in other forms than YAML.
  static let format: [DiagnosticCode] = [
    damagedCompression, compressionLimit, damagedStatFile, unsupportedStatFile,
    statFileEncoding, unwritableTable, renamedVariables, damagedCodebook,
    unusedCodebookPart, unreadableResponseSet, unreadableReason,
    shortenedTexts, unsupportedBatches,
  ]

  /// A compressed file that cannot be unpacked.
  public static let damagedCompression = DiagnosticCode(
    "D280", "damaged-compression",
    """
    The file was compressed by gzip or Zstandard, and unpacking it failed: it
    breaks off, its bytes were changed, or it was compressed twice. Nothing
    of it is used, because the rest would be an arbitrary part of the rows.
    Most often a download was cut; ask for the file again.
    """)

  /// A compressed file that is too large to unpack.
  public static let compressionLimit = DiagnosticCode(
    "D281", "compression-limit",
    """
    What comes out of a compressed file is held in memory. It was given up
    because that would take more than 64 GiB, more than the machine has, or
    because the content is over 1 GiB and more than a thousand times as large
    as the file, as with files that are made to fill a memory. Unpack it on
    the disk and name the plain file, which is read where it lies.
    """)

  /// A file of SPSS, Stata or SAS that cannot be read to its end.
  public static let damagedStatFile = DiagnosticCode(
    "D282", "damaged-stat-file",
    """
    The file begins like one of SPSS, Stata or SAS, but it breaks off, claims
    more than it holds, or contradicts itself. Nothing of it is used. Open it
    in the program that wrote it and save it again, or ask for another copy.
    """)

  /// A kind or version of a statistics file that cannot be read.
  public static let unsupportedStatFile = DiagnosticCode(
    "D283", "unsupported-stat-file",
    """
    The file belongs to a statistics program, but it is of a kind that cannot
    be read: a version that is not known, an encrypted file, or a catalogue of
    formats without data. Save the data again as `.sav`, `.dta` or CSV.
    """)

  /// Texts that do not fit the encoding that the file declares.
  public static let statFileEncoding = DiagnosticCode(
    "D284", "stat-file-encoding",
    """
    Texts of the file are not in the encoding that the file declares, or its
    encoding is not known. Programs often write the wrong one. Set `encoding`
    for the data set, for example `encoding: gb18030` for Chinese files of
    SPSS or Stata that were written on Windows.
    """)

  /// A table that the format to write has no room for.
  public static let unwritableTable = DiagnosticCode(
    "D285", "unwritable-table",
    """
    The format that the table is to be written in cannot hold it: too many
    columns or rows, a text or a number beyond its limits, or the file cannot
    be written at all. Nothing was written.
    """)

  /// Columns that were given other names in a written file.
  public static let renamedVariables = DiagnosticCode(
    "D286", "renamed-variables",
    """
    SPSS and Stata allow fewer names than a survey has: no blanks or most
    signs, at most 64 bytes (SPSS) or 32 characters (Stata), no two that
    differ in case only (SPSS). Such columns were given another name; the old
    one is the label when the column had none.
    """)

  /// A codebook that cannot be read.
  public static let damagedCodebook = DiagnosticCode(
    "D287", "damaged-codebook",
    """
    The codebook is a CSV dictionary, a DDI-Codebook or the sheets of an
    XLSForm, and a part of it cannot be used: XML that is not well-formed, a
    row without a name, a value that is not `code=label`, a list of choices
    that is not there. The message names the line.
    """)

  /// Parts of a codebook that nothing is done with.
  public static let unusedCodebookPart = DiagnosticCode(
    "D288", "unused-codebook-part",
    """
    The codebook says things that are not applied to the data, such as a
    constraint of a form, a weight or a group of variables. They are told so
    that nobody believes they were.
    """)

  /// A multiple-response set that was left as it is.
  public static let unreadableResponseSet = DiagnosticCode(
    "D289", "unreadable-response-set",
    """
    The SPSS file defines a question with several answers, but its columns do
    not fit the definition: a column is missing or holds text. The columns
    are there one by one, and no column was made of the set.
    """)

  /// Values that the file calls missing without a reason that is known.
  public static let unreadableReason = DiagnosticCode(
    "D290", "unknown-missing-reason",
    """
    The file declares values as missing, and their labels do not say clearly
    that an answer was refused, not known or not applicable. Such cells are
    read as blank. Name the reason under `missing` in a codebook, for example
    `missing: {99: refused}`.
    """)

  /// Texts that were cut in a written file.
  public static let shortenedTexts = DiagnosticCode(
    "D291", "shortened-labels",
    """
    SPSS and Stata limit the length of labels: 255 bytes for a variable and
    120 for a value in SPSS, 80 characters for a variable in Stata. Longer
    ones were cut at the end of a character. The data are whole.
    """)

  /// A file that can only be read as a whole.
  public static let unsupportedBatches = DiagnosticCode(
    "D299", "unsupported-batches",
    """
    In batches, with `batches: true` or because a file is larger than memory,
    only one part of the rows is in memory at a time. That suits delimited
    text and the analyses that only need sums: means, totals, ratios, shares and
    indices of items, with strata, clusters, weights and populations. Rules of quality,
    recipes, joins, keys, replicate weights, calibration and the other kinds
    need all rows at once, as do exports of survey platforms, whose questions
    are put together from several columns.
    """)
}
