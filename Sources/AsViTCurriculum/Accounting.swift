/// What a training has done, stage by stage: the cost measures that belong together.
///
/// All of it adds up: the total of each measure is the sum over the stages.
public struct Accounting: Hashable, Codable, Sendable {
  /// What the same run does again on any machine.
  public struct Work: Hashable, Codable, Sendable {
    public var stepCount = 0
    /// Samples trained on, replays included.
    public var sampleCount = 0
    /// Samples that came from the loader.
    public var loadedSampleCount = 0
    /// Multiply-accumulates forward. Backward costs twice as much again.
    public var forwardMACs = 0

    /// Multiply-accumulates forward and backward. In Double: it can exceed 64 bits.
    public var trainingMACs: Double { 3 * Double(forwardMACs) }
  }

  /// What depends on the machine.
  public struct Seconds: Hashable, Codable, Sendable {
    /// Spent waiting for data.
    public var loading = 0.0
    /// Spent in optimizer steps.
    public var computing = 0.0
  }

  public private(set) var work: [Work]
  public private(set) var seconds: [Seconds]

  /// Nothing done.
  public init(stageCount: Int) {
    precondition(stageCount > 0, "no stages")
    work = Array(repeating: Work(), count: stageCount)
    seconds = Array(repeating: Seconds(), count: stageCount)
  }

  /// Adds one optimizer step.
  ///
  /// - Parameters:
  ///   - stage: of this run's plan.
  ///   - sampleCount: trained on.
  ///   - loadedSampleCount: fewer when samples are replayed.
  public mutating func addStep(
    in stage: CurriculumStage, sampleCount: Int, loadedSampleCount: Int, seconds spent: Seconds
  ) {
    work[stage.index].stepCount += 1
    work[stage.index].sampleCount += sampleCount
    work[stage.index].loadedSampleCount += loadedSampleCount
    work[stage.index].forwardMACs += sampleCount * stage.macsPerSample
    seconds[stage.index] += spent
  }

  public var totalWork: Work { work.reduce(Work(), +) }
  public var totalSeconds: Seconds { seconds.reduce(into: Seconds()) { $0 += $1 } }
}

extension Accounting.Work {
  static func + (a: Self, b: Self) -> Self {
    var sum = a
    sum.stepCount += b.stepCount
    sum.sampleCount += b.sampleCount
    sum.loadedSampleCount += b.loadedSampleCount
    sum.forwardMACs += b.forwardMACs
    return sum
  }

  /// Full-size passes over the data that cost as much: Σ n c(B) / (N c(H)).
  public func equivalentEpochs(of plan: CurriculumPlan, sampleCount: Int) -> Double {
    Double(forwardMACs) / (Double(sampleCount) * Double(plan.fullMACsPerSample))
  }
}

extension Accounting.Seconds {
  public init(loading: Double, computing: Double) {
    self.loading = loading
    self.computing = computing
  }

  static func += (a: inout Self, b: Self) {
    a.loading += b.loading
    a.computing += b.computing
  }
}
