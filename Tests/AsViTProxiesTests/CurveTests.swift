import AsViTNumerics
import AsViTProxies
import Glibc
import Testing

@Suite struct CurveTests {
  @Test func `speed, curvature and turning of an ellipse`() {
    // p(t) = (3 cos t, 2 sin t, 0): |κ| = a b / (a² sin² t + b² cos² t)^(3/2).
    for t in stride(from: 0.0, to: 6, by: 0.7) {
      let point = CurvePoint(
        position: [3 * cos(t), 2 * sin(t), 0], velocity: [-3 * sin(t), 2 * cos(t), 0],
        acceleration: [-3 * cos(t), -2 * sin(t), 0])
      let speed = (9 * sin(t) * sin(t) + 4 * cos(t) * cos(t)).squareRoot()
      let curvature = 6 / (speed * speed * speed)
      #expect(abs(point.speed - speed) < 1e-14)
      #expect(abs(point.curvature - curvature) < 1e-14)
      // The tangent turns by curvature times arc length.
      #expect(abs(point.turningSpeed - curvature * speed) < 1e-13)
    }
  }

  @Test func `a straight line does not bend`() {
    let point = CurvePoint(
      position: [0, 0], velocity: [1e-3, 2e-3], acceleration: [1e-3, 2e-3])
    #expect(point.curvature < 1e-3 && point.turningSpeed < 1e-12)
  }

  @Test func `angles include both ends`() {
    let angles = ManifoldPropagation<Float>.angles(count: 10)
    #expect(angles.count == 10 && angles[0] == 0 && angles[9] == 2 * .pi)
    #expect(abs(angles[3] - 2 * .pi / 3) < 1e-15)
  }
}
