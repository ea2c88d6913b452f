/// What was spent in one phase of a plan.
public struct PhaseSpending: Hashable, Codable, Sendable {
  /// The index in the plan, from 0.
  public let phase: Int
  /// Updates.
  public internal(set) var stepCount = 0
  /// Images trained on, repetitions included.
  public internal(set) var sampleCount = 0
  /// Images that were loaded.
  public internal(set) var loadedCount = 0
  /// Multiply-accumulates forward; the backward pass is twice as much again.
  public internal(set) var macCount = 0

  init(phase: Int) { self.phase = phase }

  /// Whether no count is negative, or so large that a sum might overflow.
  var isPossible: Bool {
    [stepCount, sampleCount, loadedCount, macCount].allSatisfy { (0...Int.max / 2).contains($0) }
  }

  mutating func add(_ step: StepPlanner.Step) {
    stepCount += 1
    sampleCount += step.next.sampleCount - step.position.sampleCount
    loadedCount += step.samples.count
    macCount += step.next.spentMACs - step.position.spentMACs
  }
}

/// The seconds that the updates of one phase of a plan took. The results of a training do not depend
/// on them.
public struct PhaseSeconds: Hashable, Codable, Sendable {
  /// Waiting for images.
  public internal(set) var loader = 0.0
  public internal(set) var compute = 0.0
}
