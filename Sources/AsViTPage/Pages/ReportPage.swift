public import AsViTReport

/// A page about runs: one document in HTML that loads nothing from elsewhere, a function of the
/// runs' files alone.
public struct ReportPage: Sendable {
  public let html: String

  /// What one run came to, or has come to so far.
  ///
  /// - Throws: `ArchitectureError` when the search space in the files cannot be read.
  public init(of run: StoredRun) throws {
    let page =
      switch run {
      case .search(let run): try Page(ofSearch: run)
      case .scale(let run): try Page(ofGrowth: run)
      case .train(let run): try Page(ofTraining: run)
      }
    html = PageTemplates.shared.render(page)
  }

  /// Runs of any kind side by side.
  ///
  /// - Precondition: at least two runs.
  public init(comparing runs: [StoredRun]) throws {
    html = PageTemplates.shared.render(try Page(comparing: runs))
  }
}
