/// The loss over a training, averaged over equal parts of its computation.
public struct LossCurve: Hashable, Codable, Sendable {
  /// Parts of the whole computation; a part may be passed over by a large batch.
  static let partCount = 200

  /// The means over the updates of one part.
  public struct Point: Hashable, Codable, Sendable {
    /// The number of updates up to the end of the part.
    public let step: Int
    /// The fraction of the computation before the last of them.
    public let fraction: Double
    public let loss: Double
    /// Euclidean, before clipping, of the updates that were made; absent when none was.
    public let gradientNorm: Double?
    /// The learning rate of the last update.
    public let learningRate: Double
  }

  /// Complete parts that were not taken.
  public private(set) var points: [Point] = []
  private var open: Part?

  private struct Part: Hashable, Codable {
    let index: Int
    var step = 0
    var fraction = 0.0
    var lossSum = 0.0
    var count = 0
    var normSum = 0.0
    var normCount = 0
    var learningRate = 0.0
  }

  public init() {}

  /// Whether a curve can have these counts.
  var isPossible: Bool {
    guard let open else { return true }
    return 1...Int.max / 2 ~= open.count && 0...open.count ~= open.normCount
  }

  mutating func add(
    loss: Double, gradientNorm: Double?, learningRate: Double, step: Int, fraction: Double
  ) {
    let index = Int(fraction * Double(Self.partCount))
    if let open, open.index != index { close() }
    var part = open ?? Part(index: index)
    part.step = step
    part.fraction = fraction
    part.lossSum += loss
    part.count += 1
    if let gradientNorm {
      part.normSum += gradientNorm
      part.normCount += 1
    }
    part.learningRate = learningRate
    open = part
  }

  /// Ends the present part.
  mutating func close() {
    guard let part = open else { return }
    points.append(
      Point(
        step: part.step, fraction: part.fraction, loss: part.lossSum / Double(part.count),
        gradientNorm: part.normCount > 0 ? part.normSum / Double(part.normCount) : nil,
        learningRate: part.learningRate))
    open = nil
  }

  /// The complete parts since the last call.
  mutating func takePoints() -> [Point] {
    defer { points = [] }
    return points
  }
}
