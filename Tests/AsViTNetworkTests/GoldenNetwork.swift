import AsViTArchitecture
import AsViTNetwork
import AsViTNumerics
import AsViTTestSupport

/// The network of a golden case, with its weights.
func network<Scalar: NetworkScalar>(
  of golden: AsViTCase, as _: Scalar.Type
) throws -> Network<Scalar> {
  let family = AsViTFamily(
    imageSide: golden.imageSide, stemStride: golden.stemStride, classCount: golden.classCount)
  let store = ParameterStore<Scalar>(try family.architecture(for: Genotype(golden.genotype)))
  for parameter in store.architecture.parameters {
    let values = try golden.tensors.values(of: parameter.name, as: Float.self)
    store.setValues(values.map { Scalar($0) }, of: parameter.name)
  }
  return Network(store)
}

/// The images of a golden case in an arena.
func images<Scalar: NetworkScalar>(
  of golden: AsViTCase, for network: Network<Scalar>, in arena: Arena<Scalar>
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
