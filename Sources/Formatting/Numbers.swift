internal import Platform

extension Double {
  /// The number with exactly `decimals` digits after the point, correctly rounded, halves to even.
  package func fixed(_ decimals: Int) -> String { decimalText(self, decimals) }

  /// The number as a power of ten times a number from 1 to 10 with `decimals` digits after the point: 3.2e-8.
  package func scientific(_ decimals: Int) -> String {
    guard isFinite, self != 0 else { return fixed(decimals) }
    var (mantissa, exponent) = (self, 0)
    while abs(mantissa) >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while abs(mantissa) < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    let text = mantissa.fixed(decimals)
    // 9.96 with one digit would be 10.0.
    guard text.drop(while: { $0 == "-" }).hasPrefix("10") else { return "\(text)e\(exponent)" }
    return "\((mantissa / 10).fixed(decimals))e\(exponent + 1)"
  }
}

extension Int {
  /// The number with a comma between groups of three digits: 29,000.
  package var grouped: String {
    let digits = String(magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return self < 0 ? "-" + text : text
  }
}
