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
    let names = argument.split(separator: ",", omittingEmptySubsequences: false)
    let formats = names.compactMap { ExportFormat(rawValue: String($0)) }
    guard formats.count == names.count else { return nil }
    self.formats = formats
  }

  var description: String { formats.map(\.rawValue).joined(separator: ",") }
}
