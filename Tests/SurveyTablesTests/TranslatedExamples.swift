import SurveyTables

/// The examples in the other language, so that the gallery shows each of them
/// in Chinese and in English.
enum TranslatedExample {
  /// Every example that a reader would be shown, as written and in the other
  /// language; hostile labels have no language.
  static let all: [(name: String, table: TableModel)] = [
    ("rich.en", translated(Example.rich, rich, "en", Example.english)),
    ("letters.zh", translated(Example.letters, letters, "zh", chinese)),
    ("wide.zh", translated(Example.wide, others, "zh", chinese)),
    ("single.zh", translated(Example.single, others, "zh", chinese)),
    ("empty.zh", translated(Example.empty, others, "zh", chinese)),
    ("long.zh", translated(Example.long, others, "zh", chinese)),
  ]

  /// The texts of a table that have no translation, for a test.
  static func untranslated(_ table: TableModel) -> [String] {
    let isChinese = table.language == "zh"
    return texts(table).filter { text in
      let hasHan = text.unicodeScalars.contains {
        (0x4E00...0x9FFF).contains($0.value)
      }
      let hasWords = text.contains(/[a-zA-Z]{3}/)
      return isChinese ? hasWords && !hasHan : hasHan
    }
  }

  private static let chinese: TableWords = {
    var words = Example.chinese
    words.above = "高于"
    words.group = "组别"
    words.lower = "下限"
    words.upper = "上限"
    words.letters = "高于"
    words.remarks = "注"
    return words
  }()

  private static func translated(
    _ table: TableModel, _ texts: [String: String], _ language: String,
    _ words: TableWords
  ) -> TableModel {
    func say(_ text: String) -> String {
      if let found = texts[text] { return found }
      // Numbered rows have one text.
      if let number = text.split(separator: " ").last, text.hasPrefix("Row ") {
        return "第\(number)行"
      }
      return text
    }
    func column(_ node: ColumnNode) -> ColumnNode {
      var node = node
      node.label = say(node.label)
      node.notes = node.notes.map(say)
      node.children = node.children.map(column)
      return node
    }
    func cell(_ cell: TableCell) -> TableCell {
      var cell = cell
      if case .text(let text) = cell.content { cell.content = .text(say(text)) }
      cell.notes = cell.notes.map(say)
      return cell
    }
    func row(_ node: RowNode) -> RowNode {
      var node = node
      node.label = say(node.label)
      node.notes = node.notes.map(say)
      node.cells = node.cells.map(cell)
      node.children = node.children.map(row)
      return node
    }
    var table = table
    table.id += "-\(language)"
    table.language = language
    table.title = say(table.title)
    table.subtitle = table.subtitle.map(say)
    table.stubHeading = say(table.stubHeading)
    table.columns = table.columns.map(column)
    table.rows = table.rows.map(row)
    table.notes = table.notes.map(say)
    table.source = table.source.map(say)
    table.mark = table.mark.map(say)
    table.words = words
    return table
  }

  private static func texts(_ table: TableModel) -> [String] {
    func column(_ node: ColumnNode) -> [String] {
      [node.label] + node.notes + node.children.flatMap(column)
    }
    func row(_ node: RowNode) -> [String] {
      let cells = node.cells.flatMap { cell -> [String] in
        guard case .text(let text) = cell.content else { return cell.notes }
        return [text] + cell.notes
      }
      return [node.label] + node.notes + cells + node.children.flatMap(row)
    }
    return [table.title, table.stubHeading]
      + [table.subtitle, table.source, table.mark].compactMap { $0 }
      + table.notes + table.columns.flatMap(column) + table.rows.flatMap(row)
  }

  private static let rich: [String: String] = [
    "群众对建议办理结果的满意度高于对办理速度的满意度":
      "Residents are more satisfied with results than with speed",
    "满意度指数（0–100 分）及 95% 置信区间，按承办单位类型，2025 年第 4 季度":
      "Satisfaction index (0–100) with 95% intervals by kind of unit,"
      + " fourth quarter of 2025",
    "承办单位": "Unit in charge",
    "满意度指数": "Satisfaction index",
    "满意计 100 分，基本满意计 60 分，不满意计 0 分。":
      "Satisfied counts 100, basically satisfied 60, dissatisfied 0.",
    "办理态度": "Attitude",
    "办理过程与结果": "Process and result",
    "速度": "Speed",
    "结果": "Result",
    "含已答复并正在办理的事项。": "With matters that are answered and under way.",
    "满意率": "Satisfied",
    "与上年相比": "Change on the year",
    "评价件数": "Ratings",
    "全部单位": "All units",
    "市政府部门": "City departments",
    "按承办时的机构名称归类。": "By the names of the time of handling.",
    "教育、卫生健康与社会保障类部门（含直属事业单位）":
      "Education, health and social security, with their institutions",
    "只有一件建议。": "One suggestion only.",
    "少于 5 件评价。": "Fewer than 5 ratings.",
    "小计": "Subtotal",
    "区县": "Districts and counties",
    "城区": "In the city",
    "东城区": "East district",
    "山区（合并）": "Mountain counties, merged",
    "见附表": "see annex",
    "指数按各项评价的简单平均计算；因四舍五入，分项之和可能不等于总计。":
      "Indices are plain means of the ratings; parts may not add up to totals"
      + " because of rounding.",
    "来源：市人大常委会办公室，建议办理网上评价，2025 年 10–12 月。":
      "Source: office of the standing committee, online ratings, October to"
      + " December 2025.",
    "演示数据（虚构）": "Made-up data",
  ]

  private static let letters: [String: String] = [
    "Satisfied with the reply, by age and district": "对答复满意的比例，按年龄和区域",
    "Answer": "回答",
    "Age": "年龄",
    "18–34 (A)": "18–34岁（A）",
    "35–59 (B)": "35–59岁（B）",
    "District": "区域",
    "East (C)": "东城（C）",
    "West (D)": "西城（D）",
    "Satisfied": "满意",
    "Basically satisfied": "基本满意",
    "Capital letters: 95 %, small ones: 90 %; Holm's correction.":
      "大写字母：95%水平，小写字母：90%水平；霍尔姆校正。",
  ]

  private static let others: [String: String] = [
    "Very wide numbers": "很宽的数字",
    "Quantity": "数量",
    "Mixed decimals": "小数位数不一",
    "Totals": "总数",
    "Small": "小数",
    "Large": "大数",
    "Not finite": "非有限数",
    "Too many cells": "单元格过多",
    "kept": "保留",
    "One number": "一个数字",
    "Mean": "平均值",
    "All": "全部",
    "No rows": "没有行",
    "Two hundred rows": "二百行",
    "Row": "行",
    "Value": "数值",
    "Square": "平方",
    "A note that stands once, after the last row.": "只出现一次的注，在最后一行之后。",
  ]
}
