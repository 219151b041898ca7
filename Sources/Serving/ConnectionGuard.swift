internal import HTTPTypes
internal import NIOCore
internal import NIOHTTPTypes

/// Closes the connections of clients that take no answers, or that were told that theirs ends.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let connections: Connections
  private let patience: TimeAmount
  private var isLast = false
  private var end: Scheduled<Void>?

  /// Creates a guard for one connection.
  ///
  /// - Parameters:
  ///   - connections: is told when the client is gone.
  ///   - patience: how long a client may take nothing of an answer.
  init(_ connections: Connections, patience: TimeAmount) {
    self.connections = connections
    self.patience = patience
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(let head): isLast = head.headerFields[.connection]?.lowercased() == "close"
    case .body: break
    case .end where isLast:
      context.writeAndFlush(data, promise: promise)
      // The client gets the answer before the connection ends, although it may still be sending.
      context.close(mode: .output, promise: nil)
      close(context, in: .seconds(1))
      return
    case .end: break
    }
    context.write(data, promise: promise)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    end?.cancel()
    end = nil
    if !context.channel.isWritable { close(context, in: patience) }
    context.fireChannelWritabilityChanged()
  }

  func channelInactive(context: ChannelHandlerContext) {
    end?.cancel()
    connections.ended(context.channel)
    context.fireChannelInactive()
  }

  /// A client that closes its side of the connection is taken to be gone, as the system cannot tell the two apart.
  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case ChannelEvent.inputClosed? = event as? ChannelEvent {
      connections.ended(context.channel)
    }
    context.fireUserInboundEventTriggered(event)
  }

  private func close(_ context: ChannelHandlerContext, in time: TimeAmount) {
    let channel = context.channel
    end = context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
  }
}
