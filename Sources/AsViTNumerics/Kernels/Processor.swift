import CProcessor
import Glibc

/// What the processor must offer and what it has beyond.
public enum Processor {
  /// Whether the AVX-512 build of the kernels is in use: the processor can run it, and
  /// `ASVIT_INSTRUCTION_SET` does not say `avx2`.
  public static let hasAVX512 = processor_has_avx512() && requested != InstructionSet.avx2.rawValue

  /// The instruction set of the kernels in use.
  public static var instructionSet: String {
    #if arch(x86_64)
      hasAVX512 ? "AVX-512" : "AVX2"
    #else
      "NEON"
    #endif
  }

  /// Checks that the kernels can run here; to be called before anything else.
  public static func requireSupport() throws(ProcessorError) {
    #if arch(x86_64)
      try require(
        avx2: processor_has_avx2(), avx512: processor_has_avx512(), requested: requested)
    #endif
  }

  static func require(avx2: Bool, avx512: Bool, requested: String?) throws(ProcessorError) {
    guard avx2 else { throw .lacksAVX2 }
    guard let requested else { return }
    switch InstructionSet(rawValue: requested) {
    case .avx2: break
    case .avx512: guard avx512 else { throw .lacksAVX512 }
    case nil: throw .unknownInstructionSet(requested)
    }
  }

  private static let requested = getenv("ASVIT_INSTRUCTION_SET").map { String(cString: $0) }
}

/// What `ASVIT_INSTRUCTION_SET` may ask for.
private enum InstructionSet: String {
  case avx2, avx512
}

public enum ProcessorError: Error, Hashable, CustomStringConvertible {
  case lacksAVX2
  case lacksAVX512
  case unknownInstructionSet(String)

  public var description: String {
    switch self {
    case .lacksAVX2:
      """
      this processor lacks AVX2 and FMA, which asvit needs: run it on an x86-64-v3 processor \
      (Intel Haswell, AMD Zen or later) or on arm64
      """
    case .lacksAVX512:
      """
      ASVIT_INSTRUCTION_SET is avx512, but this processor lacks AVX-512 F, VL, BW or DQ: unset it, \
      or set it to avx2
      """
    case .unknownInstructionSet(let name):
      "ASVIT_INSTRUCTION_SET is '\(name)': it may be avx2 or avx512"
    }
  }
}
