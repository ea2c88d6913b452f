import AsViTReport

extension Section {
  /// How likely each option of each choice was over time; nil when the controller has no
  /// distributions or has made no step.
  static func policy(_ policy: PolicyRecord?) -> Section? {
    guard let policy, let first = policy.history.first, let last = policy.history.last,
      policy.history.count > 1
    else { return nil }
    let figures = policy.shownOrder.map { index in
      let choice = policy.choices[index]
      let rows = choice.options.enumerated().map { option, value in
        let values = policy.history.map { $0.probabilities[index][option] }
        return HeatMap.Row(
          label: value, values: values,
          tooltip: "\(choice.name) = \(value): \(values[0].shown(digits: 2)) at first, "
            + "\(values[values.count - 1].shown(digits: 2)) at last")
      }
      let final = last.probabilities[index]
      let likeliest = final.indices.max { final[$0] < final[$1] } ?? 0
      let map = HeatMap(
        title: "\(choice.name.spokenAsChoice), probability of each option over steps",
        summary: "At last the likeliest is \(choice.options[likeliest]), with a probability of "
          + "\(final[likeliest].shown(digits: 2)).",
        rows: rows, ends: ("\(first.completedSteps)", "step \(last.completedSteps)"))
      return Figure(choice.name.spokenAsChoice, map.drawing(id: "choice-\(choice.name)"))
    }
    return Section(
      "What the policy learned", id: "policy",
      lead: "The probability of each option over steps.",
      [.figures(FigureGrid(.quarter, scale: .probability, figures))])
  }
}

extension PolicyRecord {
  /// The places of the choices in the order of their maps: those of one kind stand side by side; the
  /// heads fill the row of the splits, which lack the last stage.
  var shownOrder: [Int] {
    let kinds = choices.map { choice in
      ["K", "S", "h", "E"].firstIndex { choice.name.hasPrefix($0) } ?? 4
    }
    return choices.indices.sorted { (kinds[$0], $0) < (kinds[$1], $1) }
  }
}

extension String {
  /// The name of a choice for readers: `K2` as "Kernel, stage 2".
  var spokenAsChoice: String {
    let words = ["K": "Kernel", "S": "Splits", "E": "Expansion"]
    guard let word = first.flatMap({ words[String($0)] }), let stage = Int(dropFirst())
    else { return prefix(1).uppercased() + dropFirst() }
    return "\(word), stage \(stage)"
  }
}

extension RampLegend {
  fileprivate static let probability = RampLegend(
    first: "probability 0", last: "1", className: "shades")
}
