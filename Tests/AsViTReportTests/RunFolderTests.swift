import AsViTReport
import AsViTTestSupport
import Foundation
import Testing

private struct Settings: Codable, Sendable {
  var seed = 1
  var steps = 500
}

private func record(_ settings: Settings) -> RunRecord<Settings> {
  RunRecord(
    command: ["asvit", "search"], settings: settings,
    versions: .current,
    machine: .current(threads: 2), started: Date(timeIntervalSince1970: 0))
}

struct RunFolderTests {
  let temporary: TemporaryFolder
  let path: String

  init() throws {
    temporary = try TemporaryFolder()
    path = temporary.path + "/runs/first"
  }

  @Test func `a run is new, then begun, then finished`() throws {
    do {
      let folder = try RunFolder(at: path)
      #expect(try folder.begin(record(Settings())) == .new)
      #expect(try folder.begin(record(Settings())) == .begun)
      try folder.finish(["steps": 500])
      #expect(try folder.report(as: [String: Int].self) == ["steps": 500])
    }
    let folder = try RunFolder(at: path)
    #expect(try folder.begin(record(Settings())) == .finished)
    #expect(try folder.record(of: Settings.self).started == "1970-01-01T00:00:00Z")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        == [".lock", "report.json", "run.json"])
  }

  @Test func `other settings are refused and named`() throws {
    let folder = try RunFolder(at: path)
    _ = try folder.begin(record(Settings()))
    let before = try temporary.text("runs/first/run.json")
    let error = #expect(throws: ReportError.self) {
      _ = try folder.begin(record(Settings(seed: 7, steps: 500)))
    }
    #expect(
      try #require(error).description == """
        \(path) was started with other settings:
          seed: was 1, asked for 7
        choose a new folder, or start afresh with --force
        """)
    #expect(try temporary.text("runs/first/run.json") == before)
  }

  @Test func `a run that is to do more goes on, and one that is to do less is refused`() throws {
    let folder = try RunFolder(at: path)
    func begin(_ settings: Settings) throws -> RunFolder.State {
      try folder.begin(record(settings), extent: "steps")
    }
    #expect(try begin(Settings()) == .new)
    try folder.finish(["steps": 500])
    #expect(try begin(Settings(steps: 700)) == .begun)
    #expect(try folder.record(of: Settings.self).settings.steps == 700)
    #expect(!FileManager.default.fileExists(atPath: folder.reportPath))
    #expect(try begin(Settings(steps: 700)) == .begun)
    #expect(throws: ReportError.self) { try begin(Settings(steps: 600)) }
    #expect(throws: ReportError.self) { try begin(Settings(seed: 2, steps: 800)) }
    #expect(throws: ReportError.self) { try folder.begin(record(Settings(steps: 800))) }
  }

  @Test func `clearing removes the run and nothing else`() throws {
    let folder = try RunFolder(at: path)
    _ = try folder.begin(record(Settings()))
    try folder.finish(["steps": 500])
    try temporary.write("mine", to: "runs/first/notes.txt")
    try folder.clear()
    #expect(try folder.begin(record(Settings(seed: 7))) == .new)
    #expect(try temporary.text("runs/first/notes.txt") == "mine")
  }

  @Test func `clearing removes files that a crash left half written`() throws {
    let folder = try RunFolder(at: path)
    for name in ["run.json", "report.json", "candidate-2.checkpoint.safetensors"] {
      try temporary.write("{", to: "runs/first/\(name).partial")
    }
    try folder.clear()
    #expect(try FileManager.default.contentsOfDirectory(atPath: path) == [".lock"])
  }

  @Test func `the page of an unfinished run does not outlive it`() throws {
    let folder = try RunFolder(at: path)
    _ = try folder.begin(record(Settings()))
    try temporary.write("step 3 of 500", to: "runs/first/report.html")
    try folder.finish(["steps": 500])
    #expect(!FileManager.default.fileExists(atPath: folder.pagePath))
  }

  @Test func `the lock of a process that was killed does not hold`() throws {
    try temporary.write("1 elsewhere\n", to: "runs/first/.lock")
    _ = try RunFolder(at: path)
    #expect(try temporary.text("runs/first/.lock").hasPrefix("\(getpid()) "))
  }

  @Test(arguments: [
    "journal.jsonl", "report.json", "candidate-1.checkpoint.safetensors",
    "candidate-2.safetensors",
  ])
  func `results without a record are named and not touched`(name: String) throws {
    let folder = try RunFolder(at: path)
    try temporary.write("1", to: "runs/first/\(name)")
    let error = #expect(throws: ReportError.self) { _ = try folder.begin(record(Settings())) }
    #expect(
      try #require(error).description
        == "\(path): holds \(name) of a run but no run.json; choose a new folder, or start afresh "
        + "with --force")
    #expect(try temporary.text("runs/first/\(name)") == "1")
    try folder.clear()
    #expect(try folder.begin(record(Settings())) == .new)
  }

  @Test func `what is no result of a run is no obstacle`() throws {
    let folder = try RunFolder(at: path)
    for name in ["notes.txt", "candidate-1.json", "run.json.partial", "report.html"] {
      try temporary.write("mine", to: "runs/first/\(name)")
    }
    #expect(try folder.begin(record(Settings())) == .new)
  }

  @Test func `a folder that cannot be listed is not cleared by halves`() throws {
    let folder = try RunFolder(at: path)
    _ = try folder.begin(record(Settings()))
    try FileManager.default.moveItem(atPath: path, toPath: path + "-moved")
    #expect(throws: ReportError.cannotRead(path: path, reason: "No such file or directory")) {
      try folder.clear()
    }
    #expect(try temporary.text("runs/first-moved/run.json").contains("settings"))
  }

  @Test func `a folder has one owner at a time`() throws {
    do {
      let first = try RunFolder(at: path)
      let error = #expect(throws: ReportError.self) { _ = try RunFolder(at: path) }
      guard case .folderInUse(path, let owner?) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      let host = try String(contentsOfFile: "/proc/sys/kernel/hostname", encoding: .utf8)
      #expect(owner.process == Int(getpid()) && "\(owner.host)\n" == host)
      #expect(first.path == path)
    }
    _ = try RunFolder(at: path)
  }

  /// As when another process has just taken the folder and has not said so yet.
  @Test func `a process that has ended is not taken for the owner`() throws {
    let first = try RunFolder(at: path)
    let lockFile = path + "/.lock"
    let text = try String(contentsOfFile: lockFile, encoding: .utf8)
    // No process of Linux has this number.
    try text.replacing("\(getpid()) ", with: "\(Int32.max) ")
      .write(toFile: lockFile, atomically: false, encoding: .utf8)
    #expect(throws: ReportError.folderInUse(path: path, owner: nil)) {
      _ = try RunFolder(at: path)
    }
    #expect(first.path == path)
  }

  @Test func `a folder that cannot be made is named`() throws {
    try temporary.write("", to: "file")
    let path = temporary.path + "/file/run"
    #expect(throws: ReportError.cannotWrite(path: path, reason: "Not a directory")) {
      _ = try RunFolder(at: path)
    }
  }
}
