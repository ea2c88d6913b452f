import AsViTArchitecture
import AsViTTestSupport
import Testing

@Suite struct ArchitectureGoldenTests {
  private func architecture(of golden: AsViTCase) throws -> Architecture {
    let family = AsViTFamily(
      imageSide: golden.imageSide, stemStride: golden.stemStride, classCount: golden.classCount)
    return try family.architecture(for: Genotype(golden.genotype))
  }

  @Test(arguments: try AsViTCase.all())
  func `parameters and multiplications are counted exactly`(golden: AsViTCase) throws {
    let architecture = try architecture(of: golden)
    #expect(architecture.parameterCount == golden.parameterCount)
    #expect(architecture.macCount == golden.macCount)
  }

  @Test(arguments: try AsViTCase.all())
  func `stages have the shapes of the authors`(golden: AsViTCase) throws {
    let stages = try architecture(of: golden).stages
    #expect(stages.map(\.depth) == golden.depths)
    #expect(stages.map(\.gridSide) == golden.gridSides)
    #expect(stages.map(\.channelCount) == golden.channelCounts)
    #expect(stages.map(\.headCount) == golden.headCounts)
    #expect(stages.map(\.headDimension) == golden.headDimensions)
    #expect(stages.map(\.windowSide) == golden.windowSides)
  }

  @Test(arguments: try AsViTCase.all())
  func `parameters have the names and shapes of the state_dict`(golden: AsViTCase) throws {
    let parameters = try architecture(of: golden).parameters
    let stored = golden.tensors.names.filter { name in
      !["input.", "expected.", "grad."].contains { name.hasPrefix($0) }
    }
    #expect(parameters.map(\.name).sorted() == stored)
    for parameter in parameters {
      #expect(try golden.tensors.shape(of: parameter.name) == parameter.shape, "\(parameter.name)")
    }
  }
}
