import AsViTProxies
import AsViTReport
import AsViTSearch

extension Page {
  /// - Throws: `ReportError.cannotWrite` when a number of the table is not finite.
  init(ofAudit run: RunDetails<AuditRunSettings, AuditResultRecord>) throws {
    let (result, settings) = (run.report.result, run.report.settings)
    let rowCount = settings.audit.genotypes.count
    let total = Set(settings.audit.genotypes).count
    kind = "Audit"
    title = run.name
    lead =
      "How well scores rank \(total.grouped) architectures by what they came to. A score is worth its "
      + "cost if it ranks better than the number of parameters, and ranks architectures of about "
      + "the same size."
    notices = run.report.notices(
      showing: "the first \(result.architectures.count) of \(total) architectures")
    facts = [
      Fact("architectures", total.grouped), Fact("rows", rowCount.grouped),
      Fact("targets", "\(settings.audit.targets.count)"),
      Fact("scores", "\(result.scores.count)"),
    ]
    sections =
      result.targets.enumerated().map { index, target in
        Section.target(
          target, natures: result.scores, noise: settings.audit.noise, id: "target-\(index + 1)")
      } + [
        Section.columns, Section.limits(repeatCount: settings.proxies.repeatCount),
        Section.reproduce(
          run.report,
          facts: Fact.scoring(
            seed: settings.audit.seed, proxies: settings.proxies, images: settings.images)
            + [
              Fact(
                "digest of the table",
                try CanonicalJSON.digest(of: settings.audit, for: "the table"), isCode: true)
            ],
          unit: "architecture", space: settings.space),
      ]
  }
}

extension Section {
  fileprivate static func target(
    _ target: TargetAudit, natures: [ScoreNature], noise: Double?, id: String
  ) -> Section {
    let remarks = target.remarks(noise: noise)
    return Section(
      target.target, id: id,
      lead:
        "\(target.rowCount.grouped) architectures, mean \(target.mean.shown()), standard deviation "
        + "\(target.deviation.shown()); \(target.higherIsBetter ? "more" : "less") is better. "
        + "Pairs of about equal size: \(described(target.equalParameters)) of parameters, "
        + "\(described(target.equalMACs)) of MACs; \(target.equalWidthPairCount.grouped) pairs have "
        + "equal widths. A choice at random falls short by "
        + "\(target.randomRegretUnderParameters.points.shown(digits: 3)) under budgets of parameters, "
        + "\(target.randomRegretUnderMACs.points.shown(digits: 3)) under those of MACs."
        + (target.repeats.map { " \($0.shown)." } ?? ""),
      (remarks.isEmpty
        ? [] : [.notes(Notes(paragraphs: remarks.map { "No verdict, or not a safe one: \($0)." }))])
        + [
          .figures(FigureGrid(.pair, [.agreement(target, id: id)].compactMap(\.self))),
          .table(.verdicts(on: target, natures: natures)), .table(.correlations(with: target)),
        ] + (target.model.map { [.table(.effects(on: target.target, by: $0))] } ?? []))
  }

  private static func described(_ pairs: EqualSizePairs) -> String {
    "\(pairs.count.grouped) within \((100 * pairs.tolerance).shown()) %"
  }

  /// What the columns of the tables say.
  fileprivate static let columns = Section(
    "What the numbers say", id: "columns",
    [
      .notes(
        Notes(paragraphs: [
          "τ is Kendall's τ-b and ρ Spearman's; brackets are percentile intervals of 95 % from "
            + "bootstrap samples of the architectures. Partial τ holds the number of parameters.",
          "At equal size: concordant less discordant pairs over all pairs that differ by at most "
            + "the given share; ties count as neither. At equal widths: pairs whose blocks have the "
            + "same widths, one by one, so that heads and MLP ratios alone differ.",
          "Regret: the best value within a budget less that of the architecture with the highest "
            + "score within it, mean over 20 budgets; in brackets over the standard deviation.",
          "A score beats the number of parameters when the interval of the difference of both τ is "
            + "above 0, and does not when it is below. Nothing corrects for how many scores were "
            + "looked at.",
          "Effects are those of an additive model: a number for each option and a multiple of each "
            + "closed form, by ridge regression; brackets of 95 % hold where errors are normal. Leave-"
            + "one-out τ and R² are of predictions without the row: where that τ is not above 0, "
            + "effects mean nothing.",
          "A score whose ρ with the number of parameters or blocks is \(ScoreNature.leastRho) or "
            + "more is called a size meter or a layer counter.",
        ]))
    ])
}

extension Table {
  fileprivate static func verdicts(on target: TargetAudit, natures: [ScoreNature]) -> Table {
    Table(
      "Scores against \(target.target)", of: zip(target.scores, natures),
      [
        .text("score", \.0.title), .estimate("τ", \.0.tau),
        .estimate("gain on parameters", \.0.gainOnParameters),
        .verdict("beats parameters", \.0.beatsParameters),
        .estimate("τ at equal parameters", \.0.tauAtEqualParameters),
        .verdict("ranks at equal size", \.0.ranksAtEqualSize),
        .regret("regret, budgets of parameters", \.0.regretUnderParameters),
        .text("is a") { $0.1.meters ?? "–" },
      ])
  }

  fileprivate static func correlations(with target: TargetAudit) -> Table {
    Table(
      "Other correlations with \(target.target)", of: target.scores,
      [
        .text("score", \.title), .estimate("ρ", \.rho), .estimate("partial τ", \.partialTau),
        .estimate("τ at equal MACs", \.tauAtEqualMACs),
        .estimate("τ at equal widths", \.tauAtEqualWidths),
        .regret("regret, budgets of MACs", \.regretUnderMACs),
      ])
  }
}

extension Table.Field {
  static func estimate(_ title: String, _ estimate: @escaping (Record) -> Estimate?) -> Self {
    number(title) { estimate($0).map { .number($0.shown, $0.value) } }
  }

  static func verdict(_ title: String, _ verdict: @escaping (Record) -> Verdict?) -> Self {
    text(title) { verdict($0)?.rawValue ?? "–" }
  }

  fileprivate static func regret(_ title: String, _ regret: @escaping (Record) -> Regret) -> Self {
    number(title) { record in
      let regret = regret(record)
      let deviations = regret.deviations.map { " (\($0.shown(fractionDigits: 2)))" } ?? ""
      return .number(regret.points.shown(digits: 3) + deviations, regret.points)
    }
  }
}

extension Figure {
  /// Every score by its τ and by its τ at equal size, with intervals; nil when none has both.
  fileprivate static func agreement(_ target: TargetAudit, id: String) -> Figure? {
    let scores = target.scores.compactMap { score in
      score.tau.flatMap { tau in
        score.tauAtEqualParameters.map { (score: score, tau: tau, equal: $0) }
      }
    }
    guard !scores.isEmpty else { return nil }
    let baselines = Set(Audit.baselines.map { $0.metric.rawValue })
    func ends(_ estimate: Estimate) -> [Double] {
      [estimate.value] + (estimate.interval.map { [$0.lowerBound, $0.upperBound] } ?? [])
    }
    func bar(_ interval: ClosedRange<Double>?, _ point: (Double) -> Plot.Point) -> Plot.Mark? {
      interval.map { .line([point($0.lowerBound), point($0.upperBound)], .muted) }
    }
    let bars = scores.flatMap { score in
      [
        bar(score.tau.interval) { Plot.Point(x: $0, y: score.equal.value) },
        bar(score.equal.interval) { Plot.Point(x: score.tau.value, y: $0) },
      ].compactMap(\.self)
    }
    let dots = scores.map { score in
      Plot.Dot(
        point: Plot.Point(x: score.tau.value, y: score.equal.value),
        ink: baselines.contains(score.score.score) ? .ink : .accent,
        tooltip: "\(score.score.title): τ \(score.tau.shown), at equal parameters "
          + score.equal.shown)
    }
    let plot = Plot(
      title: "Agreement with \(target.target), overall and at equal size",
      summary: "\(scores.count) scores; the highest τ is "
        + "\((scores.map(\.tau.value).max() ?? 0).shown(fractionDigits: 2)).",
      x: Axis("τ over all rows", holding: scores.flatMap { ends($0.tau) }),
      y: Axis("τ at equal parameters", holding: scores.flatMap { ends($0.equal) } + [0]),
      marks: bars + [.dots(dots, radius: 4)])
    return Figure(
      "Agreement with \(target.target)",
      legend: Legend(entries: [.init("baselines", .ink), .init("other scores", .accent)]),
      note: "Far right and low is what size alone gives. Lines are intervals of 95 %.",
      plot.drawing(id: "\(id)-agreement"))
  }
}
