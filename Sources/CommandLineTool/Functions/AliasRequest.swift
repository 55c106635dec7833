import FoundationEssentials
import HTTPModel

/// What an alias is to be.
struct AliasRequest: Sendable {
    var version: String?
    var description: String?
    /// `nil` ends one that runs.
    var canary: Canary?
    var routePolicy: JSONValue?
    var resolvePolicy: String?

    struct Canary: Sendable {
        let version: String
        /// From 0 to 1.
        let weight: Decimal
    }

    init(version: String?, description: String? = nil) {
        self.version = version
        self.description = description
    }

    /// Makes the alias or moves it.
    func send(
        _ alias: String,
        of service: String,
        exists: Bool,
        by client: FunctionComputeClient
    ) async throws(CommandFailure) -> JSONValue {
        var members: [String: JSONValue] = [
            "additionalVersionWeight": canary.map { [$0.version: .number($0.weight)] } ?? [:]
        ]
        if let version { members["versionId"] = .string(version) }
        if let description { members["description"] = .string(description) }
        if let routePolicy { members["routePolicy"] = routePolicy }
        if let resolvePolicy { members["resolvePolicy"] = .string(resolvePolicy) }
        guard !exists else {
            return try await client.send(.put, FunctionPath.alias(alias, of: service), .object(members))
        }
        members["aliasName"] = .string(alias)
        return try await client.send(.post, FunctionPath.aliases(of: service), .object(members))
    }
}

extension VersionChoice {
    /// The version by the name that the server knows.
    func resolved(of service: String, by client: FunctionComputeClient) async throws(CommandFailure) -> String {
        switch self {
        case .number(let number): return String(number)
        case .latest: return "LATEST"
        case .newest:
            guard let newest = try await VersionList.newest(of: service, by: client) else {
                throw .refused(
                    "version_not_found",
                    "\(service) has no versions yet.",
                    nextStep: "Publish one: sluice fc version publish \(service)."
                )
            }
            return String(newest)
        case .back: preconditionFailure("steps back are counted from somewhere")
        }
    }
}

extension VersionChoice? {
    func resolved(of service: String, by client: FunctionComputeClient) async throws(CommandFailure) -> String? {
        guard let choice = self else { return nil }
        return try await choice.resolved(of: service, by: client)
    }
}

extension ValueReader where Value == Decimal {
    /// A share of the whole in per cent, with at most three digits behind the point.
    static let percent = ValueReader("a number from 0 to 100, with up to three digits behind the point") { text in
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isNumber =
            (1...2).contains(parts.count)
            && parts.allSatisfy { part in
                (1...3).contains(part.utf8.count)
                    && part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            }
        guard isNumber, let number = Decimal(string: text), number >= 0, number <= 100 else { return nil }
        return number
    }
}
