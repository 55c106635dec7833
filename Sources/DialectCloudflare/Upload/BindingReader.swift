import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Makes the bindings of a new version of what its upload says and of what the version before it had.
struct BindingReader: Sendable {
    /// The longest text of a variable, in bytes.
    static let maximumTextBytes = 5 * 1_024
    /// The most variables and secrets of one version.
    static let maximumTexts = 128
    static let maximumBindings = 1_000
    /// What other types there are; all are kept where the operator says so, and none runs.
    static let unsupportedTypes: Set<String> = [
        "r2_bucket", "d1", "queue", "durable_object_namespace", "hyperdrive", "vectorize", "analytics_engine", "ai",
        "ai_search", "ai_search_namespace", "browser", "browser_rendering", "images", "stream", "media",
        "mtls_certificate", "dispatch_namespace", "send_email", "ratelimit", "workflow", "pipelines",
        "secrets_store_secret", "worker_loader", "vpc_service", "vpc_network", "flagship", "artifacts", "agent_memory",
        "messaging", "k2", "websearch", "logfwdr", "unsafe_hello_world", "wasm_module", "text_blob", "data_blob",
        "secret_key",
    ]

    let worker: WorkloadName
    let vault: any SecretVault
    let allowsUnsupported: Bool
    /// Whether the account has a namespace.
    let hasNamespace: @Sendable (Resource.ID) async throws -> Bool
    /// Whether the account has a worker.
    let hasWorker: @Sendable (String) async throws -> Bool
    /// The bindings of the newest version, or of the one that a binding names to inherit from.
    let previous: @Sendable (_ version: String?) async throws -> [Binding]

    /// `keeps` are types that carry over where no binding of the upload has their name; secrets always do.
    func bindings(_ documents: [JSONValue], keeps: [String], isStrict: Bool) async throws -> [Binding] {
        guard documents.count <= Self.maximumBindings else {
            throw CloudflareError.validation("There are more than \(Self.maximumBindings) bindings.")
        }
        var bindings: [Binding] = []
        var missing: [String] = []
        var names: Set<String> = []
        for (index, document) in documents.enumerated() {
            let name = try Self.name(of: document)
            guard names.insert(name).inserted else {
                throw CloudflareError(
                    .badRequest,
                    10_053,
                    "Binding name '\(name)' already in use.",
                    pointer: "/bindings/\(index)"
                )
            }
            if let value = try await value(of: document, named: name) {
                let binding = try Self.binding(name, value)
                try await checkTarget(of: binding)
                bindings.append(binding)
            } else {
                missing.append(name)
            }
        }
        guard missing.isEmpty || !isStrict else { throw CloudflareError.inheritInvalid(missing) }
        let kept = try await previous(nil).filter { binding in
            !names.contains(binding.name) && (binding.value.isSecret || keeps.contains(binding.value.wireType))
        }
        let all = bindings + kept
        guard all.filter(\.value.isText).count <= Self.maximumTexts else {
            throw CloudflareError(
                .badRequest,
                10_055,
                "There are more than \(Self.maximumTexts) variables and secrets."
            )
        }
        return all
    }

    /// Refuses a binding to a namespace or a worker that is not there, or not any more.
    func checkTarget(of binding: Binding) async throws {
        switch binding.value {
        case .keyValue(let namespace):
            guard try await hasNamespace(namespace) else {
                throw CloudflareError.namespaceNotFound(namespace.compact)
            }
        case .service(let service):
            // A worker may call itself, also before it is there.
            if service.worker != worker.name, try await !hasWorker(service.worker) {
                throw CloudflareError.serviceNotFound(service.worker, binding: binding.name)
            }
        default: break
        }
    }

    static func binding(_ name: String, _ value: Binding.Value) throws -> Binding {
        do {
            return try Binding(name: name, value: value)
        } catch {
            throw ReleaseError.contentInvalid(error)
        }
    }

    private static func name(of document: JSONValue) throws -> String {
        guard let name = document["name"]?.string, !name.isEmpty else {
            throw CloudflareError(.badRequest, 10_052, "A binding needs a name.")
        }
        return name
    }

    /// What a binding stands for; `nil` for one that inherits what is not there.
    private func value(of document: JSONValue, named name: String) async throws -> Binding.Value? {
        guard let type = document["type"]?.string else {
            throw CloudflareError(.badRequest, 100_153, "The binding \(name) has no type.")
        }
        func text(_ key: String) throws -> String {
            guard let text = document[key]?.string else {
                throw CloudflareError.validation("binding \(name) of type \(type) must have a valid `\(key)` specified")
            }
            return text
        }
        switch type {
        case "inherit":
            let old = document["old_name"]?.string ?? name
            return try await previous(document["version_id"]?.string).first { $0.name == old }?.value
        case "plain_text":
            guard document["text"] != nil else { return try await kept(name, type) }
            return .plainText(try bounded(try text("text"), of: name))
        case "json":
            guard let json = document["json"] else { return try await kept(name, type) }
            return .json(try bounded(json.text, of: name))
        case "secret_text":
            guard document["text"] != nil else { return try await kept(name, type) }
            return .secret(try await vault.seal(try bounded(try text("text"), of: name), as: name, of: worker))
        case "version_metadata": return .versionMetadata
        case "assets": return .assets
        case "kv_namespace":
            let id = try text("namespace_id")
            guard let namespace = Resource.ID(digits: id) else { throw CloudflareError.namespaceNotFound(id) }
            return .keyValue(namespace)
        case "service":
            let service = try text("service")
            return .service(
                Binding.ServiceReference(worker: service, entrypoint: document["entrypoint"]?.string)
            )
        default: return try unsupported(document, type, named: name)
        }
    }

    /// Older clients send a binding without its value to say that it stays.
    private func kept(_ name: String, _ type: String) async throws -> Binding.Value? {
        try await previous(nil).first { $0.name == name && $0.value.wireType == type }?.value
    }

    private func unsupported(_ document: JSONValue, _ type: String, named name: String) throws -> Binding.Value {
        guard Self.unsupportedTypes.contains(type) else {
            throw CloudflareError(.badRequest, 100_153, "The binding \(name) has the type \(type), which is not valid.")
        }
        guard allowsUnsupported else {
            throw CloudflareError.validation(
                "binding \(name) of type \(type) does not run on this server. Remove it, or start the server with "
                    + "--allow-unsupported-bindings to keep it without running it."
            )
        }
        return .unsupported(type: type, document: document.text)
    }

    private func bounded(_ text: String, of name: String) throws -> String {
        guard text.utf8.count <= Self.maximumTextBytes else {
            throw CloudflareError(
                .badRequest,
                10_054,
                "The text of the binding \(name) has \(text.utf8.count) bytes; the limit is \(Self.maximumTextBytes)."
            )
        }
        return text
    }
}

extension Binding.Value {
    /// The type as this API names it.
    var wireType: String {
        switch self {
        case .plainText: "plain_text"
        case .json: "json"
        case .versionMetadata: "version_metadata"
        case .secret: "secret_text"
        case .service: "service"
        case .keyValue: "kv_namespace"
        case .assets: "assets"
        case .unsupported(let type, _): type
        }
    }

    var isSecret: Bool {
        switch self {
        case .secret, .unsupported(type: "secret_key", _): true
        default: false
        }
    }

    var isText: Bool {
        switch self {
        case .secret, .plainText: true
        default: false
        }
    }
}

extension CloudflareError {
    static func namespaceNotFound(_ id: String) -> CloudflareError {
        CloudflareError(.badRequest, 10_041, "KV namespace \(id) not found.")
    }
}
