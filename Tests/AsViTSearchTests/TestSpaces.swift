import AsViTArchitecture
import Foundation

extension SearchSpace {
  /// The paper's space, `search-spaces/asvit-imagenet.yaml`.
  static let imageNet: SearchSpace = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../search-spaces/asvit-imagenet.yaml")
    do {
      return try SearchSpace(contentsOf: file.path)
    } catch {
      fatalError("\(error)")
    }
  }()
}
