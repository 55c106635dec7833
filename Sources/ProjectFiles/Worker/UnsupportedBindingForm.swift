/// How a key of a wrangler configuration lists bindings of a type that nothing here runs.
///
/// Source: wrangler's configuration schema, and the binding types of Cloudflare's upload metadata.
struct UnsupportedBindingForm {
    /// The type in an upload; `nil` where each binding tells its own, in its member `type`.
    let type: String?
    /// Where the bindings are, from the key's value on.
    let shape: Shape

    enum Shape {
        /// The value is the list; the names stand in this member.
        case list(name: String)
        /// The list is in a member of the value.
        case member(String, name: String)
        /// The value is the only one.
        case single
        /// The members of the value are named by their bindings.
        case names
    }

    static let catalogue: [String: UnsupportedBindingForm] = [
        "durable_objects": .init("durable_object_namespace", .member("bindings", name: "name")),
        "queues": .init("queue", .member("producers", name: "binding")),
        "unsafe": .init(nil, .member("bindings", name: "name")),
        "logfwdr": .init("logfwdr", .member("bindings", name: "name")),
        "send_email": .init("send_email", .list(name: "name")),
        "ratelimits": .init("ratelimit", .list(name: "name")),
        "workflows": .bindings("workflow"),
        "r2_buckets": .bindings("r2_bucket"),
        "d1_databases": .bindings("d1"),
        "vectorize": .bindings("vectorize"),
        "ai_search": .bindings("ai_search"),
        "ai_search_namespaces": .bindings("ai_search_namespace"),
        "hyperdrive": .bindings("hyperdrive"),
        "analytics_engine_datasets": .bindings("analytics_engine"),
        "mtls_certificates": .bindings("mtls_certificate"),
        "dispatch_namespaces": .bindings("dispatch_namespace"),
        "pipelines": .bindings("pipelines"),
        "secrets_store_secrets": .bindings("secrets_store_secret"),
        "worker_loaders": .bindings("worker_loader"),
        "vpc_services": .bindings("vpc_service"),
        "vpc_networks": .bindings("vpc_network"),
        "unsafe_hello_world": .bindings("unsafe_hello_world"),
        "flagship": .bindings("flagship"),
        "artifacts": .bindings("artifacts"),
        "agent_memory": .bindings("agent_memory"),
        "websearch": .init("websearch", .single),
        "browser": .init("browser", .single),
        "ai": .init("ai", .single),
        "images": .init("images", .single),
        "stream": .init("stream", .single),
        "media": .init("media", .single),
        "wasm_modules": .init("wasm_module", .names),
        "text_blobs": .init("text_blob", .names),
        "data_blobs": .init("data_blob", .names),
    ]

    private init(_ type: String?, _ shape: Shape) {
        self.type = type
        self.shape = shape
    }

    private static func bindings(_ type: String) -> UnsupportedBindingForm {
        UnsupportedBindingForm(type, .list(name: "binding"))
    }

    /// The bindings of a key's value; what has no name binds nothing.
    func bindings(in field: ConfigurationField) throws(ProjectError) -> [UnsupportedBinding] {
        switch shape {
        case .single: return try binding(field, named: "binding").map { [$0] } ?? []
        case .list(let name): return try bindings(of: field, named: name)
        case .member(let member, let name):
            guard let list = try field.member(member) else { return [] }
            return try bindings(of: list, named: name)
        case .names:
            var bindings: [UnsupportedBinding] = []
            for entry in try field.table().entries {
                guard let member = try field.member(entry.key) else { continue }
                let place = SourcePlace(file: field.file, position: entry.position)
                bindings.append(
                    UnsupportedBinding(
                        name: entry.key,
                        type: type ?? entry.key,
                        document: "{}",
                        path: member.path,
                        place: place
                    )
                )
            }
            return bindings
        }
    }

    private func bindings(of list: ConfigurationField, named name: String) throws(ProjectError) -> [UnsupportedBinding]
    {
        var bindings: [UnsupportedBinding] = []
        for element in try list.elements() {
            if let binding = try binding(element, named: name) { bindings.append(binding) }
        }
        return bindings
    }

    private func binding(_ field: ConfigurationField, named key: String) throws(ProjectError) -> UnsupportedBinding? {
        guard let name = try field.member(key) else { return nil }
        let ownType: String
        if let type { ownType = type } else { ownType = try field.required("type").string() }
        return UnsupportedBinding(
            name: try name.string(),
            type: ownType,
            document: field.node.json,
            path: field.path,
            place: field.place
        )
    }
}
