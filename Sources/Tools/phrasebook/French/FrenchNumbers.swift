/// French cardinal numbers in words.
enum FrenchNumbers {
  private static let small = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
    "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
  ]
  private static let tens = ["", "", "vingt", "trente", "quarante", "cinquante", "soixante"]

  /// From 0 to 999; "un" agrees with what is counted.
  static func words(_ number: Int, _ gender: Gender = .masculine) -> String {
    precondition((0..<1000).contains(number), "Only numbers below a thousand are spelt.")
    let text = number < 100 ? belowHundred(number) : hundreds(number)
    return gender == .feminine && text.hasSuffix("un") ? text + "e" : text
  }

  private static func belowHundred(_ number: Int) -> String {
    switch number {
    case 0..<20: return small[number]
    case 80: return "quatre-vingts"
    case 81..<100: return "quatre-vingt-\(small[number - 80])"
    case 71: return "soixante et onze"
    case 70..<80: return "soixante-\(small[number - 60])"
    default:
      let ten = tens[number / 10]
      switch number % 10 {
      case 0: return ten
      case 1: return "\(ten) et un"
      default: return "\(ten)-\(small[number % 10])"
      }
    }
  }

  private static func hundreds(_ number: Int) -> String {
    let (count, rest) = number.quotientAndRemainder(dividingBy: 100)
    let head = count == 1 ? "cent" : "\(small[count]) cent"
    if rest == 0 { return count == 1 ? head : head + "s" }
    return "\(head) \(belowHundred(rest))"
  }
}
