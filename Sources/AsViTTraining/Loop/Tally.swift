/// What was counted of what a network says of images.
struct Tally {
  private var lossSum = 0.0
  private var topFiveCount = 0
  /// `[true class, predicted class]`: how many images.
  private var confusion: [Int]
  private let classCount: Int

  init(classCount: Int) {
    self.classCount = classCount
    confusion = Array(repeating: 0, count: classCount * classCount)
  }

  mutating func add(_ judgement: Judgement) {
    lossSum += judgement.loss
    confusion[judgement.truth * classCount + judgement.prediction] += 1
    topFiveCount += judgement.rank < 5 ? 1 : 0
  }

  /// - Precondition: at least one image was counted.
  var evaluation: Evaluation {
    let imageCount = confusion.reduce(0, +)
    precondition(imageCount > 0, "no images to evaluate on")
    return Evaluation(
      loss: lossSum.isFinite ? lossSum / Double(imageCount) : nil,
      confusion: (0..<classCount).map { Array(confusion[$0 * classCount..<($0 + 1) * classCount]) },
      topFiveCount: topFiveCount)
  }
}

extension Tally {
  /// What another process has counted.
  ///
  /// - Parameter bytes: of its tally, with as many classes.
  init(bytes: [UInt8], classCount: Int) {
    let words = bytes.withUnsafeBytes { Array($0.bindMemory(to: UInt64.self)) }
    self.init(classCount: classCount)
    precondition(words.count == 2 + confusion.count, "a tally of \(words.count) numbers")
    lossSum = Double(bitPattern: words[0])
    topFiveCount = Int(words[1])
    confusion = words[2...].map { Int($0) }
  }

  var bytes: [UInt8] {
    let words = [lossSum.bitPattern, UInt64(topFiveCount)] + confusion.map { UInt64($0) }
    return words.withUnsafeBytes(Array.init)
  }
}

/// What a network says of one image.
struct Judgement {
  let loss: Double
  let truth: Int
  let prediction: Int
  /// How many classes score higher than the true one.
  let rank: Int
}
