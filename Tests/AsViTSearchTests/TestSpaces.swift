import AsViTArchitecture

extension SearchSpace { static var imageNet: SearchSpace { SearchSpace() } }
