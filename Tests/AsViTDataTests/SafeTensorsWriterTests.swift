import AsViTData
import Foundation
import Testing

@Suite struct SafeTensorsWriterTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path + "/x.safetensors"
  }

  private func bytes() throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path))) }

  @Test func `what was written reads back bit by bit`() throws {
    let floats: [Float] = [0, -0.0, .nan, .infinity, .leastNonzeroMagnitude, 1.5]
    var writer = SafeTensorsWriter(metadata: ["quoted \"name\"\n": "\u{0}é/\\", "empty": ""])
    writer.add("a/b\"ü", shape: [2, 3]) { floats }
    writer.add("bytes", shape: [3]) { [1, 2, 255] as [UInt8] }
    writer.add("numbers", shape: [1, 2]) { [Int64.min, .max] }
    writer.add("none", shape: [0, 4]) { [] as [Double] }
    writer.add("scalar", shape: []) { [0.1] }
    try writer.write(to: path)

    let file = try SafeTensors(contentsOf: path)
    #expect(file.metadata == ["quoted \"name\"\n": "\u{0}é/\\", "empty": ""])
    #expect(file.names == ["a/b\"ü", "bytes", "none", "numbers", "scalar"])
    #expect(try file.shape(of: "a/b\"ü") == [2, 3])
    #expect(try file.shape(of: "none") == [0, 4])
    #expect(try file.shape(of: "scalar") == [])
    #expect(
      try file.values(of: "a/b\"ü", as: Float.self).map(\.bitPattern) == floats.map(\.bitPattern))
    #expect(try file.values(of: "bytes", as: UInt8.self) == [1, 2, 255])
    #expect(try file.values(of: "numbers", as: Int64.self) == [.min, .max])
    #expect(try file.values(of: "scalar", as: Double.self) == [0.1])
  }

  @Test func `the bytes are those of the file, and read back without it`() throws {
    var writer = SafeTensorsWriter(metadata: ["run": "x"])
    writer.add("large", shape: [1000]) { (0..<1000).map(Float.init) }
    writer.add("small", shape: [1]) { [7] as [UInt8] }
    try writer.write(to: path)
    let made = try writer.bytes()
    #expect(try made == bytes())
    let copy = folder.path + "/copy.safetensors"
    try made.write(to: copy)
    #expect(try Array(Data(contentsOf: URL(filePath: copy))) == made)
    let file = try SafeTensors(made, path: "memory")
    #expect(try file.metadata == ["run": "x"] && file.values(of: "small") == [7 as UInt8])
    #expect(throws: SafeTensorsError.trailingBytes(path: "memory", byteCount: 1)) {
      try SafeTensors(made + [0], path: "memory")
    }
  }

  @Test func `the bytes do not depend on the order`() throws {
    func write(_ names: [String]) throws -> [UInt8] {
      var writer = SafeTensorsWriter(metadata: ["b": "1", "a": "2", "c": "3"])
      for name in names { writer.add(name, shape: [1]) { [Float(name.utf8.count)] } }
      try writer.write(to: path)
      return try bytes()
    }
    let names = ["weight", "bias", "a.b", "a.b.c", "Z"]
    let first = try write(names)
    #expect(try write(names.reversed()) == first)
    #expect(try write(names.sorted()) == first)
  }

  @Test func `header and tensors are aligned`() throws {
    var writer = SafeTensorsWriter()
    writer.add("a", shape: [3]) { [7, 8, 9] as [UInt8] }
    writer.add("b", shape: [1]) { [Float(2)] }
    writer.add("c", shape: [1]) { [Int64(0x0102_0304_0506_0708)] }
    try writer.write(to: path)
    let bytes = try bytes()
    let dataStart = 8 + Int(bytes[0])
    #expect(dataStart % 8 == 0)
    #expect(bytes[8] == UInt8(ascii: "{"))
    #expect(
      Array(bytes[dataStart...]) == [8, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0, 0x40, 7, 8, 9])
    #expect(!String(decoding: bytes[8..<dataStart], as: UTF8.self).contains("__metadata__"))
  }

  @Test func `a file takes the place of another`() throws {
    for value: UInt8 in [1, 2] {
      var writer = SafeTensorsWriter()
      writer.add("a", shape: [Int(value)]) { [UInt8](repeating: value, count: Int(value)) }
      try writer.write(to: path)
      #expect(
        try SafeTensors(contentsOf: path).values(of: "a")
          == [UInt8](repeating: value, count: Int(value)))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["x.safetensors"])
  }

  @Test func `a failed write says why and leaves nothing`() throws {
    try folder.write([7], to: "x.safetensors/kept")
    var writer = SafeTensorsWriter()
    writer.add("a", shape: []) { [Float(1)] }
    let taken = #expect(throws: DataError.self) { try writer.write(to: path) }
    #expect(taken?.description == "\(path): cannot be written: Is a directory")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["x.safetensors"])
    #expect(try Data(contentsOf: URL(filePath: path + "/kept")) == Data([7]))
    let nowhere = #expect(throws: DataError.self) { try writer.write(to: "/nowhere/x") }
    #expect(nowhere?.description == "/nowhere/x: cannot be written: No such file or directory")
  }

  @Test func `a full device is reported`() throws {
    try folder.link("x.safetensors.partial", to: "/dev/full")
    var writer = SafeTensorsWriter()
    writer.add("a", shape: []) { [Float(1)] }
    let error = #expect(throws: DataError.self) { try writer.write(to: path) }
    #expect(error?.problem == .unwritable("No space left on device"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }
}
