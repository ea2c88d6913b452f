import Testing

@testable import AsViTData

@Suite struct FittingTests {
  private func white(_ width: Int, _ height: Int) -> Image8 {
    Image8(
      width: width, height: height, pixels: [UInt8](repeating: 255, count: 3 * width * height))
  }

  /// Rows and columns of `image` that hold anything but black.
  private func extent(of image: Image8) -> (columns: Set<Int>, rows: Set<Int>) {
    let lit = (0..<image.width * image.height).filter { image.pixels[3 * $0] > 0 }
    return (Set(lit.map { $0 % image.width }), Set(lit.map { $0 / image.width }))
  }

  @Test func `28 is padded to 32 in the middle`() {
    let image = white(28, 28).fitted(toSide: 32, by: .padding)
    #expect(image.width == 32 && image.height == 32)
    let (columns, rows) = extent(of: image)
    #expect(columns == Set(2..<30) && rows == Set(2..<30))
  }

  @Test func `padding leaves the pixels as they are`() {
    let picture = gradient(width: 31, height: 29)
    let image = picture.fitted(toSide: 32, by: .padding)
    #expect(image.cropped(left: 0, top: 1, width: 31, height: 29) == picture)
  }

  @Test(arguments: [(27, 27), (33, 33), (28, 27), (32, 33)])
  func `other sizes are resized`(width: Int, height: Int) {
    let image = white(width, height).fitted(toSide: 32, by: .padding)
    #expect(image == white(32, 32))
  }

  @Test func `photographs are never padded`() {
    #expect(white(28, 28).fitted(toSide: 32, by: .cropping) == white(32, 32))
  }

  @Test func `the right size is left alone`() {
    let picture = gradient(width: 32, height: 32)
    #expect(picture.fitted(toSide: 32, by: .padding) == picture)
    #expect(picture.fitted(toSide: 32, by: .cropping) == picture)
  }

  @Test func `the middle of a wide photograph is kept`() {
    let picture = gradient(width: 60, height: 20)
    #expect(
      picture.fitted(toSide: 20, by: .cropping)
        == picture.cropped(left: 20, top: 0, width: 20, height: 20))
  }

  @Test func `a line of pixels costs no more than its square`() {
    #expect(white(200_000, 1).fitted(toSide: 64, by: .cropping) == white(64, 64))
  }

  @Test func `bytes become planes in units of the deviation`() {
    let image = Image8(width: 2, height: 1, pixels: [0, 51, 255, 255, 102, 0])
    let normalised = Image(
      image,
      normalisation: Normalisation(mean: [0.5, 0.2, 0], standardDeviation: [0.5, 0.1, 2]))
    let expected: [Float] = [-1, 1, 0, 2, 0.5, 0]
    #expect(zip(normalised.values, expected).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(normalised.values.count == 6)
  }
}
