import FoundationEssentials
import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel
import StoreExamples

extension Site {
    static let service = "greetings"

    /// Makes the service `greetings`, or saves its draft anew: one function in Python, and one that nothing here runs.
    func saveService(_ service: String = Site.service, code: String) async throws {
        let name = WorkloadName(account: account.id, kind: .service, name: service)
        try await plane.saveExampleService(name, code: code)
    }

    /// Publishes versions of `greetings` with these descriptions, each with code of its own.
    func publish(_ descriptions: String...) async throws {
        for description in descriptions {
            try await saveService(code: description)
            let target: HTTPTarget = "/api/v1/services/greetings/draft/publish"
            let body = HTTPBody.bytes(Array(try JSONEncoder().encode(WirePublishRequest(message: description))))
            _ = try await ask(HTTPRequest(.post, target, body: body)).decode(WirePublishResult.self)
        }
    }

    /// Points an alias of `greetings` at versions by the API.
    func point(_ alias: String, at shares: [(String, String)]) async throws {
        let request = WireAliasRequest(shares: shares.map { .init(version: $0.0, percentage: $0.1) })
        let target = try HTTPTarget(segments: ["api", "v1", "services", Self.service, "aliases", alias])
        let body = HTTPBody.bytes(Array(try JSONEncoder().encode(request)))
        _ = try await ask(HTTPRequest(.put, target, body: body)).decode(WireAliasResult.self)
    }

    /// Where an alias of `greetings` leads.
    func shares(of alias: String) async throws -> [WireShare] {
        let target = try HTTPTarget(segments: ["api", "v1", "services", Self.service, "aliases", alias])
        let found: WireAlias = try await read(target)
        return found.deployment?.shares ?? []
    }
}
