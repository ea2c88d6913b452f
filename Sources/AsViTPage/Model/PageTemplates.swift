import AsViTReport
import CEmbedded
import Mustache

/// The templates inside the program.
struct PageTemplates {
  private let library: MustacheLibrary
  private let style: String
  private let script: String
  private let liveScript: String

  static let shared = PageTemplates()

  private init() {
    let templates = [
      "page": embedded_page, "block": embedded_page_block, "figure": embedded_page_figure,
      "table": embedded_page_table,
    ]
    do {
      library = MustacheLibrary(
        templates: try templates.mapValues { try MustacheTemplate(string: $0.text) })
    } catch {
      preconditionFailure("a template inside the program does not parse: \(error)")
    }
    style = embedded_page_style.text
    script = embedded_page_script.text
    liveScript = embedded_page_live_script.text
  }

  /// What the template of pages reads beside the page itself.
  private struct Document {
    let page: Page
    let version = asvitVersion
    let serving: Serving?
    let style: String
    let script: String
  }

  /// The page as one document in HTML.
  ///
  /// - Parameter serving: of a page that a server sends; nil of a file.
  func render(_ page: Page, _ serving: Serving?) -> String {
    let document = Document(
      page: page, serving: serving, style: style,
      script: serving == nil ? script : script + "\n" + liveScript)
    guard let text = library.render(document, withTemplate: "page") else {
      preconditionFailure("the page has no template")
    }
    return text
  }
}

extension embedded_file {
  fileprivate var text: String {
    String(decoding: UnsafeBufferPointer(start: bytes, count: byte_count), as: UTF8.self)
  }
}
