import AsViTArchitecture
import AsViTNetwork
import AsViTNumerics
import AsViTTestSupport

/// The images of a golden case in an arena.
func images<Scalar: NetworkScalar>(
  of golden: any NetworkCase, for network: Network<Scalar>, in arena: Arena<Scalar>
) throws -> Activation<Scalar> {
  let values = try golden.images()
  let shape = network.architecture.trunk[0].input
  let images = Activation(
    arena, orders: 1, imageCount: values.count / (3 * shape.tokenCount), shape: shape)
  for (index, value) in values.enumerated() { images.base[index] = Scalar(value) }
  return images
}

extension Activation {
  /// All values in Double.
  var values: [Double] { (0..<count).map { Double(base[$0]) } }
}
