import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Routes: patterns of hosts and paths that lead to workers. They belong to no version.
extension CloudflareAPI {
    static func addRouteRoutes(_ table: inout EndpointTable) {
        table.worker(.get, "/routes", Endpoint(.read, CloudflareAPI.listWorkerRoutes))
        table.worker(.put, "/routes", Endpoint(.deploy, CloudflareAPI.replaceWorkerRoutes))
        let routes = "/zones/{zone}/workers/routes"
        table.add(.get, routes, Endpoint(.read, CloudflareAPI.listZoneRoutes))
        table.add(.post, routes, Endpoint(.deploy, CloudflareAPI.createZoneRoute))
        table.add(.get, routes + "/{route}", Endpoint(.read, CloudflareAPI.readZoneRoute))
        table.add(.put, routes + "/{route}", Endpoint(.deploy, CloudflareAPI.changeZoneRoute))
        table.add(.delete, routes + "/{route}", Endpoint(.deploy, CloudflareAPI.deleteZoneRoute))
    }

    @Sendable
    private func listWorkerRoutes(_ call: Call) async throws -> Answer {
        let worker = try await worker(call)
        let routes = try await plane.store.triggers(of: worker.id).filter { $0.source.kind == .route }
        return .result(.array(routes.map { wire($0, worker.name.text) }))
    }

    /// These routes and no others.
    @Sendable
    private func replaceWorkerRoutes(_ call: Call) async throws -> Answer {
        let worker = try await worker(call)
        guard let items = try await call.json().array else { throw CloudflareError.unparsableBody }
        let sources = try items.map { item in
            try source(ofPattern: item["pattern"]?.string ?? item.string ?? "")
        }
        let set = try await plane.setTriggers([.route: sources], of: WorkloadName(worker), record: record(call))
        return .result(.array(set.value.map { .string($0.source.text) }))
    }

    /// A route's source in the form that all spellings of it share.
    private func source(ofPattern text: String) throws -> Trigger.Source {
        do {
            let pattern = try ReleaseModel.RoutePattern(text)
            try hosts.check(pattern)
            return .route(pattern: pattern.description)
        } catch let error as InvalidRoutePattern {
            throw CloudflareError(
                .badRequest,
                10_022,
                "Invalid route pattern \"\(text)\": \(error.problem). Write it as example.com/path/*."
            )
        } catch let error as UnroutableHost {
            throw CloudflareError(.badRequest, 10_022, "The route \"\(text)\" is refused: \(Self.explanation(error)).")
        }
    }

    static func explanation(_ error: UnroutableHost) -> String {
        switch error.reason {
        case .control: "\(error.host) is the server's own name"
        case .bareDomain: "\(error.host) is the domain of all workers"
        case .workerHost: "\(error.host) is the host of a worker"
        case .outsideZones(let zones):
            "\(error.host) is in none of the zones (\(zones.map(\.text).joined(separator: ", "))); the operator names "
                + "them with --zone"
        }
    }

    @Sendable
    private func listZoneRoutes(_ call: Call) async throws -> Answer {
        let zone = try zone(call.parameters["zone"])
        var items: [JSONValue] = []
        for trigger in try await triggers(.route, of: call.account) where isRoute(trigger, in: zone) {
            guard let worker = try await plane.store.workload(trigger.workload) else { continue }
            items.append(wire(trigger, worker.name.text))
        }
        // Clients read this list to its first empty page.
        let page = ListPage(call.query, standardSize: 1_000)
        return .page(page.of(items), page, total: items.count)
    }

    private func isRoute(_ trigger: Trigger, in zone: DomainName) -> Bool {
        guard let pattern = try? ReleaseModel.RoutePattern(trigger.source.text) else { return false }
        return hosts.zone(of: pattern.host.domain) == zone
    }

    @Sendable
    private func createZoneRoute(_ call: Call) async throws -> Answer {
        _ = try zone(call.parameters["zone"])
        let body = try await call.json()
        let source = try source(ofPattern: body["pattern"]?.string ?? "")
        if try await plane.store.trigger(source) != nil {
            throw CloudflareError(.conflict, 10_020, "A route with the same pattern already exists: \(source.text)")
        }
        let worker = try await scriptWorker(body, call)
        let made = try await plane.addTrigger(source, to: WorkloadName(worker), record: record(call))
        return .result(wire(made.value, worker.name.text))
    }

    @Sendable
    private func readZoneRoute(_ call: Call) async throws -> Answer {
        let (trigger, worker) = try await route(call)
        return .result(wire(trigger, worker.name.text))
    }

    @Sendable
    private func changeZoneRoute(_ call: Call) async throws -> Answer {
        let (trigger, worker) = try await route(call)
        let body = try await call.json()
        let source = try source(ofPattern: body["pattern"]?.string ?? trigger.source.text)
        let target = body["script"] == nil ? worker : try await scriptWorker(body, call)
        let moved = try await plane.moveTrigger(
            trigger.id,
            of: WorkloadName(worker),
            to: source,
            leadingTo: WorkloadName(target),
            record: record(call)
        )
        return .result(wire(moved.value, target.name.text))
    }

    @Sendable
    private func deleteZoneRoute(_ call: Call) async throws -> Answer {
        let (trigger, worker) = try await route(call)
        _ = try await plane.removeTrigger(trigger, of: WorkloadName(worker), record: record(call))
        return .result(["id": .string(trigger.id.compact)])
    }

    private func route(_ call: Call) async throws -> (Trigger, Workload) {
        let zone = try zone(call.parameters["zone"])
        let text = call.parameters["route"]
        for trigger in try await triggers(.route, of: call.account) where trigger.id.compact == text {
            guard isRoute(trigger, in: zone), let worker = try await plane.store.workload(trigger.workload) else {
                break
            }
            return (trigger, worker)
        }
        throw CloudflareError(.notFound, 10_009, "There is no route \(text) in the zone \(zone.text).")
    }

    private func scriptWorker(_ body: JSONValue, _ call: Call) async throws -> Workload {
        let name = body["script"]?.string ?? ""
        let workload = WorkloadName(account: call.account, kind: .worker, name: name)
        guard let worker = try await plane.store.workload(workload) else {
            throw CloudflareError(.badRequest, 10_019, "There is no Worker \"\(name)\" for the route to lead to.")
        }
        return worker
    }

    /// All triggers of a kind in an account.
    func triggers(_ kind: Trigger.Kind, of account: Account.ID) async throws -> [Trigger] {
        var triggers: [Trigger] = []
        var cursor: String?
        repeat {
            let request = PageRequest(limit: PageRequest.maximumLimit, cursor: cursor)
            let page = try await plane.store.triggers(of: account, kind: kind, page: request)
            triggers += page.items
            cursor = page.next
        } while cursor != nil
        return triggers
    }

    private func wire(_ trigger: Trigger, _ worker: String) -> JSONValue {
        ["id": .string(trigger.id.compact), "pattern": .string(trigger.source.text), "script": .string(worker)]
    }
}
