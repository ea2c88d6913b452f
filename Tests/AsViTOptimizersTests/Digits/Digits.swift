import AsViTNumerics
import FoundationEssentials

/// The digits data set, split as the reference runs split it: every fifth image is for the test.
struct Digits<Scalar: NetworkScalar>: Sendable {
  struct Split: Sendable {
    /// `[count, 64]`, pixels from 0 to 1.
    let images: ScalarBuffer<Scalar>
    let labels: [Int]
  }

  let train: Split
  let test: Split

  static func load() throws -> Digits {
    let rows = try digitsRows.get()
    return Digits(
      train: split(rows.enumerated().filter { $0.offset % 5 != 0 }.map(\.element)),
      test: split(rows.enumerated().filter { $0.offset % 5 == 0 }.map(\.element)))
  }

  private static func split(_ rows: [[Int]]) -> Split {
    let images = ScalarBuffer<Scalar>(count: rows.count * 64)
    for (row, values) in rows.enumerated() {
      for (pixel, value) in values.prefix(64).enumerated() {
        images.base[64 * row + pixel] = Scalar(value) / 16
      }
    }
    return Split(images: images, labels: rows.map { $0[64] })
  }
}

/// `Tests/Digits`; its README says where the data are from.
let digitsFolder =
  URL(filePath: #filePath).deletingLastPathComponent()
  .appending(path: "../../Digits").standardized.path

/// Of each image 64 pixels and the label.
private let digitsRows = Result {
  try String(contentsOfFile: digitsFolder + "/digits.csv", encoding: .utf8)
    .utf8.split(separator: UInt8(ascii: "\n")).map { line in
      line.split(separator: UInt8(ascii: ",")).map { Int(Substring($0))! }
    }
}
