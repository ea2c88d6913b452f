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
