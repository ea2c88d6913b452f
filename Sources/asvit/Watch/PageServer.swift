import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

/// An HTTP server of pages: it answers GET and HEAD, on one thread.
struct PageServer {
  private static let connectionLimit = 256
  /// After so long without a byte a connection is closed.
  private static let patience = TimeAmount.seconds(60)

  private let channel: any Channel
  /// Where the pages are, as browsers take it.
  let address: String

  /// Listens.
  ///
  /// - Throws: `CommandError.cannotListen` with the reason, such as a port in use.
  init(of pages: WatchedPages, host: String, port: UInt16) throws(CommandError) {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    // All handlers run on the one thread.
    let connections = ConnectionCount()
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try connections.admit(channel, limit: Self.connectionLimit)
          let pipeline = channel.pipeline.syncOperations
          try pipeline.configureHTTPServerPipeline(withErrorHandling: true)
          try pipeline.addHandler(IdleStateHandler(allTimeout: Self.patience))
          try pipeline.addHandler(RequestHandler(pages, isLoopback: Self.isLoopback(host)))
        }
      }
    do {
      channel = try bootstrap.bind(host: host, port: Int(port)).wait()
    } catch {
      throw .cannotListen(host: host, port: port, reason: Self.reason(error))
    }
    let shownHost = host.contains(":") ? "[\(host)]" : host
    address = "http://\(shownHost):\(channel.localAddress?.port ?? Int(port))/"
  }

  /// Serves until the process ends.
  func run() throws { try channel.closeFuture.wait() }

  private static func isLoopback(_ host: String) -> Bool {
    host.hasPrefix("127.") || ["localhost", "::1"].contains(host)
  }

  private static func reason(_ error: any Error) -> String {
    (error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "no such address"
  }
}
