public import ArgumentParser
import AsViTArchitecture
import AsViTCurriculum
import AsViTData
import AsViTNumerics
public import AsViTReport
import AsViTTraining

struct TrainCommand: CommandWithRun {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train candidates for a short while on labelled images.",
    discussion: """
      Trains a search's found topology, the best architectures it saw, a family of sizes or any \
      genotype, and tests them. With --candidates they share the budget by successive halving.

      With --seeds each is trained several times, and the table has means with standard errors and says \
      which differ from the best by more than noise. With --shortlist the designs of a search that are \
      worth comparing are trained so, beside baselines of the same budget.

      Images are the first 2,000 and 500 of Fashion-MNIST unless --data names others. A run is a \
      folder that resumes, as that of 'asvit search'; checkpoints and weights are safetensors files \
      in it. The same command again goes on as if it had not been stopped, bit for bit, at any number \
      of threads.

      Examples:
        asvit train --from runs/first --out runs/trained
        asvit train --from runs/first --candidates 5 --data fashion-mnist \\
          --budget 3ep --out runs/best
        asvit train --from runs/first --shortlist 5 --data fashion-mnist \\
          --budget 3ep --out runs/judged
        asvit train --genotype '4,2,4|2,1,2|2,1,4|2,1,6|32' --data ~/labelled \\
          --optimizer adan --out runs/labelled
        asvit train --from runs/family --curriculum efficienttrain++ --budget 10min \\
          --out runs/sizes
      """)

  @OptionGroup var folder: RunOptions

  @OptionGroup(title: "Candidates")
  var candidates: CandidateOptions

  @Option(
    help: ArgumentHelp(
      """
      Images with labels: 'fashion-mnist' (Debian's package dataset-fashion-mnist), a folder with a \
      folder of JPEG, PNG or WebP files for each class, or with folders of such called 'train' and \
      'val' (or the like, such as 'test'), one with IDX or CIFAR binary files, or an IDX file of \
      training images. Default: a part of Fashion-MNIST inside the program.
      """, valueName: "path"))
  var data: String?

  @Option(
    help: ArgumentHelp(
      "Train on at most so many images, the same share of each class.", valueName: "count"))
  var maxImages: Count?

  @OptionGroup(title: "Training")
  var training: TrainingOptions

  @OptionGroup(title: "Augmentation")
  var augmentation: AugmentationOptions

  @OptionGroup(title: "Curriculum")
  var curriculum: CurriculumOptions

  @Option(
    help: ArgumentHelp(
      """
      Write the curves of the trainings as they grow, for TensorBoard (tensorboard --logdir with the \
      folder of the run) or as curves.csv; both, joined by a comma.
      """, valueName: "formats"))
  var log: CommaSeparated<TrainingLog.Format>?

  @Flag(
    help: """
      Have all processes that mpirun or srun started train one candidate after the other together, each a \
      part of every batch. Without it each has candidates of its own. The results do not depend on it.
      """)
  var dataParallel = false

  @OptionGroup var process: ProcessOptions

  /// A training whose options follow those of another command.
  ///
  /// - Throws: `ValidationError` with what is wrong.
  static func following(_ arguments: [String]) throws -> TrainCommand {
    do {
      return try parse(arguments)
    } catch let error where !exitCode(for: error).isSuccess {
      throw ValidationError("'asvit train': \(message(for: error))")
    }
  }

  func run() throws {
    try process.ranks.run { job in
      if job.isWorker { return try job.follow() }
      try run(in: job)
    }
  }

  func run(in job: RankJob) throws {
    let (report, path) = try finished(in: job)
    try folder.show(TrainSummary(report, path: path))
    if report.result.best == nil { throw CommandError.allDiverged(report: path) }
  }

  /// The report of the run, which is brought to its end, and where it is.
  func finished(in job: RankJob) throws -> (report: TrainReport, path: String) {
    let candidates = try candidates.resolved()
    let workers = Workers(count: process.threads.value)
    let source = LabelledSource(
      specification: data, imageCount: maxImages?.value, seed: UInt64(process.seed))
    let data = try source.open(workers: workers)
    let imageSide = candidates.space.space.family.imageSide
    notice("images: \(data.training.sizes(fittedTo: imageSide))")
    notice("classes: \(data.training.shownClassNames)")
    let training = try training.settings(
      augmentation: augmentation.recipe(for: data.training.fitting),
      curriculum: curriculum.settings(budget: training.budget), seed: UInt64(process.seed))
    let settings = TrainRunSettings(
      candidates: candidates.genotypes, origins: candidates.origins,
      seedCount: candidates.seedCount, space: candidates.space.record,
      data: LabelledDataRecord(data), training: training, halves: candidates.halves)
    let trainer = try UnitTrainer(settings, data: data, workers: workers)
    let memory = try trainer.requiredMemory(isShared: !job.isAlone)
    if dataParallel, let mpi = job.mpi { try trainer.requireShards(forRanks: mpi.size) }
    let finished: (report: TrainReport, path: String) = try folder.report(
      of: settings, in: job, data: data.provenance, threads: workers.count
    ) {
      notice("memory: at most \(memory.shownAsBytes)")
      if training.curriculum.curriculum != .none {
        let plan = trainer.plans[0]
        let table = PlanTable(
          plan, computation: settings.plannedMACs(plan), batchSize: training.batchSize)
        notice("the plan of \(settings.candidates[0]):\n\(table.text(for: .messages))")
      }
      let run = try TrainRun(trainer, in: $0)
      let work = TrainingWork(
        source: source, settings: settings, threads: workers.count, isDataParallel: dataParallel)
      return try train(
        run, at: work.site(trainer, in: job, $1.interruption), session: $1,
        logs: logs(of: $0.record(of: TrainRunSettings.self)))
    }
    // Also of a run that was finished before.
    if let record = try RunRecord<TrainRunSettings>(ofRunAt: folder.out) {
      for var log in logs(of: record) { try log.writeJournal() }
    }
    return finished
  }

  private func logs(of record: RunRecord<TrainRunSettings>) -> [TrainingLog] {
    (log?.elements ?? []).map { TrainingLog($0, of: record, in: folder.out) }
  }

  /// Trains what the journal and the checkpoints lack.
  private func train(
    _ run: consuming TrainRun, at site: any TrainingSite, session: RunSession,
    logs: [TrainingLog]
  ) throws -> (result: TrainResultRecord, time: TimeSpent) {
    let legs = run.legs.joined().count
    session.tell(of: run.journal, resumedAfter: legs > 0 ? "evaluation \(legs)" : nil)
    var progress = TrainProgress(count: run.legs.count)
    defer { progress.end() }
    var logs = logs
    let result = try run.result(at: site) { event in
      switch event {
      case .status(let status, let candidate): progress.show(status, candidate: candidate)
      case .legs(let legs): for index in logs.indices { try logs[index].write(legs) }
      case .finished(let candidate): progress.finish(candidate)
      }
    }
    guard let result else { session.interruption.leave() }
    try site.finish()
    return (
      result,
      TimeSpent(
        steps: run.legs.joined().map(\.seconds),
        phases: run.legs.map { $0.last?.phaseSeconds ?? [] })
    )
  }
}

extension LabelledImages {
  /// The names of the classes, of many the first ones.
  fileprivate var shownClassNames: String {
    let (count, most) = (classCount, 10)
    let rest = count > most ? " and \(count - most) more" : ""
    return classNames.prefix(most).joined(separator: ", ") + rest
  }
}

extension TrainingLog.Format: ExpressibleByArgument {}
