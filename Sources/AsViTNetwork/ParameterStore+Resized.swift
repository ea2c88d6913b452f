public import AsViTArchitecture
internal import AsViTNumerics

extension ParameterStore {
  /// The values for a variant of the architecture: position tables resized to its token grid,
  /// everything else copied.
  ///
  /// - Precondition: but for position tables the parameters have the same names and shapes.
  public func resized(for variant: Architecture) -> ParameterStore {
    let resized = ParameterStore(variant)
    for (old, new) in zip(architecture.layers, variant.layers) {
      for (parameter, target) in zip(old.parameters, new.parameters) {
        var values = values(of: parameter.name)
        if parameter.role == .positionEmbedding {
          values = PositionTable.resized(
            values, from: old.input.gridSide, to: new.input.gridSide)
        }
        resized.setValues(values, of: target.name)
      }
    }
    return resized
  }
}
