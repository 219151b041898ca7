extension RandomAccessCollection where Index == Int {
  /// The index of the first element that satisfies a condition, which all elements after it do, too; by bisection.
  package func partitionPoint(_ isAfter: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
