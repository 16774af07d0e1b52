/// Words of the workbook.
extension Words {
  /// The name of the first sheet.
  var cover: String { say("封面", "Cover") }

  /// The name of the sheet with formulas, conventions and sources.
  var notesSheet: String { say("说明", "Notes") }

  /// The name of the sheet with the files that were read.
  var dataSheet: String { say("数据来源", "Data") }

  /// The link to the contents.
  var backToContents: String { say("返回目录", "Back to contents") }

  /// The head of a column with names of sheets.
  var sheetColumn: String { say("工作表", "Sheet") }

  /// The head of a column with results.
  var resultColumn: String { say("结果", "Result") }

  /// The head of a column with titles of tables.
  var tableColumn: String { say("表", "Table") }

  /// The head of a column with numbers of rows.
  var rowCount: String { say("行数", "Rows") }

  /// The head of a column with what a note is about.
  var aspect: String { say("项目", "Aspect") }

  /// The head of a column with what a note says.
  var content: String { say("内容", "Content") }

  /// The head of the states' explanations.
  var shorthand: String { say("缩写", "Shorthand") }

  /// A table that is too long for a sheet.
  var tooLongForSheet: String {
    say("行数过多，见CSV文件", "too many rows, see the CSV file")
  }

  /// How to use the workbook.
  var workbookOpening: String {
    say(
      "每张表一个工作表，单元格保留全部数字，显示的小数位由格式决定。",
      "One table a sheet. Cells keep all digits; their format says how many "
        + "are shown.")
  }
}
