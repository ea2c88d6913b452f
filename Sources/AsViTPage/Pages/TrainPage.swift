import AsViTArchitecture
import AsViTReport
import AsViTTraining

extension Page {
  init(ofTraining run: RunDetails<TrainRunSettings, TrainResultRecord>) throws {
    let (report, result, settings) = (run.report, run.report.result, run.report.settings)
    let family = try settings.family()
    let best = result.best.map { result.candidates[$0] }
    let index = try ArchitectureIndex(ofTraining: report, in: family)
    kind = "Training"
    title = run.name
    lead =
      "\(settings.candidates.count == 1 ? "One network" : "\(settings.candidates.count) networks") "
      + "trained on \(settings.data.trainingCount.grouped) images of "
      + "\(settings.data.classNames.count) classes, \(settings.training.budget) each, and tested on "
      + "\(settings.data.testCount.grouped) others."
      + (report.data.map { " Images: \($0)." } ?? "")
    notices =
      report.notices(
        showing: "the evaluations in its journal, of \(result.candidates.count) of "
          + "\(settings.candidates.count) candidates")
      + (report.isFinished && best == nil ? ["Every training diverged: there is no result."] : [])
    facts = Self.facts(of: best, settings)
    sections = [
      Section.designs(result),
      result.candidates.isEmpty
        ? nil
        : Section(
          "Candidates", id: "candidates",
          lead: "Epochs are passes over the images that the computation would pay for at full "
            + "size.",
          [
            .table(
              .candidates(
                result, classCount: settings.data.classNames.count,
                isFinished: report.isFinished))
          ]
            + (result.rungs.count > 1 ? [.table(.rungs(result))] : [])),
      result.candidates.isEmpty
        ? nil
        : Section("Curves", id: "curves", [.figures(TrainPlots(result, index).figures)]),
      try best.map { try Section.best($0, in: family, settings) },
      Section.trainingLimits(settings, best: best?.evaluations.last),
      Section.reproduce(
        report, facts: Fact.training(report), unit: "evaluation", space: settings.space),
    ].compactMap(\.self)
    architectures = try index.json()
  }

  private static func facts(
    of best: TrainedCandidateRecord?, _ settings: TrainRunSettings
  ) -> [Fact] {
    guard let best, let last = best.evaluations.last else { return [] }
    var facts = [
      Fact(
        settings.candidates.count > 1 ? "best candidate" : "network", best.genotype.description,
        isCode: true),
      Fact("top-1 accuracy", Table.Cell.percentage(last.topOne).text, remark: "of the test images"),
    ]
    if settings.data.classNames.count > 5 {
      facts.append(
        Fact(
          "top-5 accuracy", Table.Cell.percentage(last.topFive).text, remark: "of the test images"))
    }
    if let loss = last.loss { facts.append(Fact("test loss", loss.shown())) }
    return facts + [
      Fact("parameters", best.parameterCount.shown),
      Fact("MACs", best.macCount.shown, remark: "per image"),
    ]
  }
}

extension Section {
  /// The most accurate candidate.
  fileprivate static func best(
    _ candidate: TrainedCandidateRecord, in family: any Family, _ settings: TrainRunSettings
  ) throws -> Section {
    let topology = Topology(try family.architecture(for: candidate.genotype))
    let confusions = candidate.evaluations.last.flatMap {
      Table.confusions($0, classNames: settings.data.classNames)
    }
    return Section(
      settings.candidates.count > 1 ? "The best candidate" : "The network", id: "best",
      lead: candidate.genotype.description,
      [
        .figures(topology.figures(id: "best")), .table(topology.table),
        .table(.curriculum(of: candidate)),
      ] + (confusions.map { [.table($0)] } ?? []))
  }

  /// What the accuracies do not tell.
  fileprivate static func trainingLimits(
    _ settings: TrainRunSettings, best: EvaluationRecord?
  ) -> Section {
    var paragraphs = [
      settings.seedCount == nil
        ? "Each accuracy is of one training with one seed. How much it would vary from seed to seed "
          + "was not measured."
        : "The accuracies of candidates are each of one training; those of designs are means.",
      "The budget is \(settings.training.budget). Published accuracies are of hundreds of epochs "
        + "on other data; who is ahead after a short training need not be ahead after a long one.",
    ]
    if let best {
      let error = (best.topOne * (1 - best.topOne) / Double(settings.data.testCount)).squareRoot()
      paragraphs.insert(
        "Of \(settings.data.testCount.grouped) test images alone, the standard error of the best "
          + "accuracy is \((100 * error).shown(digits: 2)) points.", at: 0)
    }
    if settings.candidates.count > 1 {
      paragraphs.append(
        "The best of several candidates was chosen by the same test images that it is judged by, "
          + "so its accuracy is a little too high.")
    }
    return Section(
      "What the accuracies do not tell", id: "limits", [.notes(Notes(paragraphs: paragraphs))])
  }
}

extension Fact {
  /// What a training depends on.
  fileprivate static func training(_ report: TrainReport) -> [Fact] {
    let (training, data) = (report.settings.training, report.settings.data)
    return [
      Fact("seed", "\(training.seed)"), Fact("images", report.data ?? "unknown"),
      Fact("digest of the training images", data.trainingDigest, isCode: true),
      Fact("digest of the test images", data.testDigest, isCode: true),
      Fact("budget", "\(training.budget)"), Fact("optimizer", training.optimizer.rawValue),
      Fact("schedule", training.schedule.rawValue),
      Fact("learning rate", training.learningRate.shown()),
      Fact("weight decay", training.weightDecay.shown()),
      Fact("batch size", "\(training.batchSize)"),
      Fact("curriculum", training.curriculum.curriculum.rawValue),
    ]
  }
}
