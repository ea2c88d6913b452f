import AsViTArchitecture
import AsViTSearch
import Foundation

extension SearchSpace {
  /// The paper's space, `search-spaces/asvit-imagenet.yaml`.
  static let imageNet: SearchSpace = {
    do {
      return try shipped("asvit-imagenet")
    } catch {
      fatalError("\(error)")
    }
  }()

  /// A space of `search-spaces`.
  static func shipped(_ name: String) throws -> SearchSpace {
    try SearchSpace(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../search-spaces/\(name).yaml").path)
  }
}

extension ControllerKind {
  /// The controllers that go by any objective; an exact search needs a sum over layers.
  static let samplers = allCases.filter { $0 != .exact }
}
