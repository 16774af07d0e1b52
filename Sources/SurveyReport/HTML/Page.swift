import Hashing
import SVG
import SurveyTables

/// A whole page: what is around the content is the same for reports, cards
/// and their index.
///
/// Pages load nothing: style sheet, script and pictures are inside, and a
/// content security policy lets nothing else be used, by their hashes. All
/// that a page says it says without the script.
struct Page: Sendable {
  /// Another language of the same page.
  struct Translation: Sendable {
    /// The name of the language in itself.
    var name: String
    /// The value of its `lang` attribute.
    var code: String
    /// The path from this page.
    var path: String
  }

  /// What is the same on all pages.
  let context: Context
  /// The title of the window.
  var title: String
  /// The same page in other languages.
  var translations: [Translation]
  /// Links to neighbouring pages: their text and path.
  var links: [(text: String, path: String)]
  /// The head of the page.
  var header: [HTML]
  /// The content.
  var content: [HTML]
  /// Rules of style that only this page needs.
  var style = ""
  /// The class of the body.
  var bodyClass: String?
  /// Whether readers may sort, search and highlight.
  var isInteractive = false
  /// Whether elements have `style` attributes, as tables have that can be
  /// copied into other pages.
  var hasStyleAttributes = false

  /// The file.
  var text: String {
    let words = context.words
    let body = HTML(
      "body", ["class": bodyClass],
      HTML("a", ["class": "skip", "href": "#content"], HTML(words.skip)),
      HTML(trusted: "\n"),
      HTML("header", ["class": "page-head"], [navigation] + header + [banner]),
      HTML("main", ["id": "content"], content),
      HTML(
        "footer", ["class": "page-foot"],
        HTML(
          "p", [:],
          HTML(
            [context.source, words.madeWith(context.version)]
              .compactMap { $0 }.joined(separator: words.say("　", " · "))))),
      isInteractive
        ? HTML(trusted: "<script>\(pageScript)</script>\n") : .all([]))
    let drawings = DrawingStyles(gathering: body.markup)
    let sheet =
      "\n" + Self.rules.text(for: drawings.page, isScripted: isInteractive)
      + style + drawings.rules
    let head = HTML(
      "head", [:],
      HTML("meta", ["charset": "utf-8"]),
      HTML(
        "meta",
        [
          "http-equiv": "Content-Security-Policy", "content": policy(sheet),
        ]),
      HTML(
        "meta",
        [
          "name": "viewport",
          "content": "width=device-width, initial-scale=1",
        ]),
      HTML("meta", ["name": "referrer", "content": "no-referrer"]),
      HTML("meta", ["name": "color-scheme", "content": "light dark"]),
      HTML("title", [:], HTML(title)),
      HTML("style", [:], HTML(trusted: sheet)))
    return "<!doctype html>\n"
      + HTML(
        "html", ["lang": words.code], head, HTML(trusted: drawings.page)
      ).markup
  }

  /// The rules of all pages, of which each holds those that it needs.
  private static let rules = StyleRules(
    HTMLTableWriter.styleSheet + pageStyleSheet)

  /// What a browser may use: nothing but what is in the page.
  private func policy(_ sheet: String) -> String {
    func hash(_ text: String) -> String {
      var text = text
      let digest = text.withUTF8 {
        sha256Digest(of: UnsafeRawBufferPointer($0))
      }
      return "'sha256-\(base64(digest))'"
    }
    let style = hasStyleAttributes ? "'unsafe-inline'" : hash(sheet)
    let script =
      isInteractive ? "script-src \(hash(pageScript)); " : ""
    return "default-src 'none'; style-src \(style); \(script)img-src data:; "
      + "base-uri 'none'; form-action 'none'"
  }

  private var navigation: HTML {
    let items =
      links.map {
        HTML("a", ["href": linkPath($0.path)], HTML($0.text))
      }
      + translations.map {
        HTML(
          "a",
          [
            "href": linkPath($0.path), "lang": $0.code, "hreflang": $0.code,
            "rel": "alternate",
          ], HTML($0.name))
      }
    guard !items.isEmpty else { return .all([]) }
    return HTML(
      "nav", ["class": "tools", "aria-label": context.words.navigation],
      items.map { HTML("span", [:], $0) })
  }

  /// Says on every page of made-up data that they are.
  private var banner: HTML {
    guard let mark = context.mark else { return .all([]) }
    return HTML(
      "p", ["class": "made-up", "role": "note"],
      HTML("strong", [:], HTML(mark)), HTML(" "),
      HTML(context.words.madeUpSentence))
  }
}
