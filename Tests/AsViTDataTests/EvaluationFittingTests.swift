import Testing

@testable import AsViTData

@Suite struct EvaluationFittingTests {
  @Test func `the middle of a resized photograph is kept`() {
    let photograph = gradient(width: 100, height: 70)
    // int(56 / 0.875) = 64 rows, and 91 columns.
    let expected = photograph.resized(width: 91, height: 64, filter: .bicubic)
      .cropped(left: 17, top: 4, width: 56, height: 56)
    #expect(photograph.fittedForEvaluation(toSide: 56, by: .cropping) == expected)
    let upright = gradient(width: 70, height: 100)
    #expect(
      upright.fittedForEvaluation(toSide: 56, by: .cropping)
        == upright.resized(width: 64, height: 91, filter: .bicubic)
        .cropped(left: 4, top: 17, width: 56, height: 56))
  }

  @Test(arguments: [(28, 28), (32, 30)])
  func `small pictures of either kind are padded`(width: Int, height: Int) {
    let picture = gradient(width: width, height: height)
    for fitting in [Fitting.padding, .cropping] {
      #expect(
        picture.fittedForEvaluation(toSide: 32, by: fitting) == picture.padded(toSide: 32))
    }
  }

  @Test func `rasters are resized whole`() {
    let raster = gradient(width: 28, height: 28)
    #expect(
      raster.fittedForEvaluation(toSide: 16, by: .padding)
        == raster.resized(width: 16, height: 16, filter: .bicubic))
  }
}
