import DialectFunctionCompute
import FunctionPlane
import HTTPEngine
import HTTPModel
import ReleaseModel

/// The control process's way to the functions of the data process.
struct FunctionClient: Sendable {
    /// The longest that a function may take, with its start: its own limits end it before.
    private static let longestCall: Duration = .seconds(Execution.timeoutRange.upperBound + 600)
    /// Calls at one time.
    private static let connections = 1_024

    private let client: HTTPClient

    init(socket: String) throws(LoopError) {
        var limits = ClientLimits()
        limits.connections = Self.connections
        client = try HTTPClient(to: .unix(path: socket), limits: limits)
    }

    /// Sends a request on for an account, or for nobody in particular; fields that only this server may write are
    /// written anew.
    func send(_ request: HTTPRequest, for account: Account.ID?) async throws -> HTTPResponse {
        var request = request
        for name in [FrontField.account, FrontField.trigger, FrontField.client] { request.fields.remove(name) }
        if let account, let value = try? HTTPFieldValue(account.description) {
            request.fields.set(FrontField.account, to: value)
        }
        var timeouts = ClientTimeouts()
        timeouts.head = Self.longestCall
        timeouts.idle = Self.longestCall
        do {
            return try await client.send(request, timeouts: timeouts)
        } catch HTTPClientError.refused {
            throw FunctionComputeEnvironment.DataPlaneUnavailable()
        }
    }
}
