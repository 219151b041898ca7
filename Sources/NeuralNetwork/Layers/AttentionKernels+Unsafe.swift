internal import CKernels

/// One step of attention of n rows, as its kernels take it.
struct AttentionStep {
  let encoderStates: EncoderStates
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
    if let owners {
      precondition(
        owners.count >= queries.rows
          && owners.slice(0..<queries.rows).isWithin(0..<encoderStates.batch),
        "a sentence for each row")
    } else {
      precondition(queries.rows <= encoderStates.batch, "more rows than sentences")
    }
    precondition(
      contexts.rows == queries.rows && contexts.columns == encoderStates.values.columns,
      "room for the contexts")
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
  ///   - gradients: those of keys, values and scale are added to.
  func backward(
    contextGradient: Matrix, queryGradient: Matrix, _ gradients: Attention.Gradients
  ) {
    precondition(
      queries.rows == encoderStates.batch && contextGradient.rows == encoderStates.batch
        && contextGradient.columns == encoderStates.values.columns,
      "the gradient of the contexts")
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
  /// What the kernels of both passes read.
  fileprivate init(_ step: AttentionStep) {
    let (encoderStates, queries, weights) = (step.encoderStates, step.queries, step.weights)
    encoderStates.check()
    precondition(
      encoderStates.keys.columns == queries.columns
        && step.scale.map { $0.count == queries.columns } ?? true,
      "queries and keys")
    precondition(
      weights.isContiguous && weights.rows == queries.rows
        && weights.columns == encoderStates.steps,
      "room for the weights")
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
      "keys and values of the encoder's states")
    precondition(
      lengths.count == batch && lengths.isWithin(1..<steps + 1), "a length for each sentence")
  }
}

extension Attention.Gradients {
  fileprivate func check(_ encoderStates: EncoderStates) {
    encoderStates.keys.checkShape(of: keys)
    encoderStates.values.checkShape(of: values)
    precondition(keys.isContiguous && values.isContiguous, "gradients with gaps")
    precondition(
      scale.rows == 1 && scale.columns == keys.columns && scratch.count >= encoderStates.steps,
      "the gradient of the scale")
  }
}
