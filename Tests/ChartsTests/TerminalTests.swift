import Charts
import Testing

struct TerminalTests {
  @Test func drawsBlocksWithNamesOnBothSides() {
    let map = HeatMap(
      "t", rows: ["J'ai", "froid"], columns: ["I", "am"], [[0.1, 0.5], [1, 0.26]])
    #expect(
      map.terminalLines == [
        "          a",
        "       I  m",
        " J'ai     ▒▒",
        "froid  ██ ░░",
      ])
  }

  @Test func leavesTwoCellsForWideCharacters() {
    let map = HeatMap("t", rows: ["寒い", "a"], columns: ["中文", "x"], [[1, 0], [0, 1]])
    #expect(
      map.terminalLines == [
        "      中",
        "      文 x",
        "寒い  ██",
        "   a     ██",
      ])
  }

  @Test func survivesEmptyTables() {
    #expect(HeatMap("t", rows: [], columns: [], []).terminalLines.isEmpty)
    #expect(HeatMap("t", rows: ["a"], columns: [], []).terminalLines == ["a"])
  }
}
