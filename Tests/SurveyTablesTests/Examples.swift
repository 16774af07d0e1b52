import SVG
import SurveyTables

/// Tables that the tests of all writers share.
enum Example {
  static let chinese = TableWords(
    suppressed: "为保护受访者不予公布", notAvailable: "无数据",
    notApplicable: "不适用", lowReliability: "样本量小，仅供参考",
    shorthandOpening: "符号：", shorthandSeparator: "；", shorthandEnding: "。",
    intervalSeparator: " 至 ", noRows: "没有符合条件的记录")

  static let english = TableWords(
    suppressed: "withheld to protect respondents",
    notAvailable: "not available", notApplicable: "not applicable",
    lowReliability: "low reliability, small base",
    shorthandOpening: "Shorthand: ", shorthandSeparator: "; ",
    shorthandEnding: ".", intervalSeparator: " to ",
    noRows: "No record meets the conditions")

  /// Nested spanners, groups, a subtotal, an overall row, all states, notes
  /// in several places.
  static let rich = TableModel(
    id: "tab-satisfaction", language: "zh",
    title: "群众对建议办理结果的满意度高于对办理速度的满意度",
    subtitle: "满意度指数（0–100 分）及 95% 置信区间，按承办单位类型，2025 年第 4 季度",
    stubHeading: "承办单位",
    columns: [
      ColumnNode(
        spanner: "满意度指数", notes: ["满意计 100 分，基本满意计 60 分，不满意计 0 分。"],
        [
          ColumnNode("办理态度", statistic: "index"),
          ColumnNode(
            spanner: "办理过程与结果",
            [
              ColumnNode("速度", statistic: "index"),
              ColumnNode(
                "结果", statistic: "index", notes: ["含已答复并正在办理的事项。"]),
            ]),
        ]),
      ColumnNode("满意率", statistic: "satisfied", parts: []),
      ColumnNode("与上年相比", statistic: "difference"),
      ColumnNode("评价件数", statistic: "count"),
    ],
    rows: [
      RowNode(
        "全部单位",
        [
          .estimate(91.4, lower: 90.2, upper: 92.6, .points),
          .estimate(84.05, lower: 82.9, upper: 85.2, .points),
          .estimate(88, lower: 86.9, upper: 89.1, .points),
          .value(0.9731, .percent(1)), .value(1.25, .signed(1)),
          .value(12_684, .integer),
        ], kind: .overall),
      RowNode(
        group: "市政府部门", notes: ["按承办时的机构名称归类。"],
        [
          RowNode(
            "教育、卫生健康与社会保障类部门（含直属事业单位）",
            [
              .estimate(93.2, lower: 91, upper: 95.4, .points),
              .estimate(86.5, lower: 84, upper: 89, .points),
              .estimate(90.1, lower: 88, upper: 92.2, .points),
              .value(0.985, .percent(1)), .value(-0.3, .signed(1)),
              .value(4_310, .integer),
            ]),
          RowNode(
            "Housing & construction <office>",
            [
              .estimate(
                7.5, lower: 3.1, upper: 11.9, .points, isWeak: true,
                notes: ["只有一件建议。"]),
              .suppressed("少于 5 件评价。"), .notAvailable,
              .value(1, .percent(1)), .notApplicable, .value(3, .integer),
            ]),
          RowNode(
            "小计",
            [
              .estimate(92.8, lower: 91.1, upper: 94.5, .points),
              .estimate(86, lower: 84.1, upper: 87.9, .points),
              .estimate(89.7, lower: 88.2, upper: 91.2, .points),
              .value(0.98, .percent(1)), .value(0, .signed(1)),
              .value(4_313, .integer),
            ], kind: .subtotal),
        ]),
      RowNode(
        group: "区县",
        [
          RowNode(
            group: "城区",
            [
              RowNode(
                "东城区",
                [
                  .estimate(90, lower: 88.7, upper: 91.3, .points),
                  .estimate(82.2, lower: 80, upper: 84.4, .points),
                  .estimate(87.3, lower: 85.6, upper: 89, .points),
                  .value(0.969, .percent(1)), .value(12.5, .signed(1)),
                  .value(8_371, .integer),
                ])
            ]),
          RowNode(
            "山区（合并）",
            [.empty, .empty, .empty, .text("见附表"), .empty, .value(0, .integer)]
          ),
        ]),
    ],
    notes: ["指数按各项评价的简单平均计算；因四舍五入，分项之和可能不等于总计。"],
    source: "来源：市人大常委会办公室，建议办理网上评价，2025 年 10–12 月。",
    mark: "演示数据（虚构）", words: chinese)

  /// Labels that try to break out of every format.
  static let hostileLabels = [
    "<script>alert(1)</script>", "\" onload=\"alert(1)", "a | b \\| c",
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "＝1+1",
    "\"=1", "**bold** _x_ `code` $x$ [a](javascript:alert(1)) ![i](x)",
    "line\nbreak\r\nand\u{B}more", "\u{1B}[31mred\u{1B}[0m \u{7}",
    "\u{202E}reversed\u{2066}x", "]]> --> &amp; &#x3c;", "\u{0}\u{FFFE}",
    "http://example.org www.example.org", "e\u{301} 👩‍👩‍👧 ﷽ \u{200B}",
  ]

  static let hostile = TableModel(
    id: "x\" onload=\"y", language: "en\" x=\"",
    title: hostileLabels[0], subtitle: hostileLabels[2],
    stubHeading: hostileLabels[3],
    columns: [
      ColumnNode(
        spanner: hostileLabels[1],
        [
          ColumnNode(hostileLabels[10], statistic: "=1", notes: ["<i>note</i>"])
        ])
    ],
    rows: hostileLabels.map { label in
      RowNode(label, [.text(label, notes: [label])], notes: ["- not a list"])
    } + [RowNode(group: hostileLabels[0], [RowNode("1. x", [.text("# y")])])],
    notes: ["1. not a list", "# not a heading"], source: hostileLabels[10],
    mark: hostileLabels[0], words: english)

  /// Letters of significance beside shares, with small bases and bases in
  /// the cells.
  static let letters: TableModel = {
    func cell(
      _ value: Double, _ letters: String, base: Int, isWeak: Bool = false
    ) -> TableCell {
      var cell = TableCell.estimate(
        value, lower: value - 0.06, upper: value + 0.06, base: base,
        .percent(1), isWeak: isWeak)
      cell.letters = letters
      return cell
    }
    var words = english
    words.above = "above "
    return TableModel(
      id: "tab-letters", language: "en",
      title: "Satisfied with the reply, by age and district",
      stubHeading: "Answer",
      columns: [
        ColumnNode(
          spanner: "Age",
          [
            ColumnNode("18–34 (A)", statistic: "share"),
            ColumnNode("35–59 (B)", statistic: "share"),
          ]),
        ColumnNode(
          spanner: "District",
          [
            ColumnNode(
              "East (C)", statistic: "share", parts: [.interval, .base]),
            ColumnNode("West (D)", statistic: "share", parts: []),
          ]),
      ],
      rows: [
        RowNode(
          "Satisfied",
          [
            cell(0.345, "", base: 210), cell(0.5512, "A", base: 640),
            cell(0.482, "", base: 24, isWeak: true),
            cell(0.614, "aC", base: 826),
          ]),
        RowNode(
          "Basically satisfied",
          [
            cell(0.2, "BD", base: 210), cell(0.1, "", base: 640),
            .suppressed(), .notAvailable,
          ]),
      ],
      notes: ["Capital letters: 95 %, small ones: 90 %; Holm's correction."],
      words: words)
  }()

  static let empty = TableModel(
    id: "tab-empty", language: "en", title: "No rows",
    columns: [ColumnNode("Mean"), ColumnNode("n")], rows: [], words: english)

  static let nothing = TableModel(
    id: "", language: "en", title: "", columns: [], rows: [], words: english)

  static let single = TableModel(
    id: "tab-one", language: "en", title: "One number",
    columns: [
      ColumnNode("Mean", statistic: "mean", parts: [.interval, .base])
    ],
    rows: [
      RowNode(
        "All",
        [
          .estimate(
            0.1 + 0.2, lower: 0.25, upper: 1 / 3.0, base: 1204,
            .decimal(2))
        ])
    ], words: english)

  static let long = TableModel(
    id: "tab-long", language: "en", title: "Two hundred rows",
    stubHeading: "Row",
    columns: [ColumnNode("Value"), ColumnNode("Square")],
    rows: (1...200).map { number in
      RowNode(
        "Row \(number)",
        [
          .value(Double(number) / 8, .decimal(2)),
          .value(Double(number * number), .integer),
        ])
    }, notes: ["A note that stands once, after the last row."],
    words: english)

  /// Wide numbers and mixed decimals in one column.
  static let wide = TableModel(
    id: "tab-wide", language: "en", title: "Very wide numbers",
    stubHeading: "Quantity",
    columns: [
      ColumnNode("Mixed decimals"),
      ColumnNode("Totals", parts: [.interval, .base]),
      ColumnNode("p", alignment: .center),
    ],
    rows: [
      RowNode(
        "Small",
        [
          .value(0.5, .decimal(3)),
          .estimate(12, lower: -3, upper: 27, base: 8, .integer),
          .value(0.00002, .pValue),
        ]),
      RowNode(
        "Large",
        [
          .value(-123_456_789_012, .integer),
          .estimate(
            9_876_543_210.5, lower: 9_800_000_000, upper: 9_900_000_000,
            base: 1_234_567, .integer), .value(0.25, .pValue),
        ]),
      RowNode(
        "Not finite",
        [
          .value(.nan, .decimal(1)),
          .estimate(.infinity, lower: 1, upper: 2, .integer),
          .estimate(0.5, lower: .nan, upper: 1, .pValue),
        ]),
      RowNode(
        "Too many cells",
        [.value(1.25, .decimal(1)), .empty, .empty, .text("kept")]),
    ], words: english)
}
