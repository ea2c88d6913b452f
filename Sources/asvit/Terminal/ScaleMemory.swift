import AsViTArchitecture
import AsViTProxies
import AsViTSearch

/// Tells how much memory a growth takes: before it starts, and before each step that takes more
/// than was told.
struct ScaleMemory {
  let scorer: ProxyScorer
  /// What this process scores: its memory is kept from one network to the next.
  private var networks: [Architecture] = []
  private var toldBytes = 0
  private var toldStep = 0

  init(scorer: ProxyScorer) { self.scorer = scorer }

  /// - Precondition: the growth is not finished.
  /// - Throws: `CommandError.tooLittleMemory` when the next step does not fit.
  mutating func tell(_ growth: Growth, over progress: StatusLine) throws(CommandError) {
    let step = growth.steps.count + 1
    guard step > toldStep else { return }
    networks += growth.candidates.map(\.narrow)
    let bytes = scorer.memoryBound(of: networks)
    try requireMemory(bytes, remedy: ScoringOptions.lessMemory)
    var message = "memory: at most \(bytes.shownAsBytes) in step \(step)"
    if toldStep == 0 {
      let last = growth.uniformGoal
      message +=
        ", about \(scorer.memoryBound(of: [last.narrow]).shownAsBytes) for "
        + "\(last.architecture.parameterCount.shown) parameters"
    }
    toldStep = step
    guard bytes > toldBytes else { return }
    toldBytes = bytes
    progress.clear()
    notice(message)
  }
}
