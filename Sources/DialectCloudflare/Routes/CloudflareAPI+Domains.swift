import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Custom domains: whole hosts that lead to workers. They belong to no version.
extension CloudflareAPI {
    static func addDomainRoutes(_ table: inout EndpointTable) {
        let domains = "/workers/domains"
        table.account(.get, domains, Endpoint(.read, CloudflareAPI.listDomains))
        table.account(.put, domains, Endpoint(.deploy, CloudflareAPI.attachDomain))
        table.account(.get, domains + "/records", Endpoint(.read, CloudflareAPI.listDomains))
        table.account(.get, domains + "/records/{domain}", Endpoint(.read, CloudflareAPI.readDomain))
        table.account(.get, domains + "/{domain}", Endpoint(.read, CloudflareAPI.readDomain))
        table.account(.delete, domains + "/{domain}", Endpoint(.deploy, CloudflareAPI.detachDomain))
        table.worker(.post, "/domains/changeset", Endpoint(.read, CloudflareAPI.planDomains))
        table.worker(.put, "/domains/records", Endpoint(.deploy, CloudflareAPI.replaceDomains))
    }

    @Sendable
    private func listDomains(_ call: Call) async throws -> Answer {
        var items: [JSONValue] = []
        for trigger in try await triggers(.host, of: call.account) {
            guard let worker = try await plane.store.workload(trigger.workload) else { continue }
            let item = wire(trigger, worker)
            let matches = ["zone_id", "zone_name", "service", "hostname"].allSatisfy { key in
                guard let wanted = call.query[key], !wanted.isEmpty else { return true }
                return item[key]?.string == wanted
            }
            if matches { items.append(item) }
        }
        let page = ListPage(call.query, standardSize: 1_000)
        return .page(page.of(items), page, total: items.count)
    }

    @Sendable
    private func attachDomain(_ call: Call) async throws -> Answer {
        let body = try await call.json()
        let name = WorkloadName(account: call.account, kind: .worker, name: body["service"]?.string ?? "")
        guard let worker = try await plane.store.workload(name) else { throw CloudflareError.workerNotFound(name.name) }
        let source = try source(ofHost: body["hostname"]?.string ?? "")
        if let present = try await plane.store.trigger(source), present.workload == worker.id {
            return .result(wire(present, worker))
        }
        let made = try await plane.addTrigger(source, to: name, record: record(call))
        return .result(wire(made.value, worker))
    }

    @Sendable
    private func readDomain(_ call: Call) async throws -> Answer {
        let (trigger, worker) = try await domain(call)
        return .result(wire(trigger, worker))
    }

    @Sendable
    private func detachDomain(_ call: Call) async throws -> Answer {
        let (trigger, worker) = try await domain(call)
        _ = try await plane.removeTrigger(trigger, of: WorkloadName(worker), record: record(call))
        return .result(["id": .string(trigger.id.compact)])
    }

    private func domain(_ call: Call) async throws -> (Trigger, Workload) {
        let text = call.parameters["domain"]
        for trigger in try await triggers(.host, of: call.account) where trigger.id.compact == text {
            guard let worker = try await plane.store.workload(trigger.workload) else { break }
            return (trigger, worker)
        }
        throw CloudflareError(.notFound, 10_009, "There is no custom domain \(text).")
    }

    /// What ``replaceDomains(_:)`` would do; nothing is changed.
    @Sendable
    private func planDomains(_ call: Call) async throws -> Answer {
        let worker = try await worker(call)
        let wanted = try sources(try await call.json())
        let present = try await plane.store.triggers(of: worker.id).filter { $0.source.kind == .host }
        var plan: [String: [JSONValue]] = ["added": [], "removed": [], "updated": [], "conflicting": []]
        for source in wanted where !present.contains(where: { $0.source == source }) {
            if let other = try await plane.store.trigger(source),
                let owner = try await plane.store.workload(other.workload)
            {
                plan["conflicting"]?.append(wire(other, owner))
            } else {
                plan["added"]?.append(wire(source, id: String(repeating: "0", count: 32), worker))
            }
        }
        for trigger in present {
            let isKept = wanted.contains(trigger.source)
            if !isKept { plan["removed"]?.append(wire(trigger, worker)) }
            if isKept { plan["updated"]?.append(wire(trigger, worker).merging(["modified": false])) }
        }
        return .result(.object(plan.mapValues(JSONValue.array)))
    }

    /// These hosts and no others.
    @Sendable
    private func replaceDomains(_ call: Call) async throws -> Answer {
        let worker = try await worker(call)
        let sources = try sources(try await call.json()["origins"] ?? [])
        _ = try await plane.setTriggers([.host: sources], of: WorkloadName(worker), record: record(call))
        return .result([])
    }

    private func sources(_ body: JSONValue) throws -> [Trigger.Source] {
        guard let items = body.array else { throw CloudflareError.unparsableBody }
        return try items.map { try source(ofHost: $0["hostname"]?.string ?? "") }
    }

    private func source(ofHost text: String) throws -> Trigger.Source {
        do {
            let name = try DomainName(text)
            try hosts.check(name)
            return .host(name.text)
        } catch let error as UnroutableHost {
            throw CloudflareError.validation("The custom domain \"\(text)\" is refused: \(Self.explanation(error)).")
        } catch {
            throw CloudflareError.validation("\"\(text)\" is not a host name.")
        }
    }

    /// The first 32 digits of the host's SHA-256.
    private static func certificate(of host: String) -> String {
        String(Digest(sha256: Array(host.utf8)).hex.prefix(32))
    }

    private func wire(_ trigger: Trigger, _ worker: Workload) -> JSONValue {
        wire(trigger.source, id: trigger.id.compact, worker)
    }

    private func wire(_ source: Trigger.Source, id: String, _ worker: Workload) -> JSONValue {
        let zone = hosts.zone(of: source.text)
        return [
            "id": .string(id), "hostname": .string(source.text), "service": .string(worker.name.text),
            "environment": "production", "zone_id": JSONValue(zone.map(Self.id)), "zone_name": JSONValue(zone?.text),
            // There is none: the operator's own front ends TLS. Clients want a text.
            "cert_id": .string(Self.certificate(of: source.text)),
        ]
    }
}
