extension CurriculumPlan {
  /// The names of the columns of `rows(forecast:)`.
  public static let columns = [
    "stage", "image", "stride", "tokens", "magnitude", "cost", "computation", "steps", "samples",
  ]

  /// A line of text for each stage, to be printed in columns.
  ///
  /// `cost` is that of a sample over a full-size one, `computation` the share of the whole. Strides
  /// are followed by their dilation where there is one, samples by how often they are replayed.
  public func rows(forecast: [StageForecast]) -> [[String]] {
    precondition(
      forecast.count == stages.count, "\(forecast.count) forecasts of \(stages.count) stages")
    return zip(stages, forecast).map { stage, forecast in
      let tokenization = stage.tokenization
      let magnitudes = [stage.firstMagnitude, stage.lastMagnitude].map { Self.text($0, digits: 1) }
      return [
        "\(stage.index + 1)",
        "\(stage.imageSide) x \(stage.imageSide)",
        "\(tokenization.stride)" + (tokenization.dilation == 1 ? "" : "/\(tokenization.dilation)"),
        "\(stage.tokenCount)",
        magnitudes[0] == magnitudes[1] ? magnitudes[0] : magnitudes.joined(separator: "-"),
        Self.text(Double(stage.macsPerSample) / Double(fullMACsPerSample), digits: 3),
        Self.text(100 * stage.share, digits: 1) + " %",
        "\(forecast.stepCount)",
        "\(forecast.sampleCount)" + (stage.replayFactor == 1 ? "" : " (x\(stage.replayFactor))"),
      ]
    }
  }

  /// Rounded to so many decimals, without trailing zeros.
  private static func text(_ value: Double, digits: Int) -> String {
    let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
    let rounded = (value * scale).rounded() / scale
    return Int(exactly: rounded).map(String.init) ?? "\(rounded)"
  }
}
