import AsViTTestSupport
import Foundation
import Glibc
import Testing

/// Pages of runs under way, as a browser gets them.
struct WatchTests {
  let setting: SearchSetting

  init() throws { setting = try SearchSetting() }

  /// A server of the runs in some folders, ended after `body`.
  ///
  /// - Parameter body: is given the port.
  private func watching(
    _ runs: [String], _ body: (UInt16) throws -> Void
  ) throws -> Binary.Outcome {
    let process = try Binary.start(["watch"] + runs + ["--port", "0"])
    func port() -> UInt16? {
      process.output.firstMatch(of: /http:\/\/127\.0\.0\.1:(\d+)\/\n/).flatMap { UInt16($0.1) }
    }
    #expect(process.wait { port() != nil })
    defer { process.send(SIGKILL) }
    try body(try #require(port()))
    process.send(SIGINT)
    return try process.finish()
  }

  @Test func `a run's page is served, with a state to ask by, until Ctrl-C`() throws {
    _ = try setting.search()
    let outcome = try watching([setting.run]) { (port: UInt16) throws in
      let page = try get("/", from: port)
      #expect(page.status == 200 && page.headers["content-type"] == "text/html; charset=utf-8")
      #expect(page.body.contains("<h1>run</h1>") && page.body.hasSuffix("</html>\n"))
      let state = try #require(page.headers["etag"])
      #expect(page.body.contains("<meta name=\"state\" content=\(state)>"))
      #expect(page.body.contains("connect-src 'self'"))
      let head = try get("/", from: port, method: "HEAD")
      #expect(head.status == 200 && head.body.isEmpty && head.headers["etag"] == state)
      let known = try get("/", from: port, "If-None-Match: \(state)")
      #expect(known.status == 304 && known.body.isEmpty)
      #expect(try get("/?again", from: port).body == page.body)
    }
    #expect(outcome.status == 130 && !outcome.isKilled && outcome.messages == "interrupted\n")
    // The file has no server to ask.
    #expect(!(try setting.folder.text("run/report.html").contains("connect-src")))
  }

  @Test func `nothing but reading is answered, and only this machine`() throws {
    _ = try setting.search()
    _ = try watching([setting.run]) { (port: UInt16) throws in
      #expect(try get("/", from: port, method: "POST").status == 405)
      for path in ["/1", "/run.json", "/../run.json", "/x"] {
        #expect(try get(path, from: port).status == 404)
      }
      #expect(try get("/", from: port, host: "evil.example").status == 403)
      #expect(try get("/", from: port, host: "localhost:\(port)").status == 200)
      #expect(try get("/", from: port, method: "no method at all").status == 400)
      #expect(try get("/", from: port).status == 200)
    }
  }

  @Test func `several runs are side by side, each with a page of its own`() throws {
    let runs = ["first", "second"].map { "\(setting.folder.path)/\($0)" }
    _ = try setting.search(in: "first")
    _ = try setting.search(in: "second", "--seed", "4")
    _ = try watching(runs) { (port: UInt16) throws in
      let page = try get("/", from: port).body
      #expect(page.contains("<h1>first, second</h1>"))
      #expect(page.contains("<a href=\"/2\">second</a>"))
      #expect(try get("/2", from: port).body.contains("<h1>second</h1>"))
      #expect(try get("/3", from: port).status == 404)
    }
  }

  @Test func `a page follows its journal, and is the newest one that can be read`() throws {
    _ = try setting.search(in: "whole")
    let lines = try setting.folder.text("whole/journal.jsonl").split(separator: "\n")
    func write(_ count: Int, torn: String = "") throws {
      let text = lines.prefix(count).map { $0 + "\n" }.joined() + torn
      try setting.folder.write(text, to: "part/journal.jsonl")
    }
    try setting.folder.write(setting.folder.text("whole/run.json"), to: "part/run.json")
    try write(5)
    _ = try watching([setting.folder.path + "/part"]) { (port: UInt16) throws in
      func shows(_ count: Int) throws -> Bool {
        try get("/", from: port).body.contains("the \(count) of 40 steps in its journal")
      }
      #expect(try shows(5))
      try write(9, torn: "{\"seconds\":")
      for _ in 0..<200 where try !shows(9) { usleep(50_000) }
      #expect(try shows(9))
      try setting.folder.write("no run", to: "part/run.json")
      for _ in 0..<200 where try get("/", from: port).status == 200 { usleep(50_000) }
      let answer = try get("/", from: port)
      #expect(answer.status == 503 && answer.headers["refresh"] == "2")
      #expect(answer.body.contains("run.json"))
    }
  }

  @Test func `what cannot be served is said`() throws {
    let nothing = try Binary.run("watch", setting.folder.path + "/nothing")
    #expect(nothing.status == 65 && nothing.messages.contains("nothing"))
    _ = try setting.search()
    _ = try watching([setting.run]) { (port: UInt16) throws in
      let taken = try Binary.run("watch", setting.run, "--port", "\(port)")
      #expect(taken.status == 74)
      #expect(
        taken.messages
          == "Error: 127.0.0.1, port \(port): cannot listen: Address already in use; choose another "
          + "--host or --port\n")
    }
  }
}

private struct Answer {
  let status: Int
  /// By names in small letters.
  let headers: [String: String]
  let body: String
}

/// One request over a connection of its own.
private func get(
  _ path: String, from port: UInt16, method: String = "GET", host: String = "127.0.0.1",
  _ header: String? = nil
) throws -> Answer {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(descriptor) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = port.bigEndian
  address.sin_addr.s_addr = inet_addr("127.0.0.1")
  let isConnected = withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
    }
  }
  try #require(isConnected)
  let lines =
    ["\(method) \(path) HTTP/1.1", "Host: \(host)", "Connection: close"]
    + [header].compactMap(\.self)
  let request = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  #expect(write(descriptor, request, request.count) == request.count)
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = read(descriptor, &buffer, buffer.count), count > 0 {
    bytes += buffer[..<count]
  }
  let text = String(decoding: bytes, as: UTF8.self)
  let end = try #require(text.firstRange(of: "\r\n\r\n"))
  let head = text[..<end.lowerBound].split(separator: "\r\n")
  let headers = head.dropFirst().map { line in
    let parts = line.split(separator: ":", maxSplits: 1)
    return (parts[0].lowercased(), parts[1].trimmingCharacters(in: .whitespaces))
  }
  return Answer(
    status: try #require(Int(head[0].split(separator: " ")[1])),
    headers: Dictionary(headers, uniquingKeysWith: { first, _ in first }),
    body: String(text[end.upperBound...]))
}
