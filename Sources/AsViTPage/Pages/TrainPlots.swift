import AsViTCurriculum
import AsViTReport
import AsViTTraining

/// The curves of one training run, over the fraction of each candidate's computation.
struct TrainPlots {
  let candidates: [TrainedCandidateRecord]
  /// The one whose plan is shaded behind the curves.
  let shaded: TrainedCandidateRecord?
  private let known: ArchitectureIndex

  init(_ result: TrainResultRecord, _ known: ArchitectureIndex) {
    self.known = known
    candidates = result.candidates
    shaded = result.candidates.isEmpty ? nil : result.candidates[result.best ?? 0]
  }

  var figures: FigureGrid {
    FigureGrid(
      .pair,
      [
        accuracy, testLoss,
        curve("Training loss", "mean cross-entropy", .linear, id: "losses") { $0.loss },
        curve("Gradient", "norm before clipping", .logarithmic, id: "norms") { $0.gradientNorm },
        curve("Learning rate", "learning rate", .linear, id: "rates") { $0.learningRate },
      ].compactMap(\.self))
  }

  private func axis(_ values: [Double]) -> Axis {
    Axis("computation spent, %", holding: [0, 100] + values, isPadded: false)
  }

  private func ink(_ index: Int) -> Ink { candidates.count == 1 ? .accent : .series(index) }

  private var legend: Legend? {
    candidates.count == 1
      ? nil
      : Legend(
        entries: candidates.indices.map {
          .init(candidates[$0].genotype.description, ink($0), .line)
        })
  }

  private var accuracy: Figure? {
    evaluations(
      "Accuracy on test images", "top-1 accuracy, %", id: "accuracies"
    ) { 100 * $0.topOne }
  }

  private var testLoss: Figure? {
    evaluations("Loss on test images", "mean cross-entropy", id: "test-losses") { $0.loss }
  }

  /// A value of each evaluation that has one.
  private func evaluations(
    _ name: String, _ label: String, id: String, _ value: (EvaluationRecord) -> Double?
  ) -> Figure? {
    let dots = candidates.enumerated().map { index, candidate in
      candidate.evaluations.compactMap { evaluation in
        value(evaluation).map {
          Plot.Dot(
            point: Plot.Point(x: 100 * evaluation.fraction, y: $0), ink: ink(index),
            tooltip: "\(candidate.genotype), update \(evaluation.step), "
              + "\(evaluation.equivalentEpochs.shown(digits: 3)) epochs: \($0.shown())",
            architecture: known[candidate.genotype])
        }
      }
    }
    let points = dots.joined().map(\.point)
    guard !points.isEmpty else { return nil }
    let plot = Plot(
      title: "\(name) over the computation spent",
      summary: summary(of: dots.map { $0.map(\.point) }),
      x: axis(points.map(\.x)), y: Axis(label, holding: points.map(\.y)),
      marks: bands
        + zip(candidates.indices, dots).flatMap { index, dots -> [Plot.Mark] in
          [.line(dots.map(\.point), ink(index)), .dots(dots, radius: 3.5)]
        })
    return Figure(name, legend: legend, note: bandNote, plot.drawing(id: id))
  }

  /// A value of the curve that updates leave; nil when there is none.
  private func curve(
    _ name: String, _ label: String, _ kind: Axis.Kind, id: String,
    _ value: (LossCurve.Point) -> Double?
  ) -> Figure? {
    let lines = candidates.map { candidate in
      candidate.curve.compactMap { point in
        value(point).flatMap { value in
          kind == .linear || value > 0 ? Plot.Point(x: 100 * point.fraction, y: value) : nil
        }
      }
    }
    let points = Array(lines.joined())
    guard !points.isEmpty else { return nil }
    let plot = Plot(
      title: "\(name) over the computation spent", summary: summary(of: lines),
      x: axis(points.map(\.x)), y: Axis(label, kind, holding: points.map(\.y)),
      marks: bands + zip(candidates.indices, lines).map { .line($1, ink($0)) })
    return Figure(name, legend: legend, plot.drawing(id: id))
  }

  /// How the lines end.
  private func summary(of lines: [[Plot.Point]]) -> String {
    zip(candidates, lines).compactMap { candidate, line in
      line.last.map { "\(candidate.genotype) ends at \($0.y.shown())" }
    }.joined(separator: ", ") + "."
  }

  /// The parts of the plan in which images and tokens stay the same; none when there is one.
  private var bands: [Plot.Mark] {
    let phases = shaded?.plan.phases ?? []
    var parts: [[CurriculumPhase]] = []
    for phase in phases {
      if let last = parts.last?.last, last.imageSide == phase.imageSide,
        last.tokenization == phase.tokenization
      {
        parts[parts.count - 1].append(phase)
      } else {
        parts.append([phase])
      }
    }
    guard parts.count > 1 else { return [] }
    return [
      .bands(
        parts.map { part in
          let (first, last) = (part[0], part[part.count - 1])
          return Plot.Band(
            range: 100 * first.start...100 * last.end, label: "\(first.imageSide)",
            tooltip: "images of \(first.imageSide) pixels, \(first.tokenCount) tokens")
        })
    ]
  }

  private var bandNote: String? {
    bands.isEmpty
      ? nil
      : "Shaded: the phases of the curriculum"
        + (candidates.count > 1 ? shaded.map { " of \($0.genotype)" } ?? "" : "")
        + ", with the side of the images in pixels. Tests are at full size."
  }
}
