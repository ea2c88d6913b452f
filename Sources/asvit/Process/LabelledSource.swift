import AsViTData
import AsViTNumerics
import AsViTTraining

/// Where the labelled images of a training come from, as its command names them.
struct LabelledSource: Codable {
  /// As `openLabelledData` reads it.
  let specification: String?
  /// How many of the training images are taken; nil for all.
  let imageCount: Int?
  /// The seed of the training, by which images without a test set are split.
  let seed: UInt64

  /// Reads them. Files that were skipped are listed.
  func open(workers: Workers) throws -> TrainingData {
    let data = try openLabelledData(
      specification, split: TestSplit(seed: Seed(seed).derived("test split")), workers: workers)
    for (name, images) in [("training", data.training), ("test", data.test)] {
      for skipped in images.skipped.prefix(10) { notice("\(name): skipped \(skipped)") }
      if images.skipped.count > 10 {
        notice("\(name): skipped \(images.skipped.count - 10) more")
      }
      if let summary = images.warnings.summary { notice("\(name): \(summary)") }
    }
    let chosen = try TrainingData(data, trainingCount: imageCount)
    notice("data: \(chosen.provenance)")
    return chosen
  }
}
