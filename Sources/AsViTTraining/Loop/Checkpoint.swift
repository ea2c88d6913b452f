import AsViTArchitecture
public import AsViTData
import AsViTNetwork
import AsViTNumerics
import AsViTOptimizers
import FoundationEssentials

/// A training between two updates as a safetensors file: weights under their names, what the
/// optimizer and the average remember, and in the metadata the position, the open curve and the
/// counts. Random numbers are derived from the seed and the position, so there is no generator to
/// save.
extension CandidateTraining {
  private enum Key {
    static let run = "run"
    static let genotype = "genotype"
    static let state = "training"
    static let accumulators = "optimizer.accumulators"
    static let average = "average"
  }

  /// What is not a tensor.
  private struct State: Codable {
    let position: TrainingPosition
    let phaseStart: TrainingPosition
    let curve: LossCurve
    let legCount: Int
    let spending: [PhaseSpending]
    let phaseSeconds: [PhaseSeconds]
    let updateCounts: [Int]
    let skippedCount: Int
    let skippedInARow: Int
    let averageUpdateCount: Int
  }

  /// Writes the whole file or leaves what was there.
  ///
  /// - Parameter run: names the run that the training is of, by a digest of its settings.
  /// - Throws: with the system's reason, and when a number has no JSON form.
  public func saveCheckpoint(to path: String, of run: String) throws(DataError) {
    try checkpoint(at: path, of: run).write(to: path)
  }

  /// The file of the present state, to be written before the next update.
  ///
  /// - Parameters:
  ///   - path: for messages.
  ///   - run: names the run that the training is of, by a digest of its settings.
  /// - Throws: when a number has no JSON form.
  public func checkpoint(at path: String, of run: String) throws(DataError) -> SafeTensorsWriter {
    let optimizer = trainer.optimizer.state
    let state = State(
      position: position, phaseStart: phaseStart, curve: curve, legCount: legCount,
      spending: spending, phaseSeconds: phaseSeconds,
      updateCounts: optimizer.updateCounts,
      skippedCount: optimizer.skippedCount, skippedInARow: optimizer.skippedInARow,
      averageUpdateCount: average?.updateCount ?? 0)
    let json: Data
    do {
      json = try JSONEncoder().encode(state)
    } catch {
      throw DataError(path: path, problem: .unwritable("\(error)"))
    }
    var writer = SafeTensorsWriter(metadata: [
      Key.run: run,
      Key.genotype: architecture.genotype.description,
      Key.state: String(decoding: json, as: UTF8.self),
    ])
    for parameter in architecture.parameters {
      writer.add(parameter.name, shape: parameter.shape) { [trainer] in
        trainer.parameters.values(of: parameter.name)
      }
    }
    writer.add(Key.accumulators, shape: [optimizer.accumulators.count]) { optimizer.accumulators }
    if let average {
      writer.add(Key.average, shape: [average.values.count]) { average.values }
    }
    return writer
  }

  /// Goes on from a checkpoint of this training.
  ///
  /// - Parameter run: as it was saved.
  /// - Precondition: no update was made.
  /// - Throws: `TrainingError` when the file is damaged, or of another run or network; then this
  ///   training cannot be used any more.
  public func restoreCheckpoint(_ stored: StoredCheckpoint, of run: String) throws(TrainingError) {
    precondition(position == TrainingPosition(), "restoring a training that has begun")
    let path = stored.path
    do {
      let file = try stored.tensors()
      guard file.metadata[Key.run] == run else { throw TrainingError.otherRun(path: path) }
      try restore(file, state: file.metadata[Key.state] ?? "")
    } catch let error as TrainingError {
      throw error
    } catch let error as SafeTensorsError {
      throw .unreadableCheckpoint(error)
    } catch {
      throw .corruptCheckpoint(path: path, reason: "\(error)")
    }
  }

  /// - Parameter json: what is not a tensor.
  func restore(_ file: SafeTensors, state json: String) throws {
    func corrupt(_ reason: String) -> TrainingError {
      .corruptCheckpoint(path: file.path, reason: reason)
    }
    let genotype = file.metadata[Key.genotype].map { Genotype($0) }
    let fits = architecture.parameters.allSatisfy {
      (try? file.shape(of: $0.name)) == $0.shape
    }
    guard genotype == architecture.genotype, fits else {
      throw TrainingError.otherArchitecture(
        path: file.path, found: genotype, expected: architecture.genotype)
    }
    guard let state = try? JSONDecoder().decode(State.self, from: Data(json.utf8)) else {
      throw corrupt("holds no state of a training")
    }
    // Ranges are made of the step.
    guard state.position.step >= 0, isPossible(state) else {
      throw corrupt("holds a state that this training never has")
    }
    for parameter in architecture.parameters {
      let values: [Float] = try file.values(of: parameter.name)
      guard values.allSatisfy(\.isFinite) else {
        throw corrupt("\(parameter.name) holds a value that is not finite")
      }
      trainer.parameters.setValues(values, of: parameter.name)
    }
    try trainer.restore(
      OptimizerState(
        updateCounts: state.updateCounts, accumulators: file.values(of: Key.accumulators),
        skippedCount: state.skippedCount, skippedInARow: state.skippedInARow))
    try average?.restore(
      values: file.values(of: Key.average), updateCount: state.averageUpdateCount)
    position = state.position
    phaseStart = state.phaseStart
    curve = state.curve
    legCount = state.legCount
    spending = state.spending
    phaseSeconds = state.phaseSeconds
  }

  /// Whether this training comes to such a state, as far as that can be told without training.
  private func isPossible(_ state: State) -> Bool {
    let counts =
      [state.skippedCount, state.skippedInARow, state.averageUpdateCount] + state.updateCounts
    return counts.allSatisfy { (0...state.position.step).contains($0) } && state.legCount >= 0
      && state.spending.map(\.phase) == plan.phases.map(\.index)
      && state.spending.allSatisfy(\.isPossible)
      && state.phaseSeconds.count == state.spending.count && state.curve.isPossible
      && state.phaseStart.step <= state.position.step
      && planner.comes(to: state.phaseStart) && planner.comes(to: state.position)
  }

  /// Whether every weight is a finite number, as in a checkpoint that is worth keeping.
  public var isFinite: Bool { trainer.parameters.storage.allSatisfy(\.isFinite) }
}
