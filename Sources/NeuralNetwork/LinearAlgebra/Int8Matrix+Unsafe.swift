internal import CProducts
internal import Platform

/// A matrix of whole numbers from -127 to 127, times one scale per row.
package struct Int8Matrix: Sendable, Equatable {
  package let rows: Int
  package let columns: Int
  /// Row by row.
  package let numbers: [Int8]
  /// One per row.
  package let scales: [Float]

  /// A matrix of the given numbers, such as a file has.
  package init(rows: Int, columns: Int, numbers: [Int8], scales: [Float]) {
    precondition(
      numbers.count == rows * columns && scales.count == rows,
      "one integer per element and one scale per row")
    self.rows = rows
    self.columns = columns
    self.numbers = numbers
    self.scales = scales
  }

  /// Rounds a matrix: the scale of a row is its largest magnitude / 127.
  package init(rounding matrix: Matrix) {
    (rows, columns) = (matrix.rows, matrix.columns)
    let (rows, columns) = (rows, columns)
    let scales = unsafe [Float](capacity: rows) { scales in
      unsafe cp_int8_scales(
        Int64(rows), Int64(columns), matrix.base, Int64(matrix.stride), scales.baseAddress)
      return rows
    }
    numbers = unsafe [Int8](capacity: rows * columns) { numbers in
      unsafe cp_int8_quantize(
        Int64(rows), Int64(columns), matrix.base, Int64(matrix.stride), scales, numbers.baseAddress)
      return rows * columns
    }
    self.scales = scales
  }

  /// Copies some rows, as floats, to the rows of a matrix.
  package func copy(rows places: some Collection<Int>, to destination: Matrix) {
    precondition(
      destination.rows == places.count && destination.columns == columns, "rows that do not fit")
    unsafe numbers.withUnsafeBufferPointer { numbers in
      for (row, place) in places.enumerated() {
        precondition(0..<rows ~= place, "rows beyond the matrix")
        let values = numbers.extracting(place * columns..<(place + 1) * columns)
        var scale = scales[place]
        unsafe cp_int8_dequantize(
          1, Int64(columns), values.baseAddress, &scale, destination.row(row).base, Int64(columns))
      }
    }
  }

  /// These rows as a matrix of their own.
  package func gathering(rows places: [Int32]) -> Int8Matrix {
    var gathered: [Int8] = []
    gathered.reserveCapacity(places.count * columns)
    for place in places {
      gathered += numbers[Int(place) * columns..<(Int(place) + 1) * columns]
    }
    return Int8Matrix(
      rows: places.count, columns: columns, numbers: gathered,
      scales: places.map { scales[Int($0)] })
  }
}

extension ReducedMatrix {
  /// Packs one worker's share of the panels from some columns of a matrix `[n, ·]`, whose scales stay.
  package func fill(
    from source: Int8Matrix, columns: Range<Int>, worker index: Int = 0, of count: Int = 1
  ) {
    precondition(
      format == .int8 && source.rows == n && columns.count == k
        && columns.clamped(to: 0..<source.columns) == columns,
      "[\(source.rows), \(columns)] into [\(k), \(n)]")
    let panels = (0..<Int(cp_panels(Int64(n)))).part(index, of: count)
    unsafe source.numbers.withUnsafeBufferPointer { numbers in
      unsafe source.scales.withUnsafeBufferPointer { scales in
        var packing = unsafe cp_int8_packing()
        unsafe packing.k = Int64(k)
        unsafe packing.n = Int64(n)
        unsafe packing.source = unsafe numbers.baseAddress.map { unsafe $0 + columns.lowerBound }
        unsafe packing.stride = Int64(source.columns)
        unsafe packing.scales = scales.baseAddress
        unsafe packing.first_panel = Int64(panels.lowerBound)
        unsafe packing.end_panel = Int64(panels.upperBound)
        unsafe cp_int8_pack(&packing, base)
      }
    }
  }
}
