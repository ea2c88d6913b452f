/// The token grids of the stages at an image side and tokenization. Stages count from 0 here and
/// from 1 in messages.
struct TokenGrids {
  /// What becomes of a grid that a stride or a window split does not divide.
  enum Remainder {
    /// Cells left over are ignored, and windows must tile: the authors' networks.
    case ignored
    /// The last patch is completed, and a grid is split by its largest divisor that is not above the
    /// wanted split: any image size will do.
    case completed
  }

  let imageSide: Int
  let tokenization: Tokenization
  let remainder: Remainder

  /// Tokens per side: the image side over all strides so far, rounded down or up.
  ///
  /// The output of every convolution and merging is the input over the stride, whatever the kernel.
  func side(stage: Int) -> Int {
    let stride = tokenization.stride << stage
    return switch remainder {
    case .ignored: imageSide / stride
    case .completed: (imageSide + stride - 1) / stride
    }
  }

  /// Tokens per side that the merge behind a stage reads.
  func mergedSide(stage: Int) -> Int {
    let grid = side(stage: stage)
    return switch remainder {
    case .ignored: grid
    case .completed: grid + grid % 2
    }
  }

  func check(stage: Int) throws(ArchitectureError) {
    guard side(stage: stage) > 0 else {
      throw .gridVanishes(
        stage: stage + 1, imageSide: imageSide,
        leastImageSide: tokenization.stride << (AsViTGenes.stageCount - 1))
    }
  }

  /// Tokens per side of a window.
  func windowSide(split: Int, stage: Int) throws(ArchitectureError) -> Int {
    let grid = side(stage: stage)
    switch remainder {
    case .ignored:
      guard grid.isMultiple(of: split) else {
        throw .windowDoesNotTile(stage: stage + 1, grid: grid, windowSplit: split)
      }
      return grid / split
    case .completed:
      let possible = (1...grid).reversed().first { $0 <= split && grid.isMultiple(of: $0) }
      return grid / (possible ?? 1)
    }
  }
}
