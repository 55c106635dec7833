import HTTPModel

/// What the task of a tunnel has of it: the bytes that come, and the way by which bytes go.
struct TunnelEnds: Sendable {
    let input: HTTPBody
    let output: BodyPort
    private let thread: LoopThread
    private let tunnel: LoopBound<TunnelConnection>

    init(of tunnel: TunnelConnection, input: HTTPBody) {
        self.input = input
        output = BodyPort(to: tunnel)
        thread = tunnel.loop.thread
        self.tunnel = LoopBound(tunnel, on: tunnel.loop)
    }

    /// What still comes is for nobody.
    func stopReceiving() {
        thread.submit { loop in tunnel.value(on: loop).inputDemand(.abandoned) }
    }
}
