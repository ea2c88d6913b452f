import AsViTReport
import Testing

private struct Sample: Codable {
  var zebra = 0.1
  var apple = "a/b"
  var whole = 3.0
  var small = Double.leastNonzeroMagnitude
  var absent: Int?
}

@Test func `documents have sorted keys and shortest digits`() throws {
  let text = String(decoding: try CanonicalJSON.document(Sample(), for: "x"), as: UTF8.self)
  #expect(
    text == """
      {
        "apple" : "a/b",
        "small" : 5e-324,
        "whole" : 3,
        "zebra" : 0.1
      }

      """)
}

@Test func `a number without JSON form is an error with its place`() {
  let error = #expect(throws: ReportError.self) {
    try CanonicalJSON.document(["a": [1, Double.nan]], for: "report.json")
  }
  #expect(error == .cannotWrite(path: "report.json", reason: "a.1: nan has no JSON form"))
}

@Test(arguments: ["null", "true", "-3", "0.25", "\"s\"", "[1,[]]", "{\"a\":{\"b\":null}}"])
func `any JSON reads and writes back`(text: String) throws {
  let value = try CanonicalJSON.decode(JSONValue.self, from: Array(text.utf8), of: "x")
  let again = try CanonicalJSON.decode(
    JSONValue.self, from: CanonicalJSON.document(value, for: "x"), of: "x")
  #expect(again == value)
  let compact = try CanonicalJSON.document(value, for: "x").filter { $0 != 10 && $0 != 32 }
  #expect(String(decoding: compact, as: UTF8.self) == text)
}

@Test func `of long texts the first line that differs is named`() {
  let before = JSONValue.object(["yaml": .string("a: 1\nb: 2\n")])
  let after = JSONValue.object(["yaml": .string("a: 1\nb: 3\nc: 4\n")])
  #expect(
    before.differences(to: after).map(\.description) == [
      "yaml line 2: was b: 2, asked for b: 3"
    ])
}

@Test func `of a long value a difference shows the beginning`() throws {
  let rows = JSONValue.array((0..<1000).map { .integer($0) })
  let difference = try #require(
    JSONValue.object(["table": rows]).differences(to: .object([:])).first)
  #expect(difference.description.count < 200)
  #expect(difference.description.hasSuffix("…, asked for nothing"))
}

@Test func `differences name the keys and both values`() {
  let before = JSONValue.object([
    "seed": .integer(1), "space": .object(["name": .string("a"), "side": .integer(64)]),
    "same": .array([.real(0.5)]),
  ])
  let after = JSONValue.object([
    "seed": .integer(2), "space": .object(["name": .string("a")]), "same": .array([.real(0.5)]),
  ])
  #expect(
    before.differences(to: after).map(\.description) == [
      "seed: was 1, asked for 2", "space.side: was 64, asked for nothing",
    ])
  #expect(before.differences(to: before).isEmpty)
}

@Test func `of arrays the first element that differs is named`() {
  func names(_ names: [String]) -> JSONValue {
    .object(["names": .array(names.map(JSONValue.string))])
  }
  let before = names(["a", "b", "c"])
  #expect(
    before.differences(to: names(["a", "x", "y"])).map(\.description) == [
      "names[1]: was b, asked for x"
    ])
  #expect(
    before.differences(to: names(["a", "b"])).map(\.description) == [
      "names[2]: was c, asked for nothing"
    ])
}

@Test func `a digest that differs tells what that means`() {
  let (before, after) = (JSONValue.string("0a"), JSONValue.string("0b"))
  #expect(
    before.differences(to: after, at: "images.digest").map(\.description) == [
      """
      images.digest: was 0a, found 0b: the run goes on only with the images and labels it began with
      """
    ])
}
