import AsViTReport
import AsViTTestSupport
import Foundation
import Testing

private struct Entry: Codable, Equatable, Sendable {
  var step: Int
  var value: Double
}

private let two = "{\"step\":1,\"value\":0.1}\n{\"step\":2,\"value\":1e-300}\n"

struct JournalTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path + "/journal.jsonl"
  }

  @Test func `appended entries come back`() throws {
    do {
      var journal = try RunJournal<Entry>(at: path)
      #expect(journal.entries.isEmpty)
      try journal.append(Entry(step: 1, value: 0.1))
      try journal.append(Entry(step: 2, value: 1e-300))
    }
    #expect(try folder.text("journal.jsonl") == two)
    let journal = try RunJournal<Entry>(at: path)
    #expect(journal.entries == [Entry(step: 1, value: 0.1), Entry(step: 2, value: 1e-300)])
    #expect(journal.droppedLine == nil)
  }

  @Test(arguments: ["{\"step\":3,\"va", "{\"step\":3,\"value\":3}", "\0\0"])
  func `a torn last line is dropped and written again`(torn: String) throws {
    try folder.write(two + torn, to: "journal.jsonl")
    do {
      var journal = try RunJournal<Entry>(at: path)
      #expect(journal.entries.count == 2)
      #expect(journal.droppedLine == 3)
      #expect(try folder.text("journal.jsonl") == two)
      try journal.append(Entry(step: 3, value: 3))
    }
    #expect(try folder.text("journal.jsonl") == two + "{\"step\":3,\"value\":3}\n")
  }

  /// Only an end that is missing tells of a crash: whole lines were on the device.
  @Test(arguments: ["{\"step\":3,\"value\":1}\n", "{\"step\":3,", ""])
  func `a broken whole line is named, the last one too`(behind: String) throws {
    let text = "{\"step\":1,\"value\":1}\n{\"step\":2}\n" + behind
    try folder.write(text, to: "journal.jsonl")
    let error = #expect(throws: ReportError.self) { _ = try RunJournal<Entry>(at: path).entries }
    #expect(
      error
        == .corruptJournal(path: path, line: 2, reason: "the key 'value' is missing"))
    #expect("\(try #require(error))".contains("journal.jsonl:2: "))
    #expect(try folder.text("journal.jsonl") == text)
  }

  @Test func `a full device leaves whole lines`() throws {
    // A limit on the size of files stands for the disk: the write that crosses it is cut short
    // and the next one fails. It holds for the whole process, hence a size no other test reaches.
    signal(SIGXFSZ, SIG_IGN)
    let long = "{\"step\":1,\"value\":" + String(repeating: " ", count: 1 << 20) + "1}\n"
    try folder.write(long, to: "journal.jsonl")
    var journal = try RunJournal<Entry>(at: path)
    let resource = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
    var unlimited = rlimit()
    getrlimit(resource, &unlimited)
    var limited = unlimited
    limited.rlim_cur = rlim_t(long.utf8.count + 7)
    setrlimit(resource, &limited)
    defer { setrlimit(resource, &unlimited) }

    let error = #expect(throws: ReportError.self) {
      try journal.append(Entry(step: 2, value: 3))
    }
    #expect(error == .cannotWrite(path: path, reason: "File too large"))
    #expect(try folder.text("journal.jsonl") == long)
  }
}
