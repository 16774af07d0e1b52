extension HTMLTableWriter {
  /// The rules that dress written tables, for a `style` element.
  ///
  /// On a screen the stub stays in sight when the table scrolls sideways.
  /// On paper rows are not broken, headings are repeated on each page and
  /// notes are not.
  public static let styleSheet = """
    .manyi-table-frame { overflow-x: auto; margin: 1.5em 0; }
    .manyi-table { border-collapse: collapse; color: #1a1a1a;
      background: #ffffff; font-size: 0.875rem; line-height: 1.45;
      font-variant-numeric: tabular-nums;
      border-bottom: 2px solid #8c8c8c; }
    .manyi-table caption { text-align: left; padding: 0 0 0.6em; }
    .manyi-title { font-size: 1.2em; font-weight: bold; }
    .manyi-subtitle { color: #595959; }
    .manyi-mark { display: inline-block; margin-top: 0.3em;
      padding: 0.1em 0.5em; border-radius: 3px; color: #8a3b00;
      background: #fdf0e3; font-weight: bold; }
    .manyi-table th, .manyi-table td { padding: 0.4em 0.75em;
      vertical-align: top; font-weight: normal;
      border-bottom: 1px solid #e5e5e5; }
    .manyi-table thead th, .manyi-table thead td { vertical-align: bottom;
      font-weight: bold; border-bottom: 0; text-wrap: balance; }
    .manyi-table thead tr:first-child > * {
      border-top: 2px solid #8c8c8c; }
    .manyi-table thead tr:last-child > *, .manyi-table thead [rowspan] {
      border-bottom: 1.5px solid #8c8c8c; }
    .manyi-table thead th.manyi-spanner {
      border-bottom: 1px solid #8c8c8c; }
    .manyi-table th { text-align: left; }
    .manyi-table td { text-align: right; white-space: nowrap; }
    .manyi-table .manyi-start { text-align: left; white-space: normal; }
    .manyi-table .manyi-center { text-align: center; white-space: normal; }
    .manyi-table thead th + th, .manyi-table thead td + th,
    .manyi-table thead tr + tr th, .manyi-table .manyi-end {
      text-align: right; }
    .manyi-table thead .manyi-start { text-align: left; }
    .manyi-table thead .manyi-center, .manyi-table thead .manyi-spanner {
      text-align: center; }
    .manyi-table thead tr:first-child > :first-child,
    .manyi-table tbody th { position: sticky; left: 0;
      background: inherit; min-width: 7em; }
    .manyi-table tr { background: #ffffff; }
    .manyi-table tbody:first-of-type tr:first-child > .manyi-no-rows {
      border-top: 1.5px solid #8c8c8c; }
    .manyi-table tr.manyi-group th { font-weight: bold; padding-top: 0.9em;
      border-bottom: 1px solid #8c8c8c; }
    .manyi-table tr.manyi-subtotal > * { font-weight: bold;
      border-top: 1px solid #8c8c8c; }
    .manyi-table tr.manyi-overall { background: #f2f5f9; }
    .manyi-table tr.manyi-overall > * { font-weight: bold; }
    .manyi-table th.manyi-indent-1 { padding-left: 2em; }
    .manyi-table th.manyi-indent-2 { padding-left: 3em; }
    .manyi-table th.manyi-indent-3 { padding-left: 4em; }
    .manyi-table th.manyi-indent-4 { padding-left: 5em; }
    .manyi-table th.manyi-indent-5 { padding-left: 6em; }
    .manyi-interval, .manyi-base, .manyi-state { color: #595959;
      font-weight: normal; }
    .manyi-marks { font-size: 0.75em; line-height: 0; font-weight: normal; }
    .manyi-letters { font: 0.7em/0 ui-monospace, Menlo, Consolas, monospace;
      color: #1f4e8c; padding-left: 0.2em; position: relative; }
    .manyi-aloud { position: absolute; width: 1px; height: 1px;
      overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    .manyi-table .manyi-no-rows { color: #595959; text-align: left; }
    .manyi-table tfoot td { border-top: 2px solid #8c8c8c; border-bottom: 0;
      color: #595959; font-size: 0.92em; }
    @media print {
      .manyi-table-frame { overflow: visible; }
      .manyi-table thead tr:first-child > :first-child,
      .manyi-table tbody th { position: static; }
      .manyi-table tr { break-inside: avoid; }
      .manyi-table tr.manyi-group { break-after: avoid; }
      .manyi-table tfoot { display: table-row-group; }
    }

    """
}
