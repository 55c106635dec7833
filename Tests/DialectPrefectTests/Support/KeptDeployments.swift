import HTTPModel

/// What an open Prefect server keeps of its deployments, and does with what is written to them.
///
/// An update has no labels and makes constants of templated parameters; whoever writes a deployment as a whole deletes
/// its schedules, and only a path of their own keeps how many runs they make.
struct KeptDeployments: Sendable {
    typealias Reply = (status: String, body: String)

    /// The names by identity.
    var flows: [String: String]
    /// The documents by identity.
    var documents: [String: JSONText]
    /// Of each deployment, in the order in which they were made.
    private(set) var schedules: [String: [JSONText]] = [:]
    /// What stays although somebody deletes it, by identity.
    var kept: Set<String> = []
    private var count = 0

    init(flows: [String: String], documents: [String: JSONText]) {
        self.flows = flows
        self.documents = documents
    }

    /// What is asked.
    struct Question {
        /// Method and path, with `{id}` for an identity.
        let route: String
        let id: String
        let body: JSONText

        init(_ request: String) {
            // The whole path is decoded before it is looked for slashes.
            let line = request.prefix { $0 != "\r\n" }.replacing("%2F", with: "/")
            let words = line.split(separator: " ").map(String.init)
            let path = (words.dropFirst().first ?? "").prefix { $0 != "?" }.split(separator: "/").map(String.init)
            let id = path.first { $0.count == SmallPrefect.flow.count && $0.contains("-") } ?? ""
            route = "\(words.first ?? "") /\(path.map { $0 == id ? "{id}" : $0 }.joined(separator: "/"))"
            let text = request.firstRange(of: "\r\n\r\n").map { String(request[$0.upperBound...]) } ?? ""
            self.id = id
            body = JSONText(text) ?? JSONText([JSONText.Member]())
        }
    }

    /// Answers what is asked of flows, deployments and their schedules; `nil` for anything else.
    mutating func reply(to question: Question) -> Reply? {
        let id = question.id
        switch question.route {
        case "GET /api/flows/{id}": return Self.found(flows[id].map { Self.flow(id, $0) })
        case "GET /api/deployments/{id}": return Self.found(documents[id]?.text)
        case "PATCH /api/deployments/{id}": return update(id, question.body)
        case "POST /api/deployments": return write(question.body)
        case "POST /api/deployments/filter": return ("200 OK", JSONText(named(in: question.body)).text)
        case "GET /api/deployments/{id}/schedules": return ("200 OK", JSONText(schedules[id] ?? []).text)
        case "POST /api/deployments/{id}/schedules":
            for schedule in question.body.elements ?? [] { add(schedule, to: id) }
            return ("201 Created", JSONText(schedules[id] ?? []).text)
        case "POST /api/flows/filter": return ("200 OK", "[\(flows.map(Self.flow).sorted().joined(separator: ","))]")
        case "DELETE /api/deployments/{id}", "DELETE /api/flows/{id}":
            return delete([id]).isEmpty ? Self.missing : ("204 No Content", "")
        case "POST /api/deployments/bulk_delete":
            return Self.deleted(delete(named(in: question.body).compactMap { $0["id"]?.string }))
        case "POST /api/flows/bulk_delete": return Self.deleted(delete(flows.keys.sorted()))
        default:
            let name = "GET /api/deployments/name/"
            guard question.route.hasPrefix(name) else { return nil }
            return Self.found(document(named: String(question.route.dropFirst(name.count)))?.text)
        }
    }

    // MARK: Reading

    private static func found(_ text: String?) -> Reply { text.map { ("200 OK", $0) } ?? missing }

    private static let missing: Reply = ("404 Not Found", #"{"detail":"Not Found"}"#)

    private static func flow(_ id: String, _ name: String) -> String { #"{"id":"\#(id)","name":"\#(name)"}"# }

    private func document(named name: String) -> JSONText? {
        documents.values.first { document in
            let flow = document["flow_id"]?.string.flatMap { flows[$0] }
            return "\(flow ?? "")/\(document["name"]?.string ?? "")" == name
        }
    }

    /// The deployments that a filter names by their identities; all where it names none.
    private func named(in filter: JSONText) -> [JSONText] {
        let named = filter["deployments"]?["id"]?["any_"]?.elements?.compactMap(\.string)
        return documents.sorted { $0.key < $1.key }.filter { named?.contains($0.key) ?? true }.map(\.value)
    }

    // MARK: Writing

    private mutating func update(_ id: String, _ body: JSONText) -> Reply {
        guard let document = documents[id] else { return Self.missing }
        guard body["labels"] == nil else { return ("422 Unprocessable Entity", #"{"detail":"labels: forbidden"}"#) }
        let changes = Self.own(body).map { $0.name == "parameters" ? .init($0.name, Self.hydrated($0.value)) : $0 }
        documents[id] = document.setting(changes)
        return ("204 No Content", "")
    }

    private mutating func write(_ body: JSONText) -> Reply {
        let flow = body["flow_id"]?.string.flatMap { flows[$0] }
        guard let document = document(named: "\(flow ?? "")/\(body["name"]?.string ?? "")"),
            let id = document["id"]?.string
        else { return Self.missing }
        let given = body["labels"] ?? JSONText([JSONText.Member]())
        let labels = given.setting([.init("prefect.flow.id", document["flow_id"] ?? .null)])
        // Who names no work pool leaves it.
        let pools = Set(["work_pool_name", "work_queue_name"].filter { body[$0]?.isNull ?? false })
        let whole = document.setting(Self.own(body.removing(pools))).setting([.init("labels", labels)])
        documents[id] = whole
        schedules[id] = []
        for schedule in body["schedules"]?.elements ?? [] {
            add(schedule.setting([.init("max_scheduled_runs", .null)]), to: id)
        }
        return ("200 OK", whole.text)
    }

    /// What the document takes over of a body.
    private static func own(_ body: JSONText) -> [JSONText.Member] {
        body.removing(["schedules", "version_info"]).members ?? []
    }

    private static func hydrated(_ parameters: JSONText) -> JSONText {
        let members = parameters.members ?? []
        return JSONText(
            members.map { $0.value["__prefect_kind"] == nil ? $0 : .init($0.name, JSONText(encoding: JSONValue(2))) }
        )
    }

    private mutating func add(_ schedule: JSONText, to id: String) {
        count += 1
        let own = [JSONText.Member("id", JSONText(encoding: JSONValue(count)))]
        schedules[id, default: []].append(schedule.setting(own))
    }

    // MARK: Deleting

    /// Returns the identities of what is gone, with flows go their deployments.
    private mutating func delete(_ ids: [String]) -> [String] {
        let gone = ids.filter { !kept.contains($0) && (documents[$0] != nil || flows[$0] != nil) }
        for id in gone {
            flows[id] = nil
            documents[id] = nil
        }
        documents = documents.filter { flows[$0.value["flow_id"]?.string ?? ""] != nil }
        return gone
    }

    private static func deleted(_ ids: [String]) -> Reply {
        ("200 OK", #"{"deleted":[\#(ids.map { #""\#($0)""# }.joined(separator: ","))]}"#)
    }
}
