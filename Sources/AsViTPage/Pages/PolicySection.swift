import AsViTReport

extension Section {
  /// How likely each option of each choice was over time; nil when the controller has no
  /// distributions or has made no step.
  static func policy(_ policy: PolicyRecord?) -> Section? {
    guard let policy, let first = policy.history.first, let last = policy.history.last,
      policy.history.count > 1
    else { return nil }
    let order = policy.choices.indices.sorted {
      (policy.choices[$0].place, $0) < (policy.choices[$1].place, $1)
    }
    let figures = order.map { index in
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
        title: "\(choice.spokenName), probability of each option over steps",
        summary: "At last the likeliest is \(choice.options[likeliest]), with a probability of "
          + "\(final[likeliest].shown(digits: 2)).",
        rows: rows, ends: ("\(first.completedSteps)", "step \(last.completedSteps)"))
      return Figure(choice.spokenName, map.drawing(id: "choice-\(choice.name)"))
    }
    return Section(
      "What the policy learned", id: "policy",
      lead: "The probability of each option over steps: darker is likelier on a light page, "
        + "brighter on a dark one.",
      [.figures(FigureGrid(.quarter, figures))])
  }
}

extension PolicyRecord.ChoiceRecord {
  /// Choices of one kind stand side by side; the heads fill the row of the splits, which lack the
  /// last stage.
  fileprivate var place: Int {
    ["K", "S", "h", "E"].firstIndex { name.hasPrefix($0) } ?? 4
  }

  /// `K2` as "Kernel, stage 2".
  fileprivate var spokenName: String {
    let words = ["K": "Kernel", "S": "Splits", "E": "Expansion"]
    guard let word = name.first.flatMap({ words[String($0)] }), let stage = Int(name.dropFirst())
    else { return name.prefix(1).uppercased() + name.dropFirst() }
    return "\(word), stage \(stage)"
  }
}
