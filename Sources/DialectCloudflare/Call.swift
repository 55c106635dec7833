import HTTPModel
import ReleaseCore
import ReleaseModel

/// A request of somebody who was let in, and readings of what it says.
struct Call: Sendable {
    /// The bytes of a body that is no upload: 4 MiB.
    static let maximumBodyBytes = 4 * 1_024 * 1_024

    let request: HTTPRequest
    let parameters: RouteParameters
    let token: AccessToken
    let requestID: String

    var account: Account.ID { token.account }
    var query: HTTPQuery { request.target.query }

    /// The worker that the path names by `{worker}`, or that was found by what the path says.
    var worker: WorkloadName {
        named ?? WorkloadName(account: account, kind: .worker, name: parameters["worker"])
    }

    private var named: WorkloadName?
    /// The revision at which its change saw the worker; `nil` for changes that do not depend on what it is.
    private(set) var seen: Revision?

    init(request: HTTPRequest, parameters: RouteParameters, token: AccessToken, requestID: String) {
        self.request = request
        self.parameters = parameters
        self.token = token
        self.requestID = requestID
    }

    /// Returns the same call for a worker that the path names by its identity.
    func naming(_ worker: Workload) -> Call {
        var call = self
        call.named = WorkloadName(worker)
        return call
    }

    /// Returns the same call for a change that is worked out from the worker as it was at a revision.
    func seeing(_ revision: Revision) -> Call {
        var call = self
        call.seen = revision
        return call
    }

    func require(_ scope: AccessToken.Scope) throws {
        guard token.allows(scope) else { throw CloudflareError.scopeMissing(scope.rawValue, owner: token.owner) }
    }

    /// Refuses a path with another account than the token's.
    func checkAccount() throws {
        let segments = request.target.segments.dropFirst(2)
        guard segments.first == "accounts", let text = segments.dropFirst().first else { return }
        guard Account.ID(digits: text) == token.account else { throw CloudflareError.accountForbidden(text) }
    }

    func attribution(message: String? = nil) -> Attribution {
        Attribution(author: token.owner, source: Attribution.Source(of: request), message: message)
    }

    /// A query item that is `true` or `1`.
    func flag(_ name: String) -> Bool {
        ["true", "1"].contains(query[name])
    }

    /// The whole body as JSON, whatever content type it claims: several clients send none, or another.
    func json(upTo limit: Int = Call.maximumBodyBytes) async throws -> JSONValue {
        let bytes: [UInt8]
        do {
            bytes = try await request.body.collect(upTo: limit)
        } catch is HTTPBody.TooLarge {
            throw CloudflareError(.contentTooLarge, 10_026, "The body is larger than \(limit) bytes.")
        }
        return bytes.isEmpty ? .null : try JSONValue(parsing: bytes)
    }
}
