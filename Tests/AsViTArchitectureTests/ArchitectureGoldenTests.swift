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

  @Test(arguments: try AsViTCase.all())
  func `inputs fit the architecture`(golden: AsViTCase) throws {
    let pixelCount = 3 * golden.imageSide * golden.imageSide
    #expect(try golden.images().count.isMultiple(of: pixelCount))
    guard golden.expected["length"] != nil else { return }
    let (u0, u1) = try golden.circle()
    #expect(u0.count == pixelCount && u1.count == pixelCount)
    let squares = zip(u0, u1).reduce(into: (0.0, 0.0, 0.0)) { sums, pair in
      sums.0 += pair.0 * pair.0
      sums.1 += pair.1 * pair.1
      sums.2 += pair.0 * pair.1
    }
    #expect(abs(squares.0 - 1) < 1e-6 && abs(squares.1 - 1) < 1e-6 && abs(squares.2) < 1e-6)
  }

  @Test func `generated inputs are those of the reference`() throws {
    struct Record: Decodable {
      struct Generated: Decodable {
        let firstOfImages, firstOfU0, firstOfU1: [Double]
        let sumOfImages, sumOfU0, sumOfU1: Double

        enum CodingKeys: String, CodingKey {
          case firstOfImages = "images_first"
          case firstOfU0 = "u0_first"
          case firstOfU1 = "u1_first"
          case sumOfImages = "images_sum"
          case sumOfU0 = "u0_sum"
          case sumOfU1 = "u1_sum"
        }
      }
      let generated: Generated
    }
    let file = try #require(try Golden.cases(of: "asvit").first { $0.name == "full224" })
    let stated = try file.decoded(as: Record.self).generated
    let golden = try #require(try AsViTCase.all().first { $0.name == "full224" })
    let images = try golden.images().map(Double.init)
    let (u0, u1) = try golden.circle()
    for (values, first, sum) in [
      (images, stated.firstOfImages, stated.sumOfImages), (u0, stated.firstOfU0, stated.sumOfU0),
      (u1, stated.firstOfU1, stated.sumOfU1),
    ] {
      #expect(relativeError(Array(values.prefix(first.count)), from: first) < 1e-12)
      #expect(abs(values.reduce(0, +) - sum) < 1e-9)
    }
  }
}
