import Testing

@testable import AsViTNumerics

@Suite struct ProcessorTests {
  @Test func `a processor without AVX2 is told what is missing`() {
    let error = #expect(throws: ProcessorError.lacksAVX2) { try Processor.require(avx2: false) }
    #expect(error?.description.contains("lacks AVX2 and FMA") == true)
    #expect(throws: Never.self) { try Processor.require(avx2: true) }
  }
}
