/// What was spent in one stage of a plan.
public struct StageAccount: Hashable, Codable, Sendable {
  /// The stage's place in the plan, from 0.
  public let stage: Int
  /// Updates.
  public internal(set) var stepCount = 0
  /// Images trained on, repetitions included.
  public internal(set) var sampleCount = 0
  /// Images that were loaded.
  public internal(set) var loadedCount = 0
  /// Multiply-accumulates forward; the backward pass is twice as much again.
  public internal(set) var macCount = 0
  /// Seconds in which updates waited for images.
  public internal(set) var loaderSeconds = 0.0
  /// Seconds that updates took.
  public internal(set) var computeSeconds = 0.0

  init(stage: Int) { self.stage = stage }

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
