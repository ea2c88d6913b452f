import AsViTPage
import AsViTReport
import AsViTSearch
import AsViTTestSupport
import Testing

/// What holds for pages of every kind.
struct ReportPageTests {
  let runs: StoredRuns

  init() throws { runs = try StoredRuns() }

  private func pages() throws -> [String] {
    let search = try runs.search()
    let scale = try runs.scale()
    let audit = try runs.audit()
    return try [
      ReportPage(of: search), ReportPage(of: scale),
      ReportPage(of: runs.search("part", stoppingAfter: 7)),
      ReportPage(of: runs.search("begun", stoppingAfter: 0)),
      ReportPage(of: runs.scale("small", stoppingAfter: 20)),
      ReportPage(of: runs.scale("start", stoppingAfter: 0)),
      ReportPage(of: runs.search("random", controller: .random)),
      ReportPage(of: runs.search("evolution", controller: .evolution)),
      ReportPage(of: runs.search("exact", controller: .exact)),
      ReportPage(of: runs.search("designs", controller: .exact, stoppingAfter: 1)),
      ReportPage(comparing: [search, scale, runs.search("other", seed: 4)]),
      ReportPage(comparing: [scale, runs.scale("compound", policy: .compound)]),
      ReportPage(of: audit), ReportPage(of: runs.audit("audited", stoppingAfter: 9)),
      ReportPage(of: runs.audit("listed", stoppingAfter: 0)),
      ReportPage(comparing: [audit, search]),
    ].map(\.html)
  }

  @Test func `nothing is loaded from elsewhere`() throws {
    for html in try pages() {
      #expect(html.contains("default-src 'none'"))
      // Comments of scripts are no addresses.
      let text = html.replacing(#/\n *\/\//#, with: "\n")
      let addresses = ["http:", "https:", "//", "@import", "url(", " src="].filter(text.contains)
      #expect(addresses.isEmpty)
    }
  }

  @Test func `elements are closed and anchors are unique`() throws {
    for html in try pages() {
      var open: [Substring] = []
      for tag in html.matches(of: #/<(\/?)([a-z]+[1-6]?)(?:\s[^<>]*?)?(\/?)>/#) {
        if ["meta", "link"].contains(tag.2) || !tag.3.isEmpty { continue }
        if tag.1.isEmpty {
          open.append(tag.2)
        } else {
          #expect(open.popLast() == tag.2)
        }
      }
      #expect(open.isEmpty)
      let anchors = html.matches(of: #/\sid="([^"]+)"/#).map(\.1)
      #expect(!anchors.isEmpty && Set(anchors).count == anchors.count)
      for link in html.matches(of: #/href="#([^"]+)"/#) { #expect(anchors.contains(link.1)) }
      for label in html.matches(of: #/aria-labelledby="(\S+) (\S+)"/#) {
        #expect(anchors.contains(label.1) && anchors.contains(label.2))
      }
    }
  }

  @Test func `no number has gone wrong and no template was left`() throws {
    for html in try pages() {
      let body = html.split(separator: "</style>")[1].split(separator: "<script")[0]
      let faults = ["nan", "inf\"", "inf ", "{{", "}}", "Optional(", "nil", "e+0", "e+1"]
        .filter(body.contains)
      #expect(faults.isEmpty)
    }
  }

  @Test func `what files say is text, never markup`() throws {
    let yaml = tinySpace + "\n# <script>alert('&')</script>\n"
    let html = try ReportPage(of: runs.search("<b>bold", yaml: yaml)).html
    #expect(html.contains("<h1>&lt;b&gt;bold</h1>"))
    #expect(html.contains("&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;"))
    #expect(html.contains("--out &#39;&lt;b&gt;bold&#39;</code>"))
    #expect(html.contains("A &lt;fast&gt; &amp; big one"))
    #expect(!html.contains("alert('"))
  }

  @Test func `one run has one page`() throws {
    _ = try runs.search()
    let path = runs.temporary.path + "/run"
    let first = try ReportPage(of: StoredRun(at: path)).html
    #expect(try ReportPage(of: StoredRun(at: path + "/")).html == first)
    #expect(try ReportPage(of: StoredRun(at: path + "/../run")).html == first)
    #expect(try ReportPage(of: runs.search("run2")).html != first)
  }

  @Test func `every page says what was not measured`() throws {
    for html in try pages() {
      #expect(html.contains("What the metrics do not tell"))
      #expect(html.contains("They are not accuracies"))
      #expect(html.contains("sample standard deviation over 3 repeats"))
    }
  }
}
