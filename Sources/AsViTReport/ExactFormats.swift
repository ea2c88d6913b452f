public import AsViTSearch

extension ExactFindings {
  /// What there is to know of the best design beside its size and score, each under a name.
  public var remarks: [(name: String, text: String)] {
    var remarks = [("designs", designsShown)]
    remarks += limits.map { ("limit of \($0.limit.shown)", $0.shown) }
    let best = designs[0].design
    let lookedAt =
      blocks.map { $0 == evidence?.blocks ? "\($0.shown), as in the evidence" : $0.shown }
      ?? "any number"
    remarks.append(("blocks", "\(best.blockCount), of \(lookedAt)"))
    if !undecided.isEmpty {
      remarks.append(("not decided", UndecidedChoice.shown(undecided)))
    }
    if let predictor {
      remarks += predictor.remarks(for: best)
    } else {
      remarks.append(
        ("evidence", evidence?.shown ?? "no trained networks speak for this score"))
    }
    remarks += opposing.map { ("against it", $0.shown) }
    if !designs[0].extrapolations.isEmpty {
      remarks.append(("extrapolated", extrapolated(designs[0])))
    }
    return remarks
  }

  private var designsShown: String {
    if let measured = predictor?.measured, measured.best != nil {
      let levelCount = min(measured.level.count, designs.count)
      return (levelCount == 1 ? "the best by its" : "the \(levelCount) best by their")
        + " trainings, then \(designs.count - levelCount) by prediction"
    }
    guard let tolerance = tolerance.map({ ($0 * 100).shown() }) else {
      return "the best \(designs.count), which differ in what the score sees"
    }
    return designs.count == 1
      ? "no other within \(tolerance) % of the best"
      : "\(designs.count) within \(tolerance) % of the best, which differ in what the score sees"
  }

  /// The text of what a design is beyond the evidence in.
  public func extrapolated(_ marked: MarkedDesign) -> String {
    marked.extrapolations.shown(of: NetworkShape(marked.design, imageSide: imageSide))
  }
}

extension GrowthEvidence {
  /// What there is to know of the largest member of a growth, each under a name.
  public func remarks(for largest: NetworkShape) -> [(name: String, text: String)] {
    var remarks = [("evidence", range?.shown ?? "no trained networks speak for this score")]
    remarks += opposing.map { ("against it", $0.shown) }
    if !extrapolations.isEmpty {
      remarks.append(("extrapolated", extrapolations.shown(of: largest)))
    }
    return remarks
  }
}

extension [Extrapolation] {
  /// The text of what a network is beyond the evidence in.
  fileprivate func shown(of shape: NetworkShape) -> String {
    map { extrapolation in
      switch extrapolation {
      case .blocks: "\(shape.blockCount) blocks"
      case .widths: "widths of \(shape.widths.shown)"
      case .imageSide: "\(shape.imageSide) pixels"
      case .parameters: "\(shape.parameterCount.shown) parameters"
      case .macs: "\(shape.macCount.shown) MACs"
      case .metric: "the score itself"
      }
    }.joined(separator: ", ")
  }
}

extension ExactFindings.UndecidedChoice {
  /// Choices of one kind and option together, such as `K2, K3, K4 = 4`.
  fileprivate static func shown(_ choices: [Self]) -> String {
    var groups: [[Self]] = []
    for choice in choices {
      if let index = groups.firstIndex(where: { $0[0].isAlike(choice) }) {
        groups[index].append(choice)
      } else {
        groups.append([choice])
      }
    }
    return groups.map { group in
      let names =
        group.count > 4
        ? "\(group[0].name) … \(group[group.count - 1].name)"
        : group.map(\.name).joined(separator: ", ")
      let (option, usual) = (group[0].option, group[0].defaultOption)
      return "\(names) = \(option)"
        + (option == usual ? "" : " (default \(usual): a limit leaves no room)")
    }.joined(separator: "; ")
  }

  private func isAlike(_ other: Self) -> Bool {
    func kind(_ name: String) -> Substring { name.prefix { !$0.isNumber } }
    return kind(name) == kind(other.name) && option == other.option
      && defaultOption == other.defaultOption
  }
}

extension EvidenceRange {
  var shown: String {
    let training = epochs.map { ", \($0.shown) epochs" } ?? ""
    let (low, high) = (correlation.lowerBound, correlation.upperBound)
    return "Kendall's τ from \(low.shown(fractionDigits: 2)) to \(high.shown(fractionDigits: 2)) "
      + "on networks of \(blocks.shown) blocks, widths of \(widths.shown), "
      + "\(imageSides.shown) pixels\(training)"
  }
}

extension Evidence {
  /// What speaks against a score.
  var shown: String {
    let training = epochs.map { $0 == 1 ? ", 1 epoch" : ", \($0) epochs" } ?? ""
    return "\(source): \(networkCount) networks of \(blocks.shown) blocks, \(imageSide) "
      + "pixels\(training), where more of it went with worse networks"
  }
}

extension ClosedRange<Int> {
  /// Text such as `12 to 16`, or one number.
  var shown: String {
    lowerBound == upperBound ? "\(lowerBound)" : "\(lowerBound) to \(upperBound)"
  }
}
