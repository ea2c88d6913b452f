/// A search space file of 32 architectures that are scored in milliseconds: 32-pixel images, token
/// grids 8, 4, 2 and 1, hidden size 8.
public let tinySpace = """
  family: as-vit
  image:
    side: 32
    mean: [0.485, 0.456, 0.406]
    deviation: [0.229, 0.224, 0.225]
  classes: 10
  stem-stride: 4
  hidden-size: 8
  stages:
    - kernel: [4, 5]
      split: [2, 4]
      expansion: [1, 2]
    - kernel: 2
      split: 2
      expansion: [1, 2]
    - kernel: [2, 3]
      split: 1
      expansion: 1
    - kernel: 2
      split: 1
      expansion: 1
  heads: 8
  """

/// A search space file of plain vision transformers for 32-pixel images that are scored in milliseconds:
/// 17 tokens, up to two blocks.
public let tinyPlainSpace = """
  family: vit
  image:
    side: 32
    mean: [0.485, 0.456, 0.406]
    deviation: [0.229, 0.224, 0.225]
  classes: 10
  patch: 8
  width: [24, 36]
  depth: [1, 2]
  heads: [2, 3]
  mlp-ratio: [1.5, 2]
  """

/// A search space file of plain vision transformers for 32-pixel images, among which trainings and scores
/// have something to rank: 17 tokens, one to five blocks, up to four times as wide.
public let plainSpace = """
  family: vit
  image:
    side: 32
    mean: [0.485, 0.456, 0.406]
    deviation: [0.229, 0.224, 0.225]
  classes: 10
  patch: 8
  width: [8, 16, 24, 32]
  depth: [1, 2, 3, 4, 5]
  heads: 2
  mlp-ratio: [1, 2, 4]
  """

/// A search space file of PiTs for 32-pixel images that are scored in milliseconds: grids of 7, 4 and 2
/// tokens a side.
public let tinyPoolingSpace = """
  family: pit
  image:
    side: 32
    mean: [0.485, 0.456, 0.406]
    deviation: [0.229, 0.224, 0.225]
  classes: 10
  patch: 8
  stride: 4
  base: [4, 6]
  depth: [1, [1, 2], 1]
  heads: [[1, 2, 2], [2, 2, 4]]
  mlp-ratio: 2
  """
