@testable import AsViTPage
@testable import AsViTReport

extension Reader {
  /// The journal of a run that is not finished, behind its run.json in the first line; and what its
  /// page shows, which is not written out.
  static let journal = Reader(name: "journal", allowance: json(beside: 16 << 20)) { input in
    attempt {
      let end = input.firstIndex(of: UInt8(ascii: "\n")) ?? input.endIndex
      let files = RunFiles(
        name: "x", isFinished: false, document: Array(input[..<end]),
        journal: Array(input[end...].dropFirst()), path: "run.json", journalPath: "journal.jsonl",
        weightsPath: "")
      _ = try Page(of: StoredRun(files))
    }
  }

  /// The report of a finished run, as `--from`, `report` and `compare` read it.
  static let report = Reader(name: "report", allowance: json(beside: 16 << 20)) { input in
    attempt {
      switch try FinishedRun(report: input, at: "report.json") {
      case .search, .train: break
      case .scale(let report): precondition(!report.result.family.isEmpty)
      }
    }
    attempt {
      let files = RunFiles(
        name: "x", isFinished: true, document: input, journal: [], path: "report.json",
        journalPath: "", weightsPath: "")
      let run = try StoredRun(files)
      _ = try Page(of: run)
      _ = try Page(comparing: [run, run])
    }
  }
}
