import AsViTReport
import CEmbedded
import Mustache

/// The templates inside the program.
struct PageTemplates {
  private let library: MustacheLibrary
  private let style: String
  private let script: String

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
  }

  /// What the template of pages reads beside the page itself.
  private struct Document {
    let page: Page
    let version = asvitVersion
    let style: String
    let script: String
  }

  /// The page as one document in HTML.
  func render(_ page: Page) -> String {
    let document = Document(page: page, style: style, script: script)
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
