import FoundationEssentials
import Glibc
import Testing

@testable import AsViTData

@Suite struct SafeTensorsTests {
  private func file(header: String, data: [UInt8], length: UInt64? = nil) -> Data {
    var bytes = Data()
    withUnsafeBytes(of: (length ?? UInt64(header.utf8.count)).littleEndian) {
      bytes.append(contentsOf: $0)
    }
    bytes.append(contentsOf: Array(header.utf8))
    bytes.append(contentsOf: data)
    return bytes
  }

  private func read(_ header: String, _ data: [UInt8]) throws -> SafeTensors {
    try SafeTensors(bytes: file(header: header, data: data), path: "x.safetensors")
  }

  @Test func `every type reads back at odd offsets`() throws {
    let header = """
      {"__metadata__":{"by":"test"},"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},\
      "b":{"dtype":"F32","shape":[2,1],"data_offsets":[3,11]},\
      "c":{"dtype":"F64","shape":[],"data_offsets":[11,19]},\
      "d":{"dtype":"I64","shape":[1],"data_offsets":[19,27]},\
      "e":{"dtype":"F32","shape":[0,4],"data_offsets":[27,27]}}
      """
    var data: [UInt8] = [1, 2, 3]
    for value: Float in [1.5, -2] { withUnsafeBytes(of: value) { data += Array($0) } }
    withUnsafeBytes(of: 0.1) { data += Array($0) }
    withUnsafeBytes(of: Int64(-7)) { data += Array($0) }
    let file = try read(header, data)
    #expect(file.names == ["a", "b", "c", "d", "e"])
    #expect(file.metadata == ["by": "test"])
    #expect(try file.values(of: "a", as: UInt8.self) == [1, 2, 3])
    #expect(try file.values(of: "b", as: Float.self) == [1.5, -2])
    #expect(try file.values(of: "c", as: Double.self) == [0.1])
    #expect(try file.values(of: "d", as: Int64.self) == [-7])
    #expect(try file.values(of: "e", as: Float.self) == [])
    #expect(try file.shape(of: "b") == [2, 1])
    #expect(file.contains("c") && !file.contains("f"))
  }

  @Test func `a tensor is asked for by name and type`() throws {
    let file = try read(
      #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#, [1])
    #expect(throws: SafeTensorsError.missing(path: "x.safetensors", tensor: "b")) {
      try file.shape(of: "b")
    }
    #expect(
      throws: SafeTensorsError.type(
        path: "x.safetensors", tensor: "a", found: "U8", wanted: "F32")
    ) { try file.values(of: "a", as: Float.self) }
  }

  @Test(arguments: [
    ("U8", "[2]", "[0,1]", "a: shape [2] does not come to its number of bytes"),
    ("U8", "[-1,-1]", "[0,1]", "a: shape [-1, -1] does not come to its number of bytes"),
    (
      "F32", "[4611686018427387904,4]", "[0,0]",
      "a: shape [4611686018427387904, 4] does not come to its number of bytes"
    ),
    (
      "U8", "[2]", "[0,2]",
      "a: its bytes are outside the file or not in line; copy the file again"
    ),
    (
      "U8", "[0]", "[-1,-1]",
      "a: its bytes are outside the file or not in line; copy the file again"
    ),
    (
      "U8", "[0]", "[1,0]",
      "a: its bytes are outside the file or not in line; copy the file again"
    ),
    (
      "U8", "[1]", "[0]",
      "a: its bytes are outside the file or not in line; copy the file again"
    ),
    ("U8", "[0]", "[0,0]", "1 bytes at the end belong to no tensor"),
    ("C64", "[1]", "[0,1]", "a: type C64 is not supported; possible: F32, F64, F16, BF16, I64, U8"),
  ])
  func `a header that does not fit its bytes is refused`(
    type: String, shape: String, offsets: String, message: String
  ) {
    let header = #"{"a":{"dtype":"\#(type)","shape":\#(shape),"data_offsets":\#(offsets)}}"#
    let error = #expect(throws: SafeTensorsError.self) { try read(header, [0]) }
    #expect(error?.description == "x.safetensors: \(message)")
  }

  @Test func `holes and overlaps are refused`() {
    for offsets in ["[0,2]", "[2,4]"] {
      let header = """
        {"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},\
        "b":{"dtype":"U8","shape":[2],"data_offsets":\(offsets)}}
        """
      let error = #expect(throws: SafeTensorsError.self) { try read(header, [0, 0, 0, 0]) }
      #expect(error == .offsets(path: "x.safetensors", tensor: "b"))
    }
  }

  @Test(arguments: [0, 7, 8, 20]) func `a file cut short is refused`(count: Int) {
    let whole = file(header: #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#, data: [1])
    let error = #expect(throws: SafeTensorsError.self) {
      try SafeTensors(bytes: whole.prefix(count), path: "x.safetensors")
    }
    #expect(error == .truncated(path: "x.safetensors", byteCount: count))
  }

  @Test func `a length beyond Int is refused`() {
    let error = #expect(throws: SafeTensorsError.self) {
      try SafeTensors(
        bytes: file(header: "{}", data: [], length: .max), path: "x.safetensors")
    }
    #expect(error == .truncated(path: "x.safetensors", byteCount: 10))
  }

  /// The file is sparse: it says that it is large without being so.
  @Test func `a header beyond the format's limit is refused unread`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/x.safetensors"
    let length = UInt64(100 << 30)
    try folder.write(
      Array(file(header: #"{"a":"#, data: [], length: length)), to: "x.safetensors")
    try #require(truncate(path, 101 << 30) == 0)
    let error = #expect(throws: SafeTensorsError.self) { try SafeTensors(contentsOf: path) }
    #expect(error == .headerTooLarge(path: path, byteCount: 100 << 30))
    #expect(
      error?.description
        == "\(path): a header of 107374182400 bytes; the format allows 100000000")
  }

  @Test(arguments: [
    #"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"\u0061":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}"#,
    #"{"__metadata__":{"b":"1"},"__metadata__":{"b":"2"},"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}"#,
  ])
  func `two members of one name are refused`(header: String) {
    let error = #expect(throws: SafeTensorsError.self) { try read(header, [0, 0, 0, 0]) }
    #expect(
      error == .header(path: "x.safetensors", reason: "two members have one name"))
  }

  @Test func `punctuation in names and metadata is not mistaken for members`() throws {
    let name = #"a:{[\":\\"#
    let file = try read(
      #"{"__metadata__":{":":"}:{"},"\#(name)":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#,
      [5])
    #expect(file.metadata == [":": "}:{"])
    #expect(file.names == [#"a:{[":\"#])
  }

  @Test(arguments: ["", "[1]", #"{"a":{"dtype":"U8"}}"#, "\u{0}"])
  func `a header that is not one is refused`(header: String) {
    let error = #expect(throws: SafeTensorsError.self) { try read(header, []) }
    guard case .header(path: "x.safetensors", _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `a file that is not there is named`() {
    let error = #expect(throws: SafeTensorsError.self) {
      try SafeTensors(contentsOf: "/nowhere/x.safetensors")
    }
    #expect(
      error?.description
        == "/nowhere/x.safetensors: cannot be read: No such file or directory")
  }
}
