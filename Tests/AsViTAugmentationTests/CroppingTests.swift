import AsViTData
import AsViTNumerics
import AsViTTestSupport
import Glibc
import Testing

@testable import AsViTAugmentation

@Suite struct CroppingTests {
  @Test func `a flip exchanges left and right`() {
    let picture = Image8(width: 3, height: 2, pixels: Array(0..<18))
    #expect(
      picture.flipped().pixels == [6, 7, 8, 3, 4, 5, 0, 1, 2, 15, 16, 17, 12, 13, 14, 9, 10, 11])
  }

  @Test(arguments: [(0, 0), (2, 0), (-2, 0), (0, 3), (0, -3), (4, -2), (-7, 5)])
  func `a shifted picture is black where nothing comes in`(right: Int, down: Int) {
    let picture = noisePicture(width: 7, height: 5)
    let shifted = picture.shifted(right: right, down: down)
    for row in 0..<5 {
      for column in 0..<7 {
        let (sourceRow, sourceColumn) = (row - down, column - right)
        let isInside = (0..<5).contains(sourceRow) && (0..<7).contains(sourceColumn)
        for channel in 0..<3 {
          let expected =
            isInside ? picture.pixels[3 * (sourceRow * 7 + sourceColumn) + channel] : 0
          #expect(shifted.pixels[3 * (row * 7 + column) + channel] == expected)
        }
      }
    }
  }

  @Test func `all places of a padded crop are equally likely`() {
    // One lit pixel in the middle shows where the crop was.
    var pixels = [UInt8](repeating: 0, count: 3 * 25)
    pixels[3 * 12] = 255
    let picture = Image8(width: 5, height: 5, pixels: pixels)
    var rng = SplitMix64(seed: Seed(3))
    var counts = [Int](repeating: 0, count: 25)
    for _ in 0..<10_000 {
      let lit = picture.randomlyShifted(padding: 1, using: &rng).pixels.firstIndex(of: 255)!
      counts[lit / 3] += 1
    }
    for (place, count) in counts.enumerated() {
      let isReached = (1...3).contains(place / 5) && (1...3).contains(place % 5)
      // Five standard deviations of a binomial: 5 √(10000 · 1/9 · 8/9) = 157.
      #expect(isReached ? abs(count - 1111) < 157 : count == 0)
    }
  }

  @Test func `boxes have the areas and shapes of the recipe`() {
    var rng = SplitMix64(seed: Seed(4))
    var areas: [Double] = []
    for _ in 0..<4000 {
      let box = RandomResizedCrop.box(width: 400, height: 300, using: &rng)
      #expect(box.left >= 0 && box.left + box.width <= 400)
      #expect(box.top >= 0 && box.top + box.height <= 300)
      let ratio = Double(box.width) / Double(box.height)
      #expect((0.74...1.35).contains(ratio))
      areas.append(Double(box.width * box.height) / 120_000)
    }
    #expect(areas.min()! > 0.078 && areas.min()! < 0.09)
    // Large areas fit less often than they are drawn; half lie below 0.45.
    #expect(abs(Double(areas.count { $0 < 0.45 }) / 4000 - 0.5) < 0.12)
    #expect(areas.max()! > 0.85)
  }

  @Test func `places of boxes reach every edge`() {
    var rng = SplitMix64(seed: Seed(5))
    let boxes = (0..<2000).map { _ in RandomResizedCrop.box(width: 40, height: 40, using: &rng) }
    #expect(boxes.contains { $0.left == 0 } && boxes.contains { $0.top == 0 })
    #expect(boxes.contains { $0.left + $0.width == 40 && $0.width < 30 })
    #expect(boxes.contains { $0.top + $0.height == 40 && $0.height < 30 })
  }

  @Test(arguments: [(400, 3), (3, 400)])
  func `a strip gives its middle`(width: Int, height: Int) {
    var rng = ConstantGenerator.ones
    let box = RandomResizedCrop.box(width: width, height: height, using: &rng)
    let expected =
      width > height
      ? CropBox(left: 198, top: 0, width: 4, height: 3)
      : CropBox(left: 0, top: 198, width: 3, height: 4)
    #expect(box == expected)
  }

  @Test func `a single pixel can be cropped`() {
    var rng = ConstantGenerator.zeros
    let picture = Image8(width: 1, height: 1, pixels: [1, 2, 3])
    let square = picture.randomlyResizedCrop(side: 4, using: &rng)
    #expect(square.pixels == (0..<16).flatMap { _ in [1, 2, 3] as [UInt8] })
  }
}
