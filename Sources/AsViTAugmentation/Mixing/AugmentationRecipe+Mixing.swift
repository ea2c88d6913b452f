public import AsViTNumerics

extension AugmentationRecipe {
  /// How one batch of squares of `side` pixels is mixed.
  ///
  /// λ is drawn once for the batch from the beta distribution of the method; with both methods on,
  /// each is taken with probability ½. `Mixup` of timm in its batch mode.
  public func mixing(side: Int, seed: Seed) -> BatchMixing {
    var rng = SplitMix64(seed: seed.derived("mixing"))
    let isCutMix = mixupAlpha == 0 || (cutmixAlpha > 0 && rng.uniform() < 0.5)
    let alpha = isCutMix ? cutmixAlpha : mixupAlpha
    guard alpha > 0 else { return .none }
    let lambda = rng.beta(alpha: alpha)
    guard isCutMix else { return .mixup(lambda: lambda) }
    return .cutmix(
      CutMixBox(
        lambda: lambda, height: side, width: side, centreRow: rng.index(below: side),
        centreColumn: rng.index(below: side)))
  }

  /// Mixes a batch of normalised images, `[labels.count, 3, side, side]`, in place.
  ///
  /// - Returns: the soft targets, `[labels.count, classCount]`, smoothed and mixed.
  public func mix(
    _ images: UnsafeMutablePointer<Float>, labels: [Int], classCount: Int, side: Int, seed: Seed
  ) -> [Float] {
    let mixing = mixing(side: side, seed: seed)
    mixing.mix(images, count: labels.count, side: side)
    return mixing.targets(labels: labels, classCount: classCount, smoothing: labelSmoothing)
  }
}
