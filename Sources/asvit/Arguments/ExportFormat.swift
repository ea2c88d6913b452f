import ArgumentParser

/// What a network can be written as.
enum ExportFormat: String, CaseIterable {
  /// A Python module and a training recipe. It registers itself with timm, so `timm` is the same.
  case pytorch, timm
  case onnx
  case safetensors
  /// The list of layers.
  case json
}

/// Formats by their names, joined by commas on the command line.
struct ExportFormatList {
  let formats: [ExportFormat]
}

extension ExportFormatList: ExpressibleByArgument, CustomStringConvertible {
  init?(argument: String) {
    guard let formats = commaSeparated(argument, ExportFormat.init(rawValue:)) else { return nil }
    self.formats = formats
  }

  var description: String { formats.map(\.rawValue).joined(separator: ",") }
}
