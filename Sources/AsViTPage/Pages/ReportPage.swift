public import AsViTReport

/// A page about runs: one document in HTML that loads nothing from elsewhere, a function of the
/// runs' files alone.
public struct ReportPage: Sendable {
  public let html: String

  /// What one run came to, or has come to so far.
  ///
  /// - Parameter serving: of a page that a server sends, which asks it for a newer one; nil of a file.
  /// - Throws: `ArchitectureError` when the search space in the files cannot be read.
  public init(of run: StoredRun, serving: Serving? = nil) throws {
    html = PageTemplates.shared.render(try Page(of: run), serving)
  }

  /// Runs of any kind side by side.
  ///
  /// - Parameter serving: of a page that a server sends, which asks it for a newer one; nil of a file.
  /// - Precondition: at least two runs.
  public init(comparing runs: [StoredRun], serving: Serving? = nil) throws {
    html = PageTemplates.shared.render(try Page(comparing: runs), serving)
  }
}

/// What a page that is served has beside its runs.
public struct Serving: Sendable {
  /// Another page of the same server.
  public struct Link: Sendable {
    public let path: String
    public let text: String

    public init(path: String, text: String) {
      self.path = path
      self.text = text
    }
  }

  /// What tells the runs as they are from what they were: the entity tag of the page.
  public let state: String
  public let links: [Link]

  public init(state: String, links: [Link]) {
    self.state = state
    self.links = links
  }
}

extension Page {
  init(of run: StoredRun) throws {
    switch run {
    case .search(let run): try self.init(ofSearch: run)
    case .scale(let run): try self.init(ofGrowth: run)
    case .train(let run): try self.init(ofTraining: run)
    case .audit(let run): try self.init(ofAudit: run)
    case .import(let run): self.init(ofImport: run)
    }
  }
}
