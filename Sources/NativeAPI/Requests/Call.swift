import HTTPModel
import ReleaseCore
import ReleaseModel

/// A request of somebody who was let in, and readings of what it says.
struct Call: Sendable {
    let request: HTTPRequest
    let parameters: RouteParameters
    let token: AccessToken
    let requestID: String

    var account: Account.ID { token.account }

    /// The workload that the path names by `{kind}` and `{name}`.
    func workloadName() throws -> WorkloadName {
        let segment = parameters["kind"]
        guard let kind = Workload.Kind(pathSegment: segment) else { throw Refusal.kindUnknown(segment) }
        return WorkloadName(account: account, kind: kind, name: parameters["name"])
    }

    /// The version that the path names by `{version}`.
    func versionReference() throws -> VersionReference {
        try Self.versionReference(parameters["version"], of: try workloadName().kind)
    }

    /// Reads what names a version; versions of flows have labels of their own besides.
    static func versionReference(_ text: String, of kind: Workload.Kind = .worker) throws -> VersionReference {
        if kind == .flow { return VersionReference(ofFlow: text) }
        guard let reference = VersionReference(text) else { throw ReleaseError.versionReferenceInvalid(text) }
        return reference
    }

    static func aliasName(_ text: String) throws -> Alias.Name {
        do {
            return try Alias.Name(text)
        } catch {
            throw ReleaseError.invalidName(error, of: "alias")
        }
    }

    func require(_ scope: AccessToken.Scope) throws {
        guard token.allows(scope) else { throw Refusal.scopeMissing(scope, token: token) }
    }

    /// Refuses a condition that cannot be checked rather than to pass over it in silence.
    func refuseRevision(_ what: String) throws {
        guard case .revision(let revision) = try IfMatch(request.fields) else { return }
        throw Refusal.ifMatchInvalid("\"\(revision)\" for \(what), which have no ETag")
    }

    /// The owner of the token did it, with the client that `Sluice-Source` names.
    func attribution(message: String? = nil) -> Attribution {
        let claimed = request.fields[.sluiceSource].flatMap(Attribution.Source.init(rawValue:))
        let source = claimed.flatMap { Self.claimableSources.contains($0) ? $0 : nil } ?? .api
        return Attribution(author: token.owner, source: source, message: message)
    }

    /// What a client of this API may say that it is; dialects know theirs.
    private static let claimableSources: Set<Attribution.Source> = [.cli, .ci, .dashboard, .sdk]
}

extension Workload.Kind {
    /// The kind's plural, as paths have it.
    var pathSegment: String { "\(rawValue)s" }

    init?(pathSegment: String) {
        guard let kind = Self.allCases.first(where: { $0.pathSegment == pathSegment }) else { return nil }
        self = kind
    }
}

extension HTTPFieldName {
    static let sluiceSource: HTTPFieldName = "Sluice-Source"
}
