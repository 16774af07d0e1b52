import SVG
import SurveyData

/// Words for how the tables of data sets were made.
extension Words {
  /// The heading of the steps of a data set.
  func preparation(of name: String) -> String {
    say("数据集\(quoted(name))的处理步骤", "Steps that made \(quoted(name))")
  }

  /// The name of a step.
  func step(_ key: String) -> String {
    let names: [String: (String, String)] = [
      "append": ("合并文件", "Append files"), "join": ("连接", "Join"),
      "long": ("宽表转长表", "Wide to long"),
      "wide": ("长表转宽表", "Long to wide"),
      "rename": ("改名", "Rename"), "recode": ("重编码", "Recode"),
      "reverse": ("反向计分", "Reverse"), "bin": ("分组", "Bin"),
      "derive": ("派生", "Derive"), "filter": ("筛选", "Filter"),
      "set-missing": ("设为缺失", "Set missing"),
      "drop": ("删列", "Drop columns"), "keep": ("保留列", "Keep columns"),
      "label": ("加标签", "Label"),
    ]
    return names[key].map { say($0.0, $0.1) } ?? key
  }

  /// How much a step changed, such as `37 cells of “age”`.
  func changed(_ change: StepChange) -> String {
    let number = NumberStyle.integer.text(Double(change.count))
    let units: [StepChange.Unit: (String, String, String)] = [
      .cells: ("格", "cell", "cells"), .rows: ("行", "row", "rows"),
      .columns: ("列", "column", "columns"),
      .labels: ("个标签", "label", "labels"),
    ]
    guard let unit = units[change.unit] else { return number }
    let english = "\(number) \(change.count == 1 ? unit.1 : unit.2)"
    guard let column = change.column else {
      return say("\(number)\(unit.0)", english)
    }
    return say(
      "\(quoted(column))：\(number)\(unit.0)", "\(english) of \(quoted(column))")
  }

  /// A count of a combination of tables, such as `unmatched rows: 3`.
  func counted(_ count: CombiningReport.Count) -> String {
    let names = [
      "tables": "文件数", "rows": "行数", "matched rows": "已匹配的行",
      "unmatched rows": "未匹配的行",
      "unmatched rows of the other table": "另一表未匹配的行",
      "rows before": "之前的行数", "rows after": "之后的行数",
      "columns as rows": "转为行的列", "columns made": "生成的列",
    ]
    let number = NumberStyle.integer.text(Double(count.number))
    return say(
      "\(names[count.what] ?? count.what)：\(number)",
      "\(count.what): \(number)")
  }
}
