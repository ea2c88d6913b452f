import CProcessor

/// What the processor must offer and what it has beyond.
public enum Processor {
  /// Whether the AVX-512 build of the kernels runs here.
  public static let hasAVX512 = processor_has_avx512()

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
      try require(avx2: processor_has_avx2())
    #endif
  }

  static func require(avx2: Bool) throws(ProcessorError) {
    guard avx2 else { throw .lacksAVX2 }
  }
}

public enum ProcessorError: Error, Hashable, CustomStringConvertible {
  case lacksAVX2

  public var description: String {
    """
    this processor lacks AVX2 and FMA, which asvit needs: run it on an x86-64-v3 processor \
    (Intel Haswell, AMD Zen or later) or on arm64
    """
  }
}
