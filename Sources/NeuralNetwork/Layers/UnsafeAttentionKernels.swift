internal import CKernels

/// One step of attention of n rows, as its kernels take it.
struct AttentionStep {
  let memory: AttentionMemory
  /// `[n, A]`.
  let queries: Matrix
  /// v, `[A]`; nil: scores are products of queries and keys.
  let scale: Vector<Float>?
  /// `[n, S]`: written on the way forward, read on the way back.
  let weights: Matrix

  /// - Parameters:
  ///   - owners: the sentence of each row; nil: row i is sentence i.
  ///   - contexts: receives the weighted means, `[n, C]`.
  func forward(owners: Vector<Int32>?, into contexts: Matrix) {
    assert(owners.map { $0.count >= queries.rows } ?? (queries.rows <= memory.batch))
    assert(contexts.rows == queries.rows && contexts.columns == memory.values.columns)
    var step = unsafe ck_attention_step(self)
    unsafe step.owners = unsafe UnsafePointer(owners?.base)
    unsafe step.context = unsafe contexts.base
    unsafe step.context_stride = contexts.stride
    unsafe ck_attention_forward(&step)
  }

  /// The backward pass of a step whose rows are the sentences.
  ///
  /// - Parameters:
  ///   - contextGradient: `[B, C]`.
  ///   - queryGradient: receives the queries' gradient, `[B, A]`.
  ///   - gradients: those of memory and scale are added to.
  func backward(
    contextGradient: Matrix, queryGradient: Matrix, _ gradients: Attention.Gradients
  ) {
    assert(queries.rows == memory.batch && contextGradient.rows == memory.batch)
    assert(contextGradient.columns == memory.values.columns)
    assert(queryGradient.rows == queries.rows && queryGradient.columns == queries.columns)
    var step = unsafe ck_attention_step_gradient()
    unsafe step.step = unsafe ck_attention_step(self)
    unsafe step.context_gradient = unsafe UnsafePointer(contextGradient.base)
    unsafe step.context_gradient_stride = contextGradient.stride
    unsafe step.query_gradient = unsafe queryGradient.base
    unsafe step.query_gradient_stride = queryGradient.stride
    unsafe step.keys_gradient = unsafe gradients.keys.base
    unsafe step.values_gradient = unsafe gradients.values.base
    unsafe step.scale_gradient = unsafe gradients.scale.base
    unsafe step.scratch = unsafe gradients.scratch.base
    unsafe ck_attention_backward(&step)
  }
}

extension ck_attention_step {
  /// What the kernels of both passes read.
  fileprivate init(_ step: AttentionStep) {
    let (memory, queries, weights) = (step.memory, step.queries, step.weights)
    assert(memory.lengths.count == memory.batch && memory.keys.columns == queries.columns)
    assert(memory.keys.rows == memory.steps * memory.batch)
    assert(memory.values.rows == memory.keys.rows)
    assert(memory.keys.isContiguous && memory.values.isContiguous && weights.isContiguous)
    assert(weights.rows == queries.rows && weights.columns == memory.steps)
    unsafe self.init()
    unsafe rows = Int32(queries.rows)
    unsafe steps = Int32(memory.steps)
    unsafe batch = Int32(memory.batch)
    unsafe width = Int32(queries.columns)
    unsafe columns = Int32(memory.values.columns)
    unsafe self.queries = unsafe UnsafePointer(queries.base)
    unsafe query_stride = queries.stride
    unsafe keys = unsafe UnsafePointer(memory.keys.base)
    unsafe values = unsafe UnsafePointer(memory.values.base)
    unsafe scale = unsafe UnsafePointer(step.scale?.base)
    unsafe lengths = unsafe UnsafePointer(memory.lengths.base)
    unsafe self.weights = unsafe weights.base
  }
}
