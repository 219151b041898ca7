import Formatting
import Foundation
import Testing

@Suite struct CalendarDayTests {
  /// Foundation's calendar knows the same days.
  @Test func daysAreThoseOfFoundation() {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    for number in -2_000..<4_000 {
      let seconds = number * 8_640_007
      let parts = calendar.dateComponents(
        [.year, .month, .day], from: Date(timeIntervalSince1970: Double(seconds)))
      let day = CalendarDay(secondsSince1970: seconds)
      guard day.year > 1582 else { continue }
      #expect(day.year == parts.year && day.month == parts.month && day.day == parts.day)
    }
    #expect(CalendarDay(secondsSince1970: 951_782_400).text == "2000-02-29")
  }
}
