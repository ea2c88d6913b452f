/// What a mark is drawn with: a class of the style sheet, which has a colour for light and dark.
enum Ink: Hashable, Sendable {
  /// The one thing a plot is about.
  case accent
  /// Things told apart by number, from 0.
  case series(Int)
  /// A place on the colour ramp, from 0 to 1.
  case ramp(Double)
  /// What stands behind the rest.
  case muted
  /// What stands before the rest, as dark as letters.
  case ink

  /// How many series have a colour of their own.
  static let seriesCount = 8
  /// How many colours the ramp has.
  static let rampCount = 9

  var className: String {
    switch self {
    case .accent: "accent"
    case .series(let index): "series-\(index % Self.seriesCount)"
    case .ramp(let place):
      "ramp-\(min(Self.rampCount - 1, max(0, Int(place * Double(Self.rampCount)))))"
    case .muted: "muted"
    case .ink: "ink"
    }
  }
}
