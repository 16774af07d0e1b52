import Diagnostics

/// Words of pages and notebooks around the results.
extension Words {
  /// The mark on everything that is made from made-up data.
  var madeUp: String { say("演示数据（虚构）", "Demonstration data (made up)") }

  /// The sentence on pages with made-up data.
  var madeUpSentence: String {
    say(
      "本页所有数据均为演示而虚构，不涉及任何真实的人、单位和地点。",
      "All data on this page are made up for demonstration; they are about "
        + "no real person, office or place.")
  }

  /// The source line of a chart or table.
  func source(_ name: String) -> String {
    say("资料来源：\(name)", "Source: \(name)")
  }

  /// The link for the keyboard to the content.
  var skip: String { say("跳到正文", "Skip to content") }

  /// The heading of the contents list.
  var contents: String { say("目录", "Contents") }

  /// The name of the navigation between languages.
  var languages: String { say("语言", "Language") }

  /// The summary of a figure's data.
  var showData: String { say("图中数据", "Data of this figure") }

  /// The summary of further tables.
  func showTable(_ title: String) -> String {
    say("展开：\(title)", "Show: \(title)")
  }

  /// Where a table stands that is too long for a page.
  func tableInFile(_ title: String, rows: Int) -> String {
    say("\(title)（\(rows) 行，CSV 文件）", "\(title) (\(rows) rows, a CSV file)")
  }

  /// Where a table stands that has a page of its own.
  func tableOnPage(_ title: String, rows: Int) -> String {
    say(
      "\(title)（\(rows) 行，单独成页）",
      "\(title) (\(rows) rows, on a page of its own)")
  }

  /// The heading of the methods appendix.
  var methods: String { say("方法说明", "Methods") }

  /// The heading of the data page.
  var dataPage: String { say("数据与处理", "Data and processing") }

  /// The heading of the report itself in navigation.
  var report: String { say("报告", "Report") }

  /// The formula of a method.
  var formula: String { say("公式", "Formula") }

  /// The conventions of a method.
  var conventions: String { say("口径", "Conventions") }

  /// The design of a sample.
  var design: String { say("抽样设计", "Design") }

  /// The rows behind a result.
  var rows: String { say("数据行", "Rows") }

  /// The heading of intervals in the appendix.
  var intervals: String { say("区间估计", "Intervals") }

  /// The files behind a result.
  var files: String { say("数据文件", "Files") }

  /// The head of a column with file names.
  var file: String { say("文件", "File") }

  /// The head of a column with sizes.
  var bytes: String { say("字节数", "Bytes") }

  /// The head of a column with rows read.
  var rowsRead: String { say("读入行数", "Rows read") }

  /// The head of a column with rows kept.
  var rowsKept: String { say("采用行数", "Rows kept") }

  /// The head of a column with rows rejected.
  var rowsRejected: String { say("剔除行数", "Rows rejected") }

  /// The head of a column with cells set missing.
  var cellsSetMissing: String { say("置缺失单元格", "Cells set missing") }

  /// How the files were read.
  var dialect: String { say("读取方式", "How it was read") }

  /// The heading of findings.
  var findings: String { say("检查结果", "Findings") }

  /// No findings.
  var noFindings: String { say("未发现需要注意的问题。", "Nothing was found.") }

  /// The head of a column with severities.
  func severity(_ severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: say("错误", "error")
    case .warning: say("警告", "warning")
    case .note: say("提示", "note")
    }
  }

  /// The head of a column with severities.
  var severityColumn: String { say("级别", "Severity") }

  /// The head of a column with codes.
  var codeColumn: String { say("代码", "Code") }

  /// The head of a column with meanings.
  var meaning: String { say("内容", "Finding") }

  /// The head of a column with numbers.
  var number: String { say("次数", "Count") }

  /// The head of a column with places.
  var firstPlace: String { say("首次出现", "First place") }

  /// Who wrote the page.
  func madeWith(_ version: String) -> String {
    say("由满意（Manyi）\(version)生成", "Made with Manyi \(version)")
  }

  /// The note that data files stand beside the report.
  var dataBeside: String {
    say("图表的数据在tables文件夹中。", "The data of all charts are in the folder tables.")
  }

  /// The opening of a notebook.
  var notebookOpening: String {
    say(
      "本笔记本展示报告的图表。单元格读取同一文件夹中的charts和tables，可以直接运行。",
      "This notebook shows the charts and tables of the report. Its cells "
        + "read the folders charts and tables beside it and can be run.")
  }
}

extension Words {
  /// The name of the links at the head of a page.
  var navigation: String { say("相关页面", "Related pages") }

  /// The link to a result that is shown further up.
  func shownAbove(_ title: String) -> String {
    say("见上文：\(title)", "See above: \(title)")
  }

  /// The heading of a section without a title.
  var results: String { say("结果", "Results") }

  /// The hash of a file.
  var hash: String { say("SHA-256校验值", "SHA-256") }
}

/// Words of what a page can do.
extension Words {
  /// The label of the list of units.
  var highlight: String { say("在全部图表中突出", "Highlight in all charts") }

  /// The choice of no unit.
  var noUnit: String { say("不突出", "nothing") }

  /// How often a unit was found; `#` stands for the number.
  var unitFound: String { say("共突出 # 处", "found in # places") }

  /// The label of a search.
  var search: String { say("查找", "Find") }

  /// How many a search left; `#` stands for the number.
  var searchFound: String { say("找到 # 个", "# found") }

  /// The heading and the link of the sheet of all cards.
  var cardSheet: String { say("评价卡总览", "Contact sheet") }

  /// What the small bars of the sheet are.
  func sheetKey(_ indicators: [String]) -> String {
    say(
      "每张小图从上到下为\(list(indicators))的得分（0–100），竖线为全部对象的平均；没有横条的未评。",
      "Bars from top to bottom: scores (0–100) of "
        + list(indicators)
        + ". The vertical line is the mean of all cases; where there is no "
        + "bar, nothing was measured.")
  }

  /// The link from a result to how it was computed.
  var howThisWasComputed: String { say("计算方法", "How this was computed") }
}
