import ArgumentParser

/// What a network can be written as.
enum ExportFormat: String, ExpressibleByArgument {
  /// A Python module and a training recipe. It registers itself with timm, so `timm` is the same.
  case pytorch, timm
  case onnx
  case safetensors
  /// The list of layers.
  case json
}
