import SurveyData

/// What is known about a file because its platform is known: which records
/// are header, what the columns are called and mean, and how they are put
/// together after reading.
struct ProfilePlan {
  /// The platform.
  var profile: ImportOptions.Profile
  /// Why it was taken for the platform, as words that follow a colon.
  var reason: LocalizedText
  /// Whether the file looks like one of a platform that the user named.
  var fits = true
  /// How many records the header has.
  var headerRecords = 1
  /// The columns of the file in its order.
  var columns: [PlannedColumn] = []
  /// Questions that stand in several columns.
  var questions: [PlannedQuestion] = []
  /// How several answers stand in one cell.
  var joining = JoiningRule()
  /// Whether `1/2/2026` has the month first when both could be.
  var writesMonthFirst = true
  /// Texts that stand for a day that was not recorded.
  var emptyMoments: Set<String> = []
  /// The name of the column of days whose blank cells mean that a response
  /// is not complete.
  var completion: String?
  /// Whether a text that a spreadsheet would take for a formula has an
  /// apostrophe in front.
  var masksFormulas = false
  /// How the file tells responses that are not complete or not real.
  var states: [ResponseState] = []
  /// The columns of the moments when a response began and ended.
  var timeSpan: (start: String, end: String)?
  /// Blank lines that every file of the platform has.
  var expectedBlankLines = 0
  /// What else is worth telling.
  var remarks: [ProfileRemark] = []
}

/// Something to tell about how a platform's file was understood.
struct ProfileRemark {
  /// The sentence.
  var message: LocalizedText
  /// What to do.
  var help: String?
}

/// What a profile knows about one column of the file.
struct PlannedColumn {
  /// What the cells are, beyond what they hold.
  enum Role: Equatable {
    /// Read like any column.
    case plain
    /// Something about the response, written by the platform.
    case metadata
    /// An answer; several may be joined in a cell.
    case answer
    /// An answer of which the file says that several may be given.
    case multiple
    /// Items in the order in which the respondent put them.
    case ranking
    /// Seconds, or a text such as `4分31秒`.
    case duration
    /// A day with a time.
    case moment
    /// One option of the question at `question`.
    case part(question: Int, code: String, label: String?)
    /// The joined answers to a question that also stands in parts.
    case summary(question: Int)
    /// What was written beside one option of a question.
    case otherText(question: Int, code: String)
  }

  /// The name in the table.
  var name: String
  /// The name in the file.
  var header: String
  /// Label, wording, kind and missing codes; its name is not used.
  var variable: Variable
  /// What the cells are.
  var role: Role
  /// How several answers stand in a cell; `nil` as in all of the file.
  var joining: JoiningRule?

  init(
    _ name: String, header: String, _ variable: Variable = Variable(""),
    role: Role = .plain
  ) {
    self.name = name
    self.header = header
    self.variable = variable
    self.role = role
  }
}

/// A question with a column for each option.
struct PlannedQuestion {
  /// What decides whether the columns are ticks at all.
  enum Condition {
    /// The header says so.
    case none
    /// Every cell is 0 or 1, and one is 0.
    case zerosAndOnes
    /// Every column has one value, and some row has a value in some only.
    case ticksOrBlank
    /// Every cell says that the option was ticked or that it was not.
    case yesOrNo
  }

  /// What a row without a tick says.
  enum Blank: Equatable {
    /// The respondent saw the options and ticked none.
    case noneTicked
    /// There is no answer, for that reason.
    case missing(MissingReason)
  }

  /// The name in the table.
  var name: String
  /// Its text in the file; `nil` when that is the name.
  var header: String?
  /// Label, wording and missing codes.
  var variable = Variable("")
  /// What decides whether the columns are ticks.
  var condition = Condition.none
  /// Cells that say "not ticked".
  var unticked: Set<String> = ["0"]
  /// Cells that tick; `nil` for every other text.
  var ticked: Set<String>?
  /// What a row says whose cells all are "not ticked".
  var allUnticked = Blank.noneTicked
  /// Whether a cell beside ticks that is missing because it did not apply
  /// means that the option was not offered; otherwise it was not ticked.
  var tellsOffers = false
}

/// How the answers to a question are joined in a cell.
struct JoiningRule {
  /// What stands between two answers.
  var separator = ""
  /// Whether the separator never stands within an option.
  var isUnambiguous = false
  /// Whether the separator also stands after the last answer.
  var isTerminated = false
  /// Whether numbers with the separator between them are codes.
  var joinsCodes = false
  /// What stands between items that were put in order.
  var rankSeparator: String?
  /// The signs around a text that was written beside an option.
  var insertion: (open: String, close: String)?
  /// The option of answers that are none of the known ones; `nil` when such
  /// answers do not occur.
  var otherOption: String?
}

/// A column by which responses can be left out.
struct ResponseState {
  /// The column in the table.
  var column: String
  /// What its cells are for responses that count: any of these, or any text
  /// at all when empty.
  var sound: [String]
  /// What the others are, such as `incomplete`.
  var others: LocalizedText
  /// Whether a response without any text counts.
  var allowsMissing = false
}
