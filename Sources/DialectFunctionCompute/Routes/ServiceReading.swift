import ReleaseCore
import ReleaseModel

/// Finding what a request is about, in the order of refusals that clients rely on: service, qualifier, function.
extension FunctionComputeAPI {
    func workload(_ call: Call) async throws -> Workload {
        guard let workload = try await plane.store.workload(call.service) else {
            throw FunctionComputeError.serviceNotFound(call.service.name)
        }
        return workload
    }

    /// Returns all services of an account, by name.
    func services(of account: Account.ID) async throws -> [Workload] {
        var services: [Workload] = []
        var cursor: String?
        repeat {
            let page = try await plane.store.workloads(
                of: account,
                kind: .service,
                page: PageRequest(limit: PageRequest.maximumLimit, cursor: cursor)
            )
            services += page.items
            cursor = page.next
        } while cursor != nil
        return services
    }

    /// Returns the draft of the service.
    func draft(_ call: Call) async throws -> ServiceContent {
        try await draft(of: try await workload(call))
    }

    func draft(of workload: Workload) async throws -> ServiceContent {
        let draft = try await plane.draft(of: workload)
        return ServiceContent(
            workload: workload,
            version: nil,
            snapshot: try await plane.content(of: draft, in: workload),
            record: ServiceRecord(draft.verbatim, savedAt: draft.savedAt)
        )
    }

    /// Returns the service as the qualifier of the request has it; of an alias, its primary version.
    func content(_ call: Call) async throws -> ServiceContent {
        let workload = try await workload(call)
        guard let qualifier = try call.qualifier() else { return try await draft(of: workload) }
        switch try await target(qualifier, of: workload) {
        case .head: return try await draft(of: workload)
        case .version(let version): return try await content(of: version, in: workload)
        }
    }

    func content(of version: Version, in workload: Workload) async throws -> ServiceContent {
        ServiceContent(
            workload: workload,
            version: version,
            snapshot: try await plane.content(of: version, in: workload),
            record: ServiceRecord(version.verbatim, savedAt: version.createdAt)
        )
    }

    /// What a qualifier stands for.
    enum QualifiedTarget {
        case head
        case version(Version)
    }

    /// Reads `LATEST`, a number, or an alias, whose primary version is meant.
    func target(_ qualifier: String, of workload: Workload) async throws -> QualifiedTarget {
        if qualifier == ServiceContent.latest { return .head }
        if qualifier.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
            return .version(try await version(qualifier, of: workload))
        }
        let alias = try await alias(qualifier, of: workload)
        guard let deployment = try await plane.inForce(on: alias) else {
            throw FunctionComputeError.aliasNotFound(qualifier, service: workload.name.text)
        }
        guard let id = AliasShares(deployment.routing).primary.version else { return .head }
        guard let version = try await plane.store.version(id) else {
            throw FunctionComputeError.internalServerError(cause: "version \(id) of \(workload.name) is not stored")
        }
        guard !version.isDeleted else {
            throw FunctionComputeError.versionNotFound(version.number, service: workload.name.text)
        }
        return .version(version)
    }

    func version(_ text: String, of workload: Workload) async throws -> Version {
        guard !text.hasPrefix("0"), text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let number = Int(text)
        else {
            throw FunctionComputeError.invalid(
                "VersionID doesn't match expected format (allowed: ^[1-9][0-9]*$, actual: '\(text)')"
            )
        }
        let found = try await plane.store.versions(of: workload.id, matching: .number(number), limit: 1).first
        guard let found, !found.isDeleted else {
            throw FunctionComputeError.versionNotFound(number, service: workload.name.text)
        }
        return found
    }

    func alias(_ text: String, of workload: Workload) async throws -> Alias {
        guard let name = try? Alias.Name(text), let alias = try await plane.store.alias(name, of: workload.id) else {
            throw FunctionComputeError.aliasNotFound(text, service: workload.name.text)
        }
        return alias
    }

    /// Makes a change that is worked out from the service as it is, and again if it changed meanwhile.
    func onLatest(_ call: Call, _ change: (Call) async throws -> Answer) async throws -> Answer {
        try await plane.onLatest(of: call.service) { try await change(call.seeing($0)) }
    }

    var nowMilliseconds: Int64 { environment.now().milliseconds }
}
