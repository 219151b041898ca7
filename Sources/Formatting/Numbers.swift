internal import Platform

extension Double {
  /// The number with exactly `decimals` digits after the point, correctly rounded, halves to even.
  package func fixed(_ decimals: Int) -> String { decimalText(self, decimals) }
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
