public import AsViTNumerics
public import Glibc

/// The cross-entropy of soft targets t and logits z of one image: −Σ t log softmax(z), and its
/// gradient Σt · softmax(z) − t.
///
/// Exponentials and sums are in Double whatever the network runs in.
public struct CrossEntropy<Scalar: NetworkScalar> {
  @usableFromInline let classCount: Int
  @usableFromInline let logits: UnsafePointer<Scalar>
  @usableFromInline let targets: UnsafePointer<Scalar>
  @usableFromInline let logSum: Double

  /// - Parameters:
  ///   - logits: `[classes]`.
  ///   - targets: `[classes]`.
  @inlinable
  public init(
    classCount: Int, logits: UnsafePointer<Scalar>, targets: UnsafePointer<Scalar>
  ) {
    self.classCount = classCount
    self.logits = logits
    self.targets = targets
    let largest = (0..<classCount).reduce(-Double.infinity) { max($0, Double(logits[$1])) }
    logSum = largest + log((0..<classCount).reduce(0) { $0 + exp(Double(logits[$1]) - largest) })
  }

  @inlinable
  public var loss: Double {
    (0..<classCount).reduce(0) { $0 + Double(targets[$1]) * (logSum - Double(logits[$1])) }
  }

  /// - Parameters:
  ///   - scale: multiplies the gradient, as 1 / images of a batch.
  ///   - gradient: `[classes]`.
  @inlinable
  public func writeGradient(scale: Double, to gradient: UnsafeMutablePointer<Scalar>) {
    let mass = (0..<classCount).reduce(0) { $0 + Double(targets[$1]) }
    for index in 0..<classCount {
      let probability = exp(Double(logits[index]) - logSum)
      gradient[index] = Scalar(scale * (mass * probability - Double(targets[index])))
    }
  }
}
