import AsViTArchitecture
import AsViTTestSupport
import Testing

@Suite struct ArchitectureGoldenTests {
  @Test(arguments: try NetworkCases.all())
  func `parameters and multiplications are counted exactly`(golden: any NetworkCase) throws {
    let architecture = try golden.architecture()
    #expect(architecture.parameterCount == golden.parameterCount)
    #expect(architecture.macCount == golden.macCount)
  }

  @Test(arguments: try AsViTCase.all())
  func `stages have the shapes of the authors`(golden: AsViTCase) throws {
    let stages = try golden.architecture().stages
    #expect(stages.map(\.depth) == golden.depths)
    #expect(stages.map(\.gridSide) == golden.gridSides)
    #expect(stages.map(\.channelCount) == golden.channelCounts)
    #expect(stages.map(\.headCount) == golden.headCounts)
    #expect(stages.map(\.headDimension) == golden.headDimensions)
    #expect(stages.map(\.windowSide) == golden.windowSides)
  }

  @Test(arguments: try NetworkCases.all())
  func `parameters have the names and shapes of the state_dict`(golden: any NetworkCase) throws {
    let parameters = try golden.architecture().parameters
    let stored = golden.tensors.names.filter { name in
      !["input.", "expected.", "grad."].contains { name.hasPrefix($0) }
    }
    #expect(parameters.map(\.name).sorted() == stored)
    for parameter in parameters {
      #expect(try golden.tensors.shape(of: parameter.name) == parameter.shape, "\(parameter.name)")
    }
  }
}
