/// English cardinal numbers in words.
enum EnglishNumbers {
  private static let small = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
  ]
  private static let tens = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
  ]

  /// From 0 to 999.
  static func words(_ number: Int) -> String {
    precondition((0..<1000).contains(number), "Only numbers below a thousand are spelt.")
    if number < 20 { return small[number] }
    if number < 100 {
      return number % 10 == 0 ? tens[number / 10] : "\(tens[number / 10])-\(small[number % 10])"
    }
    let head = "\(small[number / 100]) hundred"
    return number % 100 == 0 ? head : "\(head) and \(words(number % 100))"
  }
}
