import AsViTTestSupport
import Testing

@testable import AsViTAugmentation

/// Mixed batches and erased rectangles as by timm.
@Suite struct MixingGoldenTests {
  private struct Family: Decodable {
    let mixup: [Mixup]?
    let cutmix: [CutMix]?
    let erasing: [Erasing]?

    enum CodingKeys: String, CodingKey {
      case mixup, cutmix
      case erasing = "random_erasing"
    }
  }

  private struct Mixup: Decodable {
    let classes: Int
    let smoothing, lam: Double
    let labels: [Int]
    let x, mixed: [[[Double]]]
    let targets: [[Double]]
  }

  private struct CutMix: Decodable {
    let height, width: Int
    let lam: Double
    let row, column: Int
    let box: [Int]
    let corrected: Double

    enum CodingKeys: String, CodingKey {
      case height, width, lam
      case row = "centre_y"
      case column = "centre_x"
      case box = "box_top_bottom_left_right"
      case corrected = "lam_corrected"
    }
  }

  private struct Erasing: Decodable {
    let height, width: Int
    let area, logAspect: Double
    let erasedHeight, erasedWidth: Int
    let accepted: Bool

    enum CodingKeys: String, CodingKey {
      case height, width, accepted
      case area = "area_fraction"
      case logAspect = "log_aspect"
      case erasedHeight = "erase_height"
      case erasedWidth = "erase_width"
    }
  }

  private static func cases<Case>(
    _ key: String, _ cases: KeyPath<Family, [Case]?>
  ) throws -> [Case] {
    try Golden.cases(of: "augment", having: key)
      .flatMap { try $0.decoded(as: Family.self)[keyPath: cases] ?? [] }
  }

  @Test func `mixup and soft targets`() throws {
    for golden in try Self.cases("mixup", \.mixup) {
      let mixing = BatchMixing.mixup(lambda: golden.lam)
      // The golden's images are no squares of three channels: each is padded to one.
      let side = 2
      func flattened(_ images: [[[Double]]]) -> [Float] {
        images.flatMap { image in
          let values = image.flatMap { $0 }.map { Float($0) }
          return values + [Float](repeating: 0, count: 3 * side * side - values.count)
        }
      }
      var images = flattened(golden.x)
      images.withUnsafeMutableBufferPointer {
        mixing.mix($0.baseAddress!, count: golden.labels.count, side: side)
      }
      let expected = flattened(golden.mixed).map { Double($0) }
      #expect(largestDifference(images, expected) < 1e-6)
      let targets = mixing.targets(
        labels: golden.labels, classCount: golden.classes, smoothing: golden.smoothing)
      #expect(largestDifference(targets, golden.targets.flatMap { $0 }) < 1e-7)
    }
  }

  @Test func `CutMix boxes`() throws {
    for golden in try Self.cases("cutmix", \.cutmix) {
      let box = CutMixBox(
        lambda: golden.lam, height: golden.height, width: golden.width, centreRow: golden.row,
        centreColumn: golden.column)
      #expect(box.rows == golden.box[0]..<golden.box[1])
      #expect(box.columns == golden.box[2]..<golden.box[3])
      #expect(abs(box.lambda - golden.corrected) < 1e-15)
    }
  }

  @Test func `erased rectangles`() throws {
    for golden in try Self.cases("random_erasing", \.erasing) {
      let size = RandomErasing.size(
        height: golden.height, width: golden.width, areaShare: golden.area,
        logAspect: golden.logAspect)
      #expect((size != nil) == golden.accepted)
      #expect(size?.height == golden.erasedHeight && size?.width == golden.erasedWidth)
    }
  }
}
