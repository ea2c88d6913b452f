import FoundationEssentials
import Glibc
import Testing

@testable import AsViTData

/// Reading of tensors of any floating-point type as Float.
struct SafeTensorsFloatsTests {
  /// A file of one tensor, `a`.
  private func file<Element: BitwiseCopyable>(
    _ type: String, _ values: [Element]
  ) throws -> SafeTensors {
    let data = values.withUnsafeBytes { Array($0) }
    let header =
      #"{"a":{"dtype":"\#(type)","shape":[\#(values.count)],"data_offsets":[0,\#(data.count)]}}"#
    var bytes = Data(withUnsafeBytes(of: UInt64(header.utf8.count)) { Array($0) })
    bytes.append(contentsOf: Array(header.utf8) + data)
    return try SafeTensors(bytes: bytes, path: "x.safetensors")
  }

  /// What a pattern of 16 bits means: sign, exponent and fraction, as IEEE 754 defines them.
  private func meaning(
    of pattern: UInt16, exponentBits: Int, fractionBits: Int
  ) -> Double {
    let exponent = Int(pattern >> fractionBits) & (1 << exponentBits - 1)
    let fraction = Double(Int(pattern) & (1 << fractionBits - 1)) / Double(1 << fractionBits)
    let bias = 1 << (exponentBits - 1) - 1
    let magnitude =
      switch exponent {
      case 0: scalbn(fraction, Int32(1 - bias))
      case 1 << exponentBits - 1: fraction == 0 ? Double.infinity : .nan
      default: scalbn(1 + fraction, Int32(exponent - bias))
      }
    return pattern >> 15 == 0 ? magnitude : -magnitude
  }

  @Test(arguments: [("F16", 5, 10), ("BF16", 8, 7)])
  func `every pattern of 16 bits is read exactly`(
    type: String, exponentBits: Int, fractionBits: Int
  ) throws {
    let patterns = Array(UInt16.min...UInt16.max)
    let floats = try file(type, patterns).floats(of: "a")
    for (pattern, float) in zip(patterns, floats) {
      let expected = meaning(of: pattern, exponentBits: exponentBits, fractionBits: fractionBits)
      let isSame =
        expected.isNaN ? float.isNaN : Double(float).bitPattern == expected.bitPattern
      try #require(isSame, "\(type) \(String(pattern, radix: 16)): \(float), not \(expected)")
    }
  }

  @Test func `those of 64 bits become the nearest`() throws {
    let values = [
      0.1, -0.0, 1 + 0x1p-24, 1 + 0x1p-24 + 0x1p-50, 0x1p-149, 0x1p-151, .infinity, .nan,
      Double(Float.greatestFiniteMagnitude),
    ]
    let floats = try file("F64", values).floats(of: "a")
    let expected: [Float] = [
      0.1, -0.0, 1, 1 + 0x1p-23, 0x1p-149, 0, .infinity, .nan, .greatestFiniteMagnitude,
    ]
    #expect(floats.map(\.bitPattern) == expected.map(\.bitPattern))
    #expect(try file("F32", [Float(0.1)]).floats(of: "a") == [0.1])
    #expect(try file("BF16", [UInt16]()).floats(of: "a") == [])
  }

  @Test(arguments: [1e39, -1e300])
  func `a number beyond Float is named`(value: Double) throws {
    let tensors = try file("F64", [1, value])
    let error = try #require(throws: SafeTensorsError.self) { try tensors.floats(of: "a") }
    #expect(
      error.description
        == "x.safetensors: a: element 1 is \(value), beyond the largest Float; clip it")
  }

  @Test func `whole numbers are no weights`() throws {
    let tensors = try file("I64", [Int64(1)])
    let error = try #require(throws: SafeTensorsError.self) { try tensors.floats(of: "a") }
    #expect(error.description == "x.safetensors: a: holds I64, not F32, F64, F16 or BF16")
  }
}
