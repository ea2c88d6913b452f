import AsViTProxies
import AsViTReport

/// Growths side by side, such as that by scores and its baselines.
struct ComparedGrowths {
  typealias Run = Compared<ScaleRunSettings, ScaleResultRecord>

  let runs: [Run]

  /// The growths; nil when there are none.
  func section() throws -> Section? {
    guard !runs.isEmpty else { return nil }
    let figures =
      runs.map(\.report.settings.proxies).metrics.compactMap(scores)
      + [
        members("Cost", "MACs per image", id: "costs", showsCounts: true) { Double($0.macCount) },
        members("Depth", "blocks", id: "depths", showsCounts: false) { Double($0.totalDepth) },
      ].compactMap(\.self)
    return Section(
      "Growths", id: "growths",
      lead: "The path of each run, from its smallest member to its largest, with the scores that "
        + "chose its steps.",
      [.figures(FigureGrid(.pair, figures)), .table(targets)]
        + (try Table.differences(between: runs).map { [.table($0)] } ?? []))
  }

  /// A metric of what each step chose, against size; nil when nothing has a value.
  private func scores(_ metric: Metric) -> Figure? {
    plot(metric.heading, id: metric.rawValue, axis: metric.axis) { result in
      result.steps.compactMap { step in
        let choice = step.candidates[step.choice]
        return choice.scores?.value(of: metric).map {
          Value(
            parameterCount: choice.parameterCount, value: $0,
            deviation: choice.scores?[metric]?.standardDeviation,
            tooltip: "step \(step.number): \(choice.genotype), \($0.shown())")
        }
      }
    }
  }

  /// What the members are, against size.
  private func members(
    _ name: String, _ label: String, id: String, showsCounts: Bool,
    _ value: (MemberRecord) -> Double
  ) -> Figure? {
    func axis(_ values: [Double]) -> Axis {
      Axis(label, showsCounts ? .logarithmic : .linear, holding: values, showsCounts: showsCounts)
    }
    return plot(name, id: id, axis: axis) { result in
      result.path.map { member in
        let value = value(member)
        return Value(
          parameterCount: member.parameterCount, value: value,
          tooltip: "step \(member.step): \(member.genotype), \(value.shownAsCount)")
      }
    }
  }

  /// What is drawn of one member of a growth.
  private struct Value {
    let parameterCount: Int
    let value: Double
    /// Over repeats, where there are several.
    var deviation: Double?
    let tooltip: String

    var point: Plot.Point { Plot.Point(x: Double(parameterCount), y: value) }
  }

  private func plot(
    _ name: String, id: String, axis: ([Double]) -> Axis, values: (ScaleResultRecord) -> [Value]
  ) -> Figure? {
    let values = runs.map { values($0.report.result) }
    let spreads = values.joined().compactMap { value in
      value.deviation.map { Plot.Spread(point: value.point, y: $0) }
    }
    let dots = zip(runs, values).map { compared, values in
      values.map { value in
        Plot.Dot(
          point: value.point, ink: compared.ink,
          tooltip: "\(compared.label), \(value.tooltip), \(value.parameterCount.shown) parameters")
      }
    }
    let points = dots.flatMap { $0.map(\.point) }
    guard !points.isEmpty else { return nil }
    let plot = Plot(
      title: "\(name) against size",
      summary: zip(runs, dots).map { "\($1.count) members of \($0.label)" }
        .joined(separator: ", ") + ".",
      x: Axis("parameters", .logarithmic, holding: points.map(\.x), showsCounts: true),
      y: axis(points.map(\.y)),
      marks: [.spreads(spreads)]
        + zip(runs, dots).flatMap { compared, dots in
          [.line(dots.map(\.point), compared.ink), .dots(dots, radius: 3.5)]
        })
    return Figure(name, legend: Legend(of: runs), plot.drawing(id: id))
  }

  private var targets: Table {
    let rows = runs.flatMap { run in
      let result = run.report.result
      let members = result.targets.map { (Optional($0.parameterCount), $0.member) }
      return (members.isEmpty ? [(nil, result.path.last)] : members)
        .map { (run: run, target: $0, member: $1) }
    }
    return Table(
      "Members for the sizes asked for, or the largest", of: rows,
      [
        .run(\.run), .count("target", \.target),
        .genotype(or: "not reached") { $0.member?.genotype },
        .count("parameters") { $0.member?.parameterCount }, .count("MACs") { $0.member?.macCount },
        .text("blocks") { $0.member?.depths }, .text("channels") { $0.member?.widths },
      ])
  }
}
