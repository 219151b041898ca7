internal import CKernels

/// One time step of attention of n rows: the arguments of its kernels.
struct AttentionStep {
  let encoderStates: EncoderStates
  /// `[n, A]`.
  let queries: Matrix
  /// v, `[A]`; nil: scores are dot products of queries and keys.
  let scale: Vector<Float>?
  /// `[n, S]`: written by the forward step, read by the backward step.
  let weights: Matrix

  /// Computes the attention weights and contexts.
  ///
  /// - Parameters:
  ///   - owners: the sentence of each row; nil: row i belongs to sentence i.
  ///   - contexts: receives the attention contexts, `[n, C]`.
  func forward(owners: Vector<Int32>?, into contexts: Matrix) {
    if let owners {
      precondition(
        owners.count >= queries.rows
          && owners.slice(0..<queries.rows).isWithin(0..<encoderStates.batch),
        "one sentence per row")
    } else {
      precondition(queries.rows <= encoderStates.batch, "at most one row per sentence")
    }
    precondition(
      contexts.rows == queries.rows && contexts.columns == encoderStates.values.columns,
      "contexts of shape [n, C]")
    var step = unsafe ck_attention_step(self)
    unsafe step.owners = unsafe UnsafePointer(owners?.base)
    unsafe step.context = unsafe contexts.base
    unsafe step.context_stride = contexts.stride
    unsafe ck_attention_forward(&step)
  }

  /// The backward pass of a time step without owners: row i belongs to sentence i.
  ///
  /// - Parameters:
  ///   - contextGradient: the gradient of the attention contexts, `[B, C]`.
  ///   - queryGradient: receives the gradient of the queries, `[B, A]`.
  ///   - gradients: the gradients of keys, values and scale are added to these.
  func backward(
    contextGradient: Matrix, queryGradient: Matrix, _ gradients: Attention.Gradients
  ) {
    precondition(
      queries.rows == encoderStates.batch && contextGradient.rows == encoderStates.batch
        && contextGradient.columns == encoderStates.values.columns,
      "a gradient of contexts of shape [B, C]")
    queries.checkShape(of: queryGradient)
    gradients.check(encoderStates)
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
  /// The arguments that the kernels of both passes share.
  fileprivate init(_ step: AttentionStep) {
    let (encoderStates, queries, weights) = (step.encoderStates, step.queries, step.weights)
    encoderStates.check()
    precondition(
      encoderStates.keys.columns == queries.columns
        && step.scale.map { $0.count == queries.columns } ?? true,
      "queries, keys and scale of width A")
    precondition(
      weights.isContiguous && weights.rows == queries.rows
        && weights.columns == encoderStates.steps,
      "contiguous weights of shape [n, S]")
    unsafe self.init()
    unsafe rows = Int32(queries.rows)
    unsafe steps = Int32(encoderStates.steps)
    unsafe batch = Int32(encoderStates.batch)
    unsafe width = Int32(queries.columns)
    unsafe columns = Int32(encoderStates.values.columns)
    unsafe self.queries = unsafe UnsafePointer(queries.base)
    unsafe query_stride = queries.stride
    unsafe keys = unsafe UnsafePointer(encoderStates.keys.base)
    unsafe values = unsafe UnsafePointer(encoderStates.values.base)
    unsafe scale = unsafe UnsafePointer(step.scale?.base)
    unsafe lengths = unsafe UnsafePointer(encoderStates.lengths.base)
    unsafe self.weights = unsafe weights.base
  }
}

extension EncoderStates {
  fileprivate func check() {
    precondition(
      keys.isContiguous && values.isContiguous && keys.rows == steps * batch
        && values.rows == keys.rows,
      "contiguous keys and values with a row for each time step and sentence")
    precondition(
      lengths.count == batch && lengths.isWithin(1..<steps + 1), "a length of 1 to S per sentence")
  }
}

extension Attention.Gradients {
  fileprivate func check(_ encoderStates: EncoderStates) {
    encoderStates.keys.checkShape(of: keys)
    encoderStates.values.checkShape(of: values)
    precondition(keys.isContiguous && values.isContiguous, "contiguous gradients")
    precondition(
      scale.rows == 1 && scale.columns == keys.columns && scratch.count >= encoderStates.steps,
      "the gradient of the scale")
  }
}
