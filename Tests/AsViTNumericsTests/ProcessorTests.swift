import Testing

@testable import AsViTNumerics

@Suite struct ProcessorTests {
  @Test func `a processor without AVX2 is told what is missing`() {
    let error = #expect(throws: ProcessorError.lacksAVX2) {
      try Processor.require(avx2: false, avx512: false, requested: nil)
    }
    #expect(error?.description.contains("lacks AVX2 and FMA") == true)
    #expect(throws: Never.self) {
      try Processor.require(avx2: true, avx512: false, requested: nil)
    }
  }

  @Test func `an instruction set may be asked for where the processor has it`() {
    for (requested, avx512) in [("avx2", false), ("avx2", true), ("avx512", true)] {
      #expect(throws: Never.self) {
        try Processor.require(avx2: true, avx512: avx512, requested: requested)
      }
    }
    #expect(throws: ProcessorError.lacksAVX512) {
      try Processor.require(avx2: true, avx512: false, requested: "avx512")
    }
    #expect(throws: ProcessorError.unknownInstructionSet("sse")) {
      try Processor.require(avx2: true, avx512: true, requested: "sse")
    }
  }
}
