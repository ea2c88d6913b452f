import FoundationEssentials
import Glibc

/// The curves of a run's trainings in a format of other tools, in the folder of the run:
///
///     curves.csv                                    a row for each measured update
///     tensorboard/candidate-1/events.out.tfevents.… a folder for each training
///
/// They are a function of the journal. A process writes them anew when it begins and adds what each leg
/// of a training brings, so that what follows them can.
public struct TrainingLog {
  public enum Format: String, CaseIterable, Sendable {
    case csv, tensorboard
  }

  private let format: Format
  private let folder: String
  /// Seconds since 1970 at which the run was begun.
  private let started: Double
  private let trainings: [CandidateSeed]
  /// The legs of each training that this process wrote.
  private var writtenCounts: [Int]

  /// - Parameter record: of the run in `folder`.
  public init(_ format: Format, of record: RunRecord<TrainRunSettings>, in folder: String) {
    self.format = format
    self.folder = folder
    started = (try? Date(record.started, strategy: .iso8601))?.timeIntervalSince1970 ?? 0
    trainings = record.settings.trainings
    writtenCounts = Array(repeating: 0, count: trainings.count)
  }

  /// Writes what the journal of the run holds.
  public mutating func writeJournal() throws(ReportError) {
    let path = folder + "/journal.jsonl"
    var history = TrainHistory(candidateCount: trainings.count)
    let entries = try RunJournal<TrainRun.Entry>.lines(of: File.contents(of: path), at: path)
      .entries
    try RunJournal.replay(entries, of: path) { entry, _ in history.add(entry) }
    try write(history.legs)
  }

  /// Writes what is new.
  ///
  /// - Parameter legs: of each training.
  public mutating func write(_ legs: [[TrainLeg]]) throws(ReportError) {
    let counts = legs.map { $0.count }
    guard counts != writtenCounts else { return }
    switch format {
    case .csv: try writeCSV(legs)
    case .tensorboard:
      for training in legs.indices where writtenCounts[training] != legs[training].count {
        try writeEvents(legs[training], of: training)
      }
    }
    writtenCounts = counts
  }

  /// Removes what earlier runs in a folder left.
  static func clear(in folder: String) throws(ReportError) {
    try File.remove(folder + "/curves.csv")
    let manager = FileManager.default
    let events = folder + "/tensorboard"
    for name in (try? manager.contentsOfDirectory(atPath: events)) ?? []
    where name.hasPrefix("candidate-") {
      let files = (try? manager.contentsOfDirectory(atPath: "\(events)/\(name)")) ?? []
      for file in files where file.hasPrefix(eventsPrefix) {
        try File.remove("\(events)/\(name)/\(file)")
      }
    }
  }
}

extension TrainingLog {
  private func writeCSV(_ legs: [[TrainLeg]]) throws(ReportError) {
    let tags = TrainingScalars.tags
    let header = ["candidate", "genotype", "seed", "step", "seconds"] + tags
    let rows = zip(trainings, legs).enumerated().flatMap { index, training in
      TrainingScalars.all(of: training.1).map { scalars in
        let values = Dictionary(uniqueKeysWithValues: scalars.values.map { ($0.tag, $0.value) })
        return [
          "\(index + 1)", "\"\(training.0.genotype)\"", "\(training.0.seed)", "\(scalars.step)",
          "\(scalars.seconds)",
        ] + tags.map { values[$0].map { "\($0)" } ?? "" }
      }
    }
    let text = ([header] + rows).map { $0.joined(separator: ",") + "\n" }.joined()
    try writeDocument(text, to: folder + "/curves.csv")
  }

  private static let eventsPrefix = "events.out.tfevents."

  /// Begins the file of a training, or adds to it; TensorBoard goes on reading at its end.
  private func writeEvents(_ legs: [TrainLeg], of training: Int) throws(ReportError) {
    let events = "\(folder)/tensorboard/candidate-\(training + 1)"
    let path = "\(events)/\(Self.eventsPrefix)\(Int(started)).asvit"
    func bytes(_ scalars: some Sequence<TrainingScalars>) -> [UInt8] {
      scalars.flatMap { scalars in
        EventRecord(
          time: started + scalars.seconds, content: .scalars(scalars.values, step: scalars.step)
        ).framed
      }
    }
    let scalars = TrainingScalars.all(of: legs)
    if writtenCounts[training] > 0 {
      let known = TrainingScalars.all(of: Array(legs.prefix(writtenCounts[training]))).count
      let file = try File(opening: path, flags: O_WRONLY | O_APPEND)
      try file.write(bytes(scalars.dropFirst(known)))
    } else {
      try File.createFolder(events)
      let version = EventRecord(time: started, content: .fileVersion).framed
      try File.replace(path, with: version + bytes(scalars))
    }
  }
}
