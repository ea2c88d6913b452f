import AsViTArchitecture
import AsViTNumerics

/// One layer of a network: forward with any order of derivative along a curve, and backward.
///
/// Layers hold pointers into the network's parameters and no other state; they may run on several
/// threads at once, each with its own pass.
protocol NetworkLayer<Scalar>: Sendable {
  associatedtype Scalar: NetworkScalar

  /// The linear maps, whose weights are packed.
  var linears: [Linear<Scalar>] { get }

  /// The output for an input with any number of orders that the layer supports. May overwrite the
  /// input unless the pass has a tape, on which the input is, and keeps there what `backward` needs
  /// beside it.
  func forward(_ input: Activation<Scalar>, pass: ForwardPass<Scalar>) -> Activation<Scalar>

  /// The gradient by the input from the gradient by the output, of order 0; nil where the pass does
  /// not want it. May overwrite `gradient`. The gradients by the parameters go to the pass' target.
  func backward(
    _ gradient: Activation<Scalar>, record: TapeEntry<Scalar>, pass: BackwardPass<Scalar>
  ) -> Activation<Scalar>?
}

extension NetworkLayer {
  var linears: [Linear<Scalar>] { [] }
}
