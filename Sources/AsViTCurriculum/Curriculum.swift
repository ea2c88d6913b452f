/// What changes in the course of a training: the size of the images, the tokens cut from them, the
/// strength of augmentation.
public enum Curriculum: String, CaseIterable, Codable, Sendable {
  /// Everything at full size throughout.
  case none
  /// Five phases of equal epochs. Wang et al., ICCV 2023 (arXiv:2211.09703).
  case efficientTrain = "efficienttrain"
  /// Ten phases of equal computation. Wang et al., TPAMI 2024 (arXiv:2405.08768).
  case efficientTrainPlusPlus = "efficienttrain++"
  /// Coarse tokens first, by stride and dilation of the first projection.
  /// Chen et al., ICLR 2022 (arXiv:2202.11921).
  case retokenize
  /// EfficientTrain++ with coarse tokens in its first fifth; ours.
  case combined
}
