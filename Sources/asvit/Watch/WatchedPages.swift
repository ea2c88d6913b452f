import AsViTPage
import AsViTReport
import Dispatch
import Glibc
import NIOCore
import Synchronization

/// The pages of runs under way, each made again when files of its runs have changed, one at a time.
///
/// A page takes as long to make as its runs are long: between two the machine is left to the runs for
/// four times as long, though not above ten seconds. Whoever asks meanwhile gets the page that there is.
final class WatchedPages: Sendable {
  struct Answer: Sendable {
    let status: Int
    /// What tells it from other answers for the same path.
    let state: String
    let isPage: Bool
    let body: ByteBuffer
  }

  private struct Made {
    let answer: Answer
    /// Until when it is good enough.
    let until: ContinuousClock.Instant
  }

  private let folders: [String]
  private let names: [String]
  private let queue = DispatchQueue(label: "pages")
  /// By path.
  private let made = Mutex<[String: Made]>([:])

  /// - Throws: what is wrong with a run when it is first read.
  init(of folders: [String]) throws {
    self.folders = folders
    names = try folders.map { try StoredRun(at: $0).name }
  }

  /// Calls `reply` from another thread with what is at a path: the runs side by side or the only one at
  /// `/`, and each of several at `/1`, `/2` and so on.
  func answer(for path: String, _ reply: @escaping @Sendable (Answer) -> Void) {
    queue.async { reply(self.answer(for: path)) }
  }

  private func answer(for path: String) -> Answer {
    guard let folders = folders(at: path) else {
      return .text(404, "there is no run at \(path)\n")
    }
    let last = made.withLock { $0[path] }
    let state = Self.state(of: folders)
    if let last, last.answer.state == state || last.until > .now { return last.answer }
    let start = ContinuousClock.now
    let answer = page(of: folders, state)
    let end = ContinuousClock.now
    let rest = min(start.duration(to: end) * 4, .seconds(10))
    made.withLock { $0[path] = Made(answer: answer, until: end.advanced(by: rest)) }
    return answer
  }

  private func folders(at path: String) -> [String]? {
    if path == "/" { return folders }
    guard let number = Int(path.dropFirst()), folders.count > 1, folders.indices ~= number - 1
    else { return nil }
    return [folders[number - 1]]
  }

  private func page(of folders: [String], _ state: String) -> Answer {
    let links =
      names.count == 1
      ? []
      : [Serving.Link(path: "/", text: "All runs")]
        + names.enumerated().map { Serving.Link(path: "/\($0 + 1)", text: $1) }
    let serving = Serving(state: state, links: links)
    do {
      let runs = try folders.map { try StoredRun(at: $0) }
      let page =
        runs.count == 1
        ? try ReportPage(of: runs[0], serving: serving)
        : try ReportPage(comparing: runs, serving: serving)
      return Answer(
        status: 200, state: state, isPage: true, body: ByteBuffer(string: page.html))
    } catch {
      return .text(503, "\(error)\n")
    }
  }

  /// Sizes and times of the files of runs; other than before when one of them has changed.
  private static func state(of folders: [String]) -> String {
    let parts = folders.flatMap { folder in
      ["run.json", "journal.jsonl", "report.json"].map { name in
        var status = stat()
        guard stat("\(folder)/\(name)", &status) == 0 else { return "-" }
        return "\(status.st_size).\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
      }
    }
    return parts.joined(separator: "_")
  }
}

extension WatchedPages.Answer {
  /// A message; a browser asks again by itself.
  static func text(_ status: Int, _ text: String) -> Self {
    Self(status: status, state: "", isPage: false, body: ByteBuffer(string: text))
  }
}
