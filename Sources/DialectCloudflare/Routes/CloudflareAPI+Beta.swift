import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// The API under `/workers/workers`: JSON alone, and workers that may be empty.
extension CloudflareAPI {
    static func addBetaRoutes(_ table: inout EndpointTable) {
        let workers = "/workers/workers"
        table.account(.get, workers, Endpoint(.read, CloudflareAPI.listBetaWorkers))
        table.account(.post, workers, Endpoint(.upload, CloudflareAPI.createBetaWorker))
        table.account(.get, workers + "/{worker}", Endpoint(.read, CloudflareAPI.readBetaWorker))
        table.account(.put, workers + "/{worker}", Endpoint(.deploy, CloudflareAPI.changeBetaWorker))
        table.account(.patch, workers + "/{worker}", Endpoint(.deploy, CloudflareAPI.changeBetaWorker))
        table.account(.delete, workers + "/{worker}", Endpoint(.admin, CloudflareAPI.deleteBetaWorker))
    }

    /// A worker by its name or its identity.
    func betaWorker(_ call: Call) async throws -> Workload {
        let text = call.parameters["worker"]
        if let worker = try await plane.store.workload(call.worker) { return worker }
        if let id = Workload.ID(digits: text), let worker = try await plane.store.workload(id),
            worker.account == call.account, worker.kind == .worker
        {
            return worker
        }
        throw CloudflareError.workerNotFound(text)
    }

    @Sendable
    private func listBetaWorkers(_ call: Call) async throws -> Answer {
        let page = ListPage(call.query, standardSize: 10, maximumSize: 100)
        let order = BetaOrder(call.query)
        guard order != .standard else {
            let items = try await betaItems(page.of(try await workers(of: call.account, limit: page.limit)))
            let total = try await plane.store.workloadCount(of: call.account, kind: .worker)
            return .page(items, page, total: total)
        }
        let items = order.sorted(try await betaItems(try await workers(of: call.account)))
        return .page(page.of(items), page, total: items.count)
    }

    private func betaItems(_ workers: [Workload]) async throws -> [JSONValue] {
        var items: [JSONValue] = []
        for worker in workers { items.append(try await betaItem(worker)) }
        return items
    }

    @Sendable
    private func createBetaWorker(_ call: Call) async throws -> Answer {
        let body = try await call.json()
        guard let text = body["name"]?.string else { throw CloudflareError.parameterMissing("name") }
        try checkName(text)
        let name = WorkloadName(account: call.account, kind: .worker, name: text)
        var settings = try await changedDocument(of: name, by: Self.workerSettings(body))
        settings.merge([.host: "off", .previews: "off"]) { $1 }
        settings.merge(Self.flags(body)) { $1 }
        let worker = try await plane.createWorkload(name, settings: settings, record: record(call)).value
        return .result(try await betaItem(worker))
    }

    @Sendable
    private func readBetaWorker(_ call: Call) async throws -> Answer {
        .result(try await betaItem(try await betaWorker(call)))
    }

    @Sendable
    private func changeBetaWorker(_ call: Call) async throws -> Answer {
        let worker = try await betaWorker(call)
        let body = try await call.json()
        guard body.object != nil else { throw CloudflareError.unparsableBody }
        if let name = body["name"]?.string, name != worker.name.text {
            throw CloudflareError.validation("A Worker cannot be renamed here: make another of the new name.")
        }
        try await change(worker, by: Self.workerSettings(body), and: Self.flags(body), call)
        return .result(try await betaItem(worker))
    }

    @Sendable
    private func deleteBetaWorker(_ call: Call) async throws -> Answer {
        try await delete(try await betaWorker(call), call)
    }

    /// Whether the worker and its versions answer on their hosts, where the body says so.
    private static func flags(_ body: JSONValue) -> [Setting.Name: String] {
        var flags: [Setting.Name: Bool] = [:]
        flags[.host] = body["subdomain"]?["enabled"]?.bool
        flags[.previews] = body["subdomain"]?["previews_enabled"]?.bool ?? flags[.host]
        return flags.mapValues { $0 ? "on" : "off" }
    }

    /// What a body says of the worker's document; the names of tail consumers are told otherwise there.
    private static func workerSettings(_ body: JSONValue) -> JSONValue {
        var members = (body.object ?? [:]).filter { $0.value != .null }
        if let consumers = members["tail_consumers"]?.array {
            members["tail_consumers"] = .array(consumers.map { ["service": $0["name"] ?? $0["service"] ?? nil] })
        }
        return .object(members)
    }

    private func betaItem(_ worker: Workload) async throws -> JSONValue {
        let newest = try await newestVersion(of: worker)
        let settings = try await workerSettings(of: worker)
        let suffix = "-\(worker.name.text).\(configuration.suffix)"
        let consumers = (settings["tail_consumers"]?.array ?? []).map { ["name": $0["service"] ?? nil] as JSONValue }
        return [
            "id": .string(worker.id.compact), "name": .string(worker.name.text),
            "created_on": JSONValue(worker.createdAt), "updated_on": JSONValue(newest?.createdAt ?? worker.createdAt),
            "deployed_on": try await activeDeployment(of: worker).map { JSONValue($0.createdAt) } ?? nil,
            "logpush": settings["logpush"] ?? false, "observability": settings["observability"] ?? [:],
            "tags": settings["tags"] ?? [], "tail_consumers": .array(consumers),
            "subdomain": try await subdomain(of: worker).merging([
                "url": .string("http://\(worker.name.text).\(configuration.suffix)"),
                "preview_url_suffix": .string(suffix),
            ]),
            "references": [
                "dispatch_namespace_outbounds": [], "domains": [], "durable_objects": [], "queues": [], "workers": [],
            ],
            "previews_base_config": [:],
        ]
    }
}
