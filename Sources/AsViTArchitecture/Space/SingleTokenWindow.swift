/// Attention windows of a single token, in which attention has nothing to mix.
public struct SingleTokenWindow: Hashable, Sendable {
  /// The stage, counted from 1.
  public let stage: Int
  /// Tokens per side of the stage's grid.
  public let gridSide: Int
  /// Pixels per side of the image.
  public let imageSide: Int
  /// The option that leaves them, such as `S3 = 2`; nil when every topology of the space has them.
  public let option: String?
}

extension SingleTokenWindow: CustomStringConvertible {
  public var description: String {
    let grid = "a grid of \(gridSide) x \(gridSide) at \(imageSide) pixels"
    return "stage \(stage): \(option.map { "\($0) leaves" } ?? "every topology has") "
      + "windows of one token on \(grid), where attention does nothing"
  }
}

extension SearchSpace {
  /// What the space offers of windows with a single token. Class tokens count, so that only stages
  /// without one are among them.
  public var singleTokenWindows: [SingleTokenWindow] {
    let first = choices.map { _ in 0 }
    let architectures = choices.indices.map { position in
      choices[position].options.indices.map { option in
        var selection = first
        selection[position] = option
        return architecture(for: selection).singleTokenStages
      }
    }
    let everywhere = architecture(for: first).singleTokenStages
      .filter { stage in architectures.joined().allSatisfy { $0.contains(stage) } }
    func window(_ stage: SingleTokenStage, _ option: String?) -> SingleTokenWindow {
      SingleTokenWindow(
        stage: stage.index + 1, gridSide: stage.gridSide, imageSide: family.imageSide,
        option: option)
    }
    var windows = everywhere.map { window($0, nil) }
    for (choice, stages) in zip(choices, architectures) {
      for (option, found) in stages.enumerated() {
        // What all options of a choice have is another choice's.
        windows += found.filter { stage in !stages.allSatisfy { $0.contains(stage) } }
          .map { window($0, "\(choice.name) = \(choice.labels[option])") }
      }
    }
    return windows.sorted { ($0.stage, $0.option ?? "") < ($1.stage, $1.option ?? "") }
  }
}

/// A stage whose windows have a single token.
private struct SingleTokenStage: Hashable {
  /// Its place, from 0.
  let index: Int
  let gridSide: Int
}

extension Architecture {
  fileprivate var singleTokenStages: [SingleTokenStage] {
    trunk.compactMap { layer in
      guard case .attention(let windowSide, _, _, _) = layer.kind, let index = layer.stage,
        windowSide * windowSide + layer.input.extraTokenCount == 1
      else { return nil }
      return SingleTokenStage(index: index, gridSide: layer.input.gridSide)
    }.uniqued
  }
}
