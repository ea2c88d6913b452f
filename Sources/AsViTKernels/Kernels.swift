public import AsViTKernelInterface

/// The kernels for networks in Float.
public func floatKernels() -> KernelTable<Float> { kernels(Float.self) }

/// The kernels for networks in Double.
public func doubleKernels() -> KernelTable<Double> { kernels(Double.self) }

/// The closures are specialised for the scalar here, inside the module that has the instruction
/// set's flags.
@inline(__always)
private func kernels<T: KernelScalar>(_: T.Type) -> KernelTable<T> {
  KernelTable(
    multiply: { multiply($0) },
    packPanels: { packPanels($0) },
    attend: { attend($0) },
    attendBackward: { attendBackward($0) },
    normalise: { normalise($0) },
    normaliseBackward: { normaliseBackward($0) },
    gelu: { gelu($0) },
    geluBackward: { geluBackward($0) },
    unfold: { unfold($0) },
    fold: { fold($0) },
    convolveDepthwise: { convolveDepthwise($0) },
    convolveDepthwiseBackward: { convolveDepthwiseBackward($0) },
    sumRows: { sumRows($0) },
    combine: { combine($0) },
    updateGram: { updateGram($0) },
    updateFactoredGram: { updateFactoredGram($0) },
    fillNormal: { fillNormal($0) })
}
