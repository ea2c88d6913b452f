import AsViTProxies
public import AsViTSearch

extension PredictorFindings {
  /// What there is to know of the trainings, each under a name.
  ///
  /// - Parameter best: the first design.
  func remarks(for best: Design) -> [(name: String, text: String)] {
    var remarks = [
      ("prediction", "\(target) \(prediction(for: best).shown())"), ("trainings", shown),
    ]
    if let proxies { remarks.append(("closed forms", "tau " + ProxyAgreement.shown(proxies))) }
    if let measured { remarks.append(("rounds", measured.shown)) }
    return remarks
  }

  private var shown: String {
    "\(architectureCount) architectures of \(blocks.shown) blocks, widths of \(widths.shown), "
      + "\(parameters.lowerBound.shown) to \(parameters.upperBound.shown) parameters, "
      + "\(macs.lowerBound.shown) to \(macs.upperBound.shown) MACs; "
      + accuracy.shown
  }
}

extension PredictorFindings.ProxyAgreement {
  fileprivate static func shown(_ all: [Self]) -> String {
    all.map { "\($0.metric.word) \($0.tau?.shown ?? "–")" }.joined(separator: ", ")
  }
}

extension MeasuredDesigns {
  /// Why there was no other round, and how many designs are level, in words.
  public var shown: String {
    let others = max(level.count - 1, 0)
    let level =
      others == 0 ? "no other is level with the best" : "\(others) are level with the best"
    return "\(designs.count) designs trained anew, \(level); the optimum of the model promises "
      + "\(max(predictedGain, 0).shown(digits: 2)) more than they do, "
      + (promisesMore ? "beyond" : "within") + " the noise of \(noise.shown(digits: 2))"
      + (promisesMore ? ": there was no time, or nothing new, for another round" : "")
  }
}

extension MeasuredDesign {
  /// What chose the design, in words.
  public var chooser: String {
    origin == .predicted ? "\(origin.shown), round \(round)" : origin.shown
  }

  /// The mean ± its standard error; that all its trainings diverged.
  public var shown: String {
    guard let mean, let standardError else { return "diverged" }
    return "\(mean.shown()) ± \(standardError.shown(digits: 2))"
  }
}

extension DesignOrigin {
  /// What chose a design, in words.
  public var shown: String {
    switch self {
    case .sample: "sample"
    case .predicted: "model"
    case .found: "search"
    case .neighbour: "search, near its best"
    case .unseen: "search, unseen choices"
    case .uniform: "uniform scaling"
    case .largest: "most parameters"
    case .random: "chance"
    case .deiT: "DeiT's shape"
    }
  }
}
