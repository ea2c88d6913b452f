import NIOCore
import NIOHTTP1

/// Answers the requests of one connection, one after another.
final class RequestHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  private let pages: WatchedPages
  private let isLoopback: Bool
  private var head: HTTPRequestHead?
  /// Whether an answer is being made, which may take longer than a connection may be idle.
  private var isAnswering = false

  /// - Parameter isLoopback: whether only this machine can connect.
  init(_ pages: WatchedPages, isLoopback: Bool) {
    self.pages = pages
    self.isLoopback = isLoopback
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): self.head = head
    // Nothing that is sent is looked at.
    case .body: break
    case .end:
      guard let head else { return }
      isAnswering = true
      respond(to: head, on: context.channel)
    }
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) { isAnswering = false }
    context.write(data, promise: promise)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is IdleStateHandler.IdleStateEvent, !isAnswering { context.close(promise: nil) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func respond(to head: HTTPRequestHead, on channel: any Channel) {
    guard [.GET, .HEAD].contains(head.method) else {
      return Self.send(.text(405, "only GET and HEAD are answered\n"), to: head, on: channel)
    }
    guard !isLoopback || Self.namesLoopback(head.headers.first(name: "host") ?? "") else {
      return Self.send(.text(403, "this address is of this machine alone\n"), to: head, on: channel)
    }
    let path = head.uri.prefix { $0 != "?" }
    pages.answer(for: String(path)) { Self.send($0, to: head, on: channel) }
  }

  /// Whether a request was meant for this machine: a page from elsewhere, whose name was made to lead
  /// here, sends its own.
  private static func namesLoopback(_ host: String) -> Bool {
    let name =
      host.hasPrefix("[") ? host.prefix { $0 != "]" }.dropFirst() : host.prefix { $0 != ":" }
    return name.hasPrefix("127.") || ["localhost", "::1"].contains(name)
  }

  private static func send(
    _ answer: WatchedPages.Answer, to request: HTTPRequestHead, on channel: any Channel
  ) {
    let isKnown =
      !answer.state.isEmpty
      && request.headers[canonicalForm: "if-none-match"].contains("\"\(answer.state)\"")
    var headers: HTTPHeaders = [
      "Content-Type": answer.isPage ? "text/html; charset=utf-8" : "text/plain; charset=utf-8",
      "Content-Length": "\(answer.body.readableBytes)",
      "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "no-referrer", "Content-Security-Policy": "frame-ancestors 'none'",
    ]
    if !answer.state.isEmpty { headers.add(name: "ETag", value: "\"\(answer.state)\"") }
    if answer.status == 405 { headers.add(name: "Allow", value: "GET, HEAD") }
    if answer.status == 503 { headers.add(name: "Refresh", value: "2") }
    if !request.isKeepAlive { headers.add(name: "Connection", value: "close") }
    if isKnown { headers.remove(name: "Content-Length") }
    let head = HTTPResponseHead(
      version: request.version,
      status: isKnown ? .notModified : HTTPResponseStatus(statusCode: answer.status),
      headers: headers)
    channel.write(HTTPServerResponsePart.head(head), promise: nil)
    if request.method != .HEAD, !isKnown {
      channel.write(HTTPServerResponsePart.body(.byteBuffer(answer.body)), promise: nil)
    }
    let end = channel.writeAndFlush(HTTPServerResponsePart.end(nil))
    if !request.isKeepAlive { end.whenComplete { _ in channel.close(promise: nil) } }
  }
}
