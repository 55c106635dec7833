import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Triggers of functions. They belong to no version, and lead to a version, an alias or the draft.
extension FunctionComputeAPI {
    static func addTriggerRoutes(_ table: inout EndpointTable) {
        table.function(.post, "/triggers", Endpoint(.deploy, FunctionComputeAPI.createTrigger))
        table.function(.get, "/triggers", Endpoint(.read, FunctionComputeAPI.listTriggers))
        table.function(.get, "/triggers/{trigger}", Endpoint(.read, FunctionComputeAPI.readTrigger))
        table.function(.put, "/triggers/{trigger}", Endpoint(.deploy, FunctionComputeAPI.updateTrigger))
        table.function(.delete, "/triggers/{trigger}", Endpoint(.deploy, FunctionComputeAPI.deleteTrigger))
    }

    /// The most triggers of one function.
    static let maximumTriggers = 10

    @Sendable
    private func createTrigger(_ call: Call) async throws -> Answer {
        let request = try call.document()
        let name = try request.required("triggerName")
        try EntityName.trigger.check(name)
        let document = try TriggerDocument(creating: request)
        return try await onLatest(call) { call in
            let service = try await draft(call)
            let function = try service.function(call.parameters["function"]).name
            let present = try await triggers(of: function, in: service.workload)
            guard !present.contains(where: { $0.document.name == name }) else {
                throw FunctionComputeError(
                    .triggerAlreadyExists,
                    "trigger '\(name)' already exists in function '\(function)'"
                )
            }
            guard present.count < Self.maximumTriggers else {
                throw FunctionComputeError(.limitExceeded, "a function can have \(Self.maximumTriggers) triggers")
            }
            let made = try await trigger(document, name, of: function, in: service.workload, keeping: nil)
            try await put(made, in: call)
            return try await answer(made, in: service.workload, call)
        }
    }

    @Sendable
    private func listTriggers(_ call: Call) async throws -> Answer {
        let service = try await draft(call)
        let function = try service.function(call.parameters["function"]).name
        let present = try await triggers(of: function, in: service.workload).sorted {
            $0.document.name < $1.document.name
        }
        let page = try ListQuery(call.query).page(of: present, name: \.document.name)
        var items: [JSONValue] = []
        for trigger in page.items { items.append(try await json(of: trigger, in: service.workload, call)) }
        return Answer(.list("triggers", items, next: page.next))
    }

    @Sendable
    private func readTrigger(_ call: Call) async throws -> Answer {
        let service = try await draft(call)
        let trigger = try await named(call, in: service)
        return try await answer(trigger, in: service.workload, call)
    }

    @Sendable
    private func updateTrigger(_ call: Call) async throws -> Answer {
        let request = try call.document()
        return try await onLatest(call) { call in
            let service = try await draft(call)
            let present = try await named(call, in: service)
            try EntityTag(of: try await json(of: present, in: service.workload, call)).check(call)
            let qualifier = try await text(of: present.trigger.target)
            var document = TriggerDocument(present.document, qualifier: qualifier)
            try document.change(by: request)
            let made = try await trigger(
                document,
                present.document.name,
                of: present.trigger.component,
                in: service.workload,
                keeping: present.trigger
            )
            try await put(made, in: call)
            return try await answer(made, in: service.workload, call)
        }
    }

    @Sendable
    private func deleteTrigger(_ call: Call) async throws -> Answer {
        try await onLatest(call) { call in
            let service = try await draft(call)
            let present = try await named(call, in: service)
            try EntityTag(of: try await json(of: present, in: service.workload, call)).check(call)
            try await replace(present.trigger.source.kind, in: call) { kept in
                kept.filter { $0.id != present.trigger.id }
            }
            return .nothing
        }
    }

    /// A trigger of a function, with what is kept with it.
    struct NamedTrigger {
        let trigger: Trigger
        let document: FunctionTrigger

        /// `nil` for what is none of a function's.
        init?(_ trigger: Trigger) {
            guard [.http, .timer, .event].contains(trigger.source.kind), let text = trigger.document,
                let document = try? JSONDecoder().decode(FunctionTrigger.self, from: Data(text.utf8))
            else { return nil }
            self.trigger = trigger
            self.document = document
        }
    }

    private func triggers(of function: String, in workload: Workload) async throws -> [NamedTrigger] {
        try await plane.store.triggers(of: workload.id).filter { $0.component == function }.compactMap(
            NamedTrigger.init
        )
    }

    private func named(_ call: Call, in service: ServiceContent) async throws -> NamedTrigger {
        let function = try service.function(call.parameters["function"]).name
        let name = call.parameters["trigger"]
        let found = try await triggers(of: function, in: service.workload).first { $0.document.name == name }
        guard let found else {
            throw FunctionComputeError(
                .triggerNotFound,
                "trigger '\(name)' does not exist in service '\(service.workload.name)' and function '\(function)'"
            )
        }
        return found
    }

    private func trigger(
        _ document: TriggerDocument,
        _ name: String,
        of function: String,
        in workload: Workload,
        keeping present: Trigger?
    ) async throws -> NamedTrigger {
        let id = present?.id ?? plane.makeTriggerID()
        let kept = FunctionTrigger(
            name: name,
            type: document.type,
            configuration: document.configuration.text,
            description: document.description,
            invocationRole: document.invocationRole,
            sourceARN: document.sourceARN,
            modifiedAt: nowMilliseconds
        )
        let source: Trigger.Source =
            switch document.type {
            case "http": .http(label: FunctionHost.label(of: id, service: workload.name.text, function: function))
            case "timer": .timer(name: "\(function)/\(name)")
            default: .event(name: "\(function)/\(name)")
            }
        let trigger = Trigger(
            id: id,
            workload: workload.id,
            source: source,
            target: try await triggerTarget(document.qualifier, in: workload),
            component: function,
            document: String(decoding: try JSONEncoder().encode(kept), as: UTF8.self),
            createdAt: present?.createdAt ?? environment.now()
        )
        guard let named = NamedTrigger(trigger) else {
            throw FunctionComputeError.internalServerError(cause: "trigger \(name) cannot be read back")
        }
        return named
    }

    /// Where a trigger leads: what it names has to be there now, though it may go later.
    func triggerTarget(_ qualifier: String, in workload: Workload) async throws -> Trigger.Target {
        if qualifier == ServiceContent.latest || qualifier.isEmpty { return .head }
        if qualifier.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
            return .version(try await version(qualifier, of: workload).id)
        }
        return .alias(try await alias(qualifier, of: workload).name)
    }

    /// How clients write where a trigger leads.
    func text(of target: Trigger.Target) async throws -> String {
        switch target {
        case .head: ServiceContent.latest
        case .alias(let name): name.text
        case .version(let id): (try await plane.store.version(id)).map { String($0.number) } ?? ""
        }
    }

    private func put(_ made: NamedTrigger, in call: Call) async throws {
        try await replace(made.trigger.source.kind, in: call) { present in
            present.filter { $0.id != made.trigger.id } + [made.trigger]
        }
    }

    private func replace(_ kind: Trigger.Kind, in call: Call, _ change: ([Trigger]) -> [Trigger]) async throws {
        let workload = try await workload(call)
        let present = try await plane.store.triggers(of: workload.id).filter { $0.source.kind == kind }
        let set = TriggerSet(workload: call.service, kind: kind, triggers: change(present))
        _ = try await plane.replaceTriggers([set], record: call.record())
    }

    private func answer(_ trigger: NamedTrigger, in workload: Workload, _ call: Call) async throws -> Answer {
        let json = try await json(of: trigger, in: workload, call)
        return Answer(json, tag: EntityTag(of: json))
    }

    private func json(of trigger: NamedTrigger, in workload: Workload, _ call: Call) async throws -> JSONValue {
        let kept = trigger.document
        let configuration: JSONValue =
            call.version == .open
            ? .string(kept.configuration) : JSONValue(Array(kept.configuration.utf8)) ?? [:]
        let qualifier = try await text(of: trigger.trigger.target)
        var members: [String: JSONValue] = [
            "triggerName": .string(kept.name), "triggerId": .string(trigger.trigger.id.description),
            "triggerType": .string(kept.type), "triggerConfig": configuration,
            "qualifier": .string(qualifier == ServiceContent.latest ? "" : qualifier),
            "description": .string(kept.description), "invocationRole": .string(kept.invocationRole),
            "sourceArn": .string(kept.sourceARN), "createdTime": WireTime.text(trigger.trigger.createdAt),
            "lastModifiedTime": WireTime.text(milliseconds: kept.modifiedAt), "domainName": "", "urlInternet": "",
            "urlIntranet": "", "status": "",
            "targetArn": .string(
                "acs:fc:\(FunctionComputeConfiguration.defaultRegion):\(call.account):"
                    + "services/\(workload.name)/functions/\(trigger.trigger.component)"
            ),
        ]
        if case .http(let label) = trigger.trigger.source {
            let host = FunctionHost.name(label, domain: self.configuration.domain)
            let url = "http://\(host):\(self.configuration.trafficPort)"
            members["domainName"] = .string(host)
            members["urlInternet"] = .string(url)
            members["urlIntranet"] = .string(url)
        }
        return .object(members)
    }
}
