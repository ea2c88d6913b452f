public import AsViTReport

/// A page about runs: one document in HTML that loads nothing from elsewhere, a function of the
/// runs' files alone.
public struct ReportPage: Sendable {
  public let html: String

  /// What one run came to, or has come to so far.
  ///
  /// - Throws: `ArchitectureError` when the search space in the files cannot be read.
  public init(of run: StoredRun) throws {
    html = PageTemplates.shared.render(try Page(of: run))
  }

  /// Runs of any kind side by side.
  ///
  /// - Precondition: at least two runs.
  public init(comparing runs: [StoredRun]) throws {
    html = PageTemplates.shared.render(try Page(comparing: runs))
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
