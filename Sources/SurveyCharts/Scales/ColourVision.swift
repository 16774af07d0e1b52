#if canImport(Glibc)
  import Glibc
#else
  import Foundation
#endif

/// How a colour looks to a reader with one kind of cone missing, after
/// Machado, Oliveira and Fernandes (2009), severity 1, and how far apart two
/// colours are, after CIEDE2000 (Sharma, Wu and Dalal 2005).
enum ColourVision: CaseIterable {
  case normal, protan, deutan, tritan

  private var matrix: [[Double]] {
    switch self {
    case .normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .protan:
      [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]
    case .deutan:
      [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]
    case .tritan:
      [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]
    }
  }

  /// The colour as seen, in CIELAB (D65).
  func lab(_ colour: Shade) -> Lab {
    let linear = [colour.red, colour.green, colour.blue].map(Shade.linear)
    let seen = matrix.map { row in
      min(max(zip(row, linear).reduce(0) { $0 + $1.0 * $1.1 }, 0), 1)
    }
    let (r, g, b) = (seen[0], seen[1], seen[2])
    func f(_ t: Double) -> Double {
      t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116
    }
    let x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047)
    let y = f(0.2126729 * r + 0.7151522 * g + 0.0721750 * b)
    let z = f((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883)
    return Lab(l: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z))
  }

  /// The difference of two colours as seen.
  func difference(_ first: String, _ second: String) -> Double {
    lab(Shade(first)).difference(lab(Shade(second)))
  }
}

/// A colour in CIELAB.
struct Lab {
  var l: Double
  var a: Double
  var b: Double

  /// CIEDE2000 with all factors 1.
  func difference(_ other: Lab) -> Double {
    let mean = (hypot(a, b) + hypot(other.a, other.b)) / 2
    let g = 0.5 * (1 - sqrt(pow(mean, 7) / (pow(mean, 7) + pow(25, 7))))
    let (a1, a2) = (a * (1 + g), other.a * (1 + g))
    let (c1, c2) = (hypot(a1, b), hypot(a2, other.b))
    func hue(_ a: Double, _ b: Double) -> Double {
      guard a != 0 || b != 0 else { return 0 }
      let angle = atan2(b, a) * 180 / .pi
      return angle < 0 ? angle + 360 : angle
    }
    let (h1, h2) = (hue(a1, b), hue(a2, other.b))
    var turn = h2 - h1
    if c1 * c2 == 0 {
      turn = 0
    } else if turn > 180 {
      turn -= 360
    } else if turn < -180 {
      turn += 360
    }
    let dL = other.l - l
    let dC = c2 - c1
    let dH = 2 * sqrt(c1 * c2) * sin(turn / 2 * .pi / 180)
    let meanL = (l + other.l) / 2
    let meanC = (c1 + c2) / 2
    var meanH = h1 + h2
    if c1 * c2 != 0 {
      if abs(h1 - h2) <= 180 {
        meanH /= 2
      } else {
        meanH = meanH < 360 ? (meanH + 360) / 2 : (meanH - 360) / 2
      }
    }
    func cosine(_ degrees: Double) -> Double { cos(degrees * .pi / 180) }
    let t =
      1 - 0.17 * cosine(meanH - 30) + 0.24 * cosine(2 * meanH)
      + 0.32 * cosine(3 * meanH + 6) - 0.20 * cosine(4 * meanH - 63)
    let turnBlue = 30 * exp(-pow((meanH - 275) / 25, 2))
    let rC = 2 * sqrt(pow(meanC, 7) / (pow(meanC, 7) + pow(25, 7)))
    let sL = 1 + 0.015 * pow(meanL - 50, 2) / sqrt(20 + pow(meanL - 50, 2))
    let sC = 1 + 0.045 * meanC
    let sH = 1 + 0.015 * meanC * t
    let rT = -sin(2 * turnBlue * .pi / 180) * rC
    let (x, y, z) = (dL / sL, dC / sC, dH / sH)
    return sqrt(x * x + y * y + z * z + rT * y * z)
  }
}
