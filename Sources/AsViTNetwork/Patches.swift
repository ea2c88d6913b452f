import AsViTKernelInterface
import AsViTNumerics

/// Unfolding of whole activations, and its adjoint.
struct Patches<Scalar: NetworkScalar>: Sendable {
  let geometry: PatchGeometry
  let channels: Int
  /// Whether the input is images, channels first.
  let channelsFirst: Bool

  /// The features of a patch.
  var featureCount: Int { geometry.kernelSize * geometry.kernelSize * channels }

  private var countPerImage: Int {
    geometry.outputSide * geometry.outputSide * featureCount
  }

  /// `[orders][images · output tokens, features]`, taken from `scratch`.
  func unfold(_ input: Activation<Scalar>, scratch: Arena<Scalar>) -> UnsafeMutablePointer<Scalar> {
    let unfolded = scratch.take(input.orders * input.imageCount * countPerImage)
    for order in 0..<input.orders {
      for image in 0..<input.imageCount {
        Scalar.kernels.unfold(
          Unfold(
            geometry: geometry, channels: channels, channelsFirst: channelsFirst,
            input: input.image(image, order: order),
            output: unfolded + (order * input.imageCount + image) * countPerImage))
      }
    }
    return unfolded
  }

  /// The gradient by the input, of order 0, from that by its patches.
  func fold(_ patches: UnsafePointer<Scalar>, into gradient: Activation<Scalar>) {
    for image in 0..<gradient.imageCount {
      Scalar.kernels.fold(
        Fold(
          geometry: geometry, channels: channels, channelsFirst: channelsFirst,
          patches: patches + image * countPerImage, output: gradient.image(image)))
    }
  }
}
