import AsViTProxies
public import AsViTSearch

extension Estimate {
  /// The value with two digits, and its interval.
  public var shown: String {
    value.shown(fractionDigits: 2)
      + (interval.map {
        " [\($0.lowerBound.shown(fractionDigits: 2)), \($0.upperBound.shown(fractionDigits: 2))]"
      } ?? "")
  }
}

extension ScoreAudit {
  /// What tables call the score: its metric's word, or its own name.
  public var word: String {
    score == Audit.paperRankSum ? "rank-sum" : Metric(score).word
  }

  /// What pages call the score.
  public var title: String {
    score == Audit.paperRankSum
      ? "rank sum of \(Objective.paper.metrics.map(\.title).joined(separator: " and "))"
      : Metric(score).title
  }
}

extension ScoreNature {
  /// What the score is another name for, in words; nil when it is neither.
  public var meters: String? {
    let names = [(isSizeMeter, "size meter"), (isLayerCounter, "layer counter")]
      .filter(\.0).map(\.1)
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }
}

extension TargetAudit {
  /// Why there is no verdict, and what speaks against one.
  ///
  /// - Parameter noise: the standard deviation of a row over trainings of one architecture; nil for
  ///   that of the repeats.
  public func remarks(noise: Double?) -> [String] {
    var remarks: [String] = []
    if rowCount < Self.leastRows {
      remarks.append("\(rowCount) architectures: a verdict needs \(Self.leastRows)")
    } else if equalParameters.count < Self.leastPairs {
      remarks.append(
        "\(equalParameters.count) pairs of about equal parameters: a verdict on them needs "
          + "\(Self.leastPairs)")
    }
    if let noise = noise ?? repeats?.deviationOfMean, deviation < 2 * noise {
      remarks.append(
        "the standard deviation of \(target), \(deviation.shown()), is under twice the noise, "
          + "\(noise.shown()): much of what differs here is noise")
    }
    return remarks
  }
}

extension Repeatability {
  /// How often architectures were trained and how well the trainings agree, in words.
  public var shown: String {
    "\(architectureCount) architectures were trained \(trainingCount) times: standard deviation "
      + "\(deviation.shown(digits: 3)) about their means"
      + (tau.map { ", tau of one training with another \($0.shown)" } ?? "")
  }
}

extension AdditiveModel.Accuracy {
  /// How well the model predicts, and the choices that matter most, in words.
  public var shown: String {
    let choices = byRange.filter { $0.range > 0 }.prefix(3).map {
      "\($0.choice) (\($0.range.shown(digits: 2)))"
    }
    return "additive model of the choices: leave-one-out "
      + (tau.map { "tau \($0.shown), " } ?? "") + "R² \(rSquared.shown(fractionDigits: 2))"
      + (choices.isEmpty ? "" : "; most from " + choices.joined(separator: ", "))
  }

  /// The choices, those first whose options differ most.
  public var byRange: [AdditiveModel.ChoiceEffects] {
    effects.enumerated().sorted { ($1.element.range, $0.offset) < ($0.element.range, $1.offset) }
      .map(\.element)
  }
}
