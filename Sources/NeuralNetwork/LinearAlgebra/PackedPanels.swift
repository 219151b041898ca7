internal import CProducts

/// Memory for a packed matrix, aligned to 64 bytes.
final class PackedPanels: @unchecked Sendable {
  let base: UnsafeMutableRawPointer

  init(bytes: Int) {
    base = .allocate(byteCount: bytes, alignment: 64)
  }

  deinit {
    base.deallocate()
  }
}

extension cp_packing {
  /// Share `index` of `count` of the panels of `[k, n]`.
  init(_ source: Matrix, k: Int, n: Int, worker index: Int, of count: Int) {
    self.init()
    self.k = Int64(k)
    self.n = Int64(n)
    self.source = UnsafePointer(source.base)
    stride = Int64(source.stride)
    let panels = (0..<Int(cp_panels(Int64(n)))).part(index, of: count)
    first_panel = Int64(panels.lowerBound)
    end_panel = Int64(panels.upperBound)
  }
}
