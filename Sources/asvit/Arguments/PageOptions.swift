import ArgumentParser
import AsViTPage
import AsViTReport
import FoundationEssentials

/// The place of a page that is about several runs, or that a user wants elsewhere.
struct PageOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      """
      The file to write. (default: report.html in the folder of a single run, comparison.html for \
      several)
      """, valueName: "path"))
  var out: String?

  @Flag(help: "Replace a file that is there.")
  var force = false

  @Flag(help: "Print the outcome as JSON.")
  var json = false

  @Flag(help: "Open the page in the browser.")
  var open = false

  /// The place of a page.
  private struct Summary: Encodable, CustomStringConvertible {
    let page: String
    /// The runs that are not finished, by name.
    let unfinished: [String]

    var description: String { page }
  }

  /// Writes the page of one run, or one that compares several, and prints where it is.
  func writePage(of folders: [String]) throws {
    let runs = try folders.map { try StoredRun(at: $0) }
    let page = runs.count == 1 ? try ReportPage(of: runs[0]) : try ReportPage(comparing: runs)
    let unfinished = runs.filter { !$0.isFinished }.map(\.name)
    for name in unfinished {
      notice("\(name): not finished; the page shows what its journal holds")
    }
    let path: String
    if out == nil, folders.count == 1 {
      path = try page.write(besideReportOf: folders[0])
    } else {
      path = out ?? "comparison.html"
      guard force || !FileManager.default.fileExists(atPath: path) else {
        throw CommandError.alreadyThere(path)
      }
      try writeDocument(page.html, to: path)
    }
    try printOutcome(Summary(page: path, unfinished: unfinished), asJSON: json)
    if open { openInBrowser(path) }
  }
}

extension ReportPage {
  /// Writes the page into the folder of its run, where it belongs to the run's own files.
  ///
  /// - Returns: the path of the file.
  func write(besideReportOf folder: String) throws -> String {
    let path = folder + "/report.html"
    try writeDocument(html, to: path)
    return path
  }
}

extension String {
  /// The path of the page beside the report at this path.
  var pageBesideReport: String { dropLast("json".count) + "html" }
}
