import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Custom domains, whose paths lead to functions of one service or of several.
extension FunctionComputeAPI {
    static func addDomainRoutes(_ table: inout EndpointTable) {
        table.add(.post, "/custom-domains", Endpoint(.deploy, FunctionComputeAPI.createDomain))
        table.add(.get, "/custom-domains", Endpoint(.read, FunctionComputeAPI.listDomains))
        table.add(.get, "/custom-domains/{domain}", Endpoint(.read, FunctionComputeAPI.readDomain))
        table.add(.put, "/custom-domains/{domain}", Endpoint(.deploy, FunctionComputeAPI.updateDomain))
        table.add(.delete, "/custom-domains/{domain}", Endpoint(.deploy, FunctionComputeAPI.deleteDomain))
    }

    @Sendable
    private func createDomain(_ call: Call) async throws -> Answer {
        let request = try call.document()
        let name = try domainName(try request.required("domainName"))
        let document = try DomainDocument(creating: request)
        return try await inTurn(call) {
            guard try await domain(name, call) == nil else {
                throw FunctionComputeError(.domainNameAlreadyExists, "domain name '\(name)' already exists")
            }
            if let taken = try await plane.store.trigger(.host(name)), taken.source.text == name {
                throw FunctionComputeError(.domainNameAlreadyExists, "domain name '\(name)' leads to a worker")
            }
            return try await save(document, of: name, replacing: [], createdAt: nowMilliseconds, call)
        }
    }

    @Sendable
    private func listDomains(_ call: Call) async throws -> Answer {
        let all = try await domains(call)
        let page = try ListQuery(call.query).page(of: all.keys.sorted()) { $0 }
        var items: [JSONValue] = []
        for name in page.items { items.append(try await json(of: name, all[name] ?? [], call)) }
        return Answer(.list("customDomains", items, next: page.next))
    }

    @Sendable
    private func readDomain(_ call: Call) async throws -> Answer {
        let (name, routes) = try await named(call)
        return Answer(try await json(of: name, routes, call))
    }

    @Sendable
    private func updateDomain(_ call: Call) async throws -> Answer {
        let request = try call.document()
        return try await inTurn(call) {
            let (name, routes) = try await named(call)
            var document = try DomainDocument(
                creating: LooseObject(try await json(of: name, routes, call).object ?? [:])
            )
            try document.change(by: request)
            let created = routes.first?.document.createdAt ?? nowMilliseconds
            return try await save(document, of: name, replacing: routes, createdAt: created, call)
        }
    }

    @Sendable
    private func deleteDomain(_ call: Call) async throws -> Answer {
        try await inTurn(call) {
            let (_, routes) = try await named(call)
            try await replace(routes, by: [], call)
            return .nothing
        }
    }

    /// A trigger of a domain's path, with the service that it belongs to.
    private struct Route {
        let service: Workload
        let trigger: Trigger
        let document: DomainRoute
    }

    /// Changes of domains come one after another, because one may change several services.
    private func inTurn(_ call: Call, _ change: () async throws -> Answer) async throws -> Answer {
        let turn = WorkloadName(account: call.account, kind: .service, name: "")
        return try await plane.onLatest(of: turn) { _ in try await change() }
    }

    private func domainName(_ text: String) throws -> String {
        do {
            let name = try DomainName(text)
            try hosts.check(name)
            return name.text
        } catch let invalid as InvalidDomainName {
            throw FunctionComputeError(invalid)
        } catch let refusal as UnroutableHost {
            throw FunctionComputeError(refusal)
        }
    }

    /// All domains of the account, with their routes in order.
    private func domains(_ call: Call) async throws -> [String: [Route]] {
        var domains: [String: [Route]] = [:]
        var services: [Workload.ID: Workload] = [:]
        var cursor: String?
        repeat {
            let page = try await plane.store.triggers(
                of: call.account,
                kind: .domainPath,
                page: PageRequest(limit: PageRequest.maximumLimit, cursor: cursor)
            )
            for trigger in page.items {
                if services[trigger.workload] == nil {
                    services[trigger.workload] = try await plane.store.workload(trigger.workload)
                }
                guard let service = services[trigger.workload], let text = trigger.document,
                    let document = try? JSONDecoder().decode(DomainRoute.self, from: Data(text.utf8))
                else { continue }
                domains[document.domain, default: []].append(
                    Route(service: service, trigger: trigger, document: document)
                )
            }
            cursor = page.next
        } while cursor != nil
        return domains.mapValues { routes in routes.sorted { $0.document.place < $1.document.place } }
    }

    private func domain(_ name: String, _ call: Call) async throws -> [Route]? {
        try await domains(call)[name]
    }

    private func named(_ call: Call) async throws -> (String, [Route]) {
        let name = call.parameters["domain"].lowercased()
        guard let routes = try await domain(name, call) else {
            throw FunctionComputeError(.domainNameNotFound, "domain name '\(name)' does not exist")
        }
        return (name, routes)
    }

    private func save(
        _ document: DomainDocument,
        of name: String,
        replacing old: [Route],
        createdAt: Int64,
        _ call: Call
    ) async throws -> Answer {
        var routes: [Route] = []
        for (place, route) in document.routes.enumerated() {
            let service = WorkloadName(account: call.account, kind: .service, name: route.service)
            guard let workload = try await plane.store.workload(service) else {
                throw FunctionComputeError.serviceNotFound(route.service)
            }
            let target = try await triggerTarget(route.qualifier, in: workload)
            let kept = DomainRoute(
                domain: name,
                place: place,
                path: route.path,
                methods: route.methods,
                rewriting: route.rewriting?.text,
                document: document.rest.text,
                createdAt: createdAt,
                modifiedAt: nowMilliseconds
            )
            let source = Trigger.Source.domainPath(name + route.path)
            let trigger = Trigger(
                id: old.first { $0.trigger.source == source }?.trigger.id ?? plane.makeTriggerID(),
                workload: workload.id,
                source: source,
                target: target,
                component: route.function,
                document: String(decoding: try JSONEncoder().encode(kept), as: UTF8.self),
                createdAt: environment.now()
            )
            routes.append(Route(service: workload, trigger: trigger, document: kept))
        }
        try await replace(old, by: routes, call)
        return Answer(try await json(of: name, routes, call))
    }

    /// Gives all services that had or get routes of a domain those that they are to have, in one commit.
    private func replace(_ old: [Route], by new: [Route], _ call: Call) async throws {
        let gone = Set(old.map(\.trigger.id))
        var sets: [TriggerSet] = []
        let services = Dictionary((old + new).map { ($0.service.id, $0.service) }) { first, _ in first }
        for service in services.values.sorted(by: { $0.id < $1.id }) {
            let kept = try await plane.store.triggers(of: service.id).filter {
                $0.source.kind == .domainPath && !gone.contains($0.id)
            }
            let made = new.filter { $0.service.id == service.id }.map(\.trigger)
            sets.append(TriggerSet(workload: WorkloadName(service), kind: .domainPath, triggers: kept + made))
        }
        _ = try await plane.replaceTriggers(sets, record: call.record())
    }

    private func json(of name: String, _ routes: [Route], _ call: Call) async throws -> JSONValue {
        var items: [JSONValue] = []
        for route in routes {
            var members: [String: JSONValue] = [
                "path": .string(route.document.path), "serviceName": .string(route.service.name.text),
                "functionName": .string(route.trigger.component),
                "qualifier": .string(try await text(of: route.trigger.target)),
                "methods": JSONValue(route.document.methods),
            ]
            if let rewriting = route.document.rewriting { members["rewriteConfig"] = JSONValue(Array(rewriting.utf8)) }
            items.append(.object(members))
        }
        let kept = routes.first?.document
        let rest = kept.flatMap { JSONValue(Array($0.document.utf8)) } ?? [:]
        return rest.merging([
            "domainName": .string(name), "accountId": .string(call.account.description),
            "apiVersion": .string(call.version.rawValue), "routeConfig": ["routes": .array(items)],
            "createdTime": WireTime.text(milliseconds: kept?.createdAt ?? 0),
            "lastModifiedTime": WireTime.text(milliseconds: kept?.modifiedAt ?? 0),
        ])
    }
}
