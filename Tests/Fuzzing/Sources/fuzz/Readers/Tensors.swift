import AsViTArchitecture
import Foundation

@testable import AsViTData
@testable import AsViTExport

extension Reader {
  /// A file of tensors; see `framed`.
  static let safetensors = Reader(name: "safetensors", allowance: json(beside: 1 << 18)) {
    input in
    attempt {
      let file = try SafeTensors(bytes: framed(input), path: "x")
      for name in file.names {
        _ = try file.shape(of: name)
        attempt { _ = try file.values(of: name, as: Float.self) }
        attempt { _ = try file.floats(of: name) }
        attempt { _ = try file.values(of: name, as: Int64.self) }
        attempt { _ = try file.values(of: name, as: UInt8.self) }
      }
    }
  }

  /// The weights of a network, as `import`, `score` and `export` read them; see `framed`.
  static let weights = Reader(name: "weights", allowance: json(beside: 16 << 20)) { input in
    attempt {
      let tensors = try SafeTensors(bytes: framed(input), path: "x")
      attempt { _ = try WeightsFile(tensors).parameters() }
      let file = try WeightsFile(
        tensors,
        assuming: ModelDescription(
          genotype: Genotype("1,1,1|2,1,1|2,1,1|2,1,1|8,1"),
          family: AsViTFamily(imageSide: 8, stemStride: 1, classCount: 2),
          normalisation: .imageNet))
      _ = try file.parameters()
    }
  }

  /// The file with its length before it, when the input is a header and what follows: libFuzzer
  /// would not find a length that fits. Other inputs are files as they are.
  private static func framed(_ input: [UInt8]) -> Data {
    guard input.first == UInt8(ascii: "{") else { return Data(input) }
    var depth = 0
    let header = input.prefix { byte in
      if byte == UInt8(ascii: "{") { depth += 1 }
      defer { if byte == UInt8(ascii: "}") { depth -= 1 } }
      return depth > 0
    }
    return Data(bytes(of: UInt64(header.count)) + input)
  }
}
