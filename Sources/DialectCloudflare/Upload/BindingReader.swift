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
    let resolver: BindingResolver
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
            if let binding = try await binding(document, named: name) {
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

    /// The binding that a document asks for; `nil` for one that inherits what is not there.
    private func binding(_ document: JSONValue, named name: String) async throws -> Binding? {
        guard let type = document["type"]?.string else {
            throw CloudflareError(.badRequest, 100_153, "The binding \(name) has no type.")
        }
        if let value = try requested(document, type, named: name) {
            return try await resolver.binding(RequestedBinding(name: name, value: value), of: worker)
        }
        let kept =
            type == "inherit"
            ? try await inherited(document, named: name)
            // Older clients send a binding without its value to say that it stays.
            : try await previous(nil).first { $0.name == name && $0.value.wireType == type }?.value
        guard let kept else { return nil }
        let binding = try Self.binding(name, kept)
        try await resolver.checkTarget(of: binding, in: worker)
        return binding
    }

    private func inherited(_ document: JSONValue, named name: String) async throws -> Binding.Value? {
        let old = document["old_name"]?.string ?? name
        return try await previous(document["version_id"]?.string).first { $0.name == old }?.value
    }

    /// What a document says that a binding is; `nil` when it says that the binding stays as it is.
    private func requested(
        _ document: JSONValue,
        _ type: String,
        named name: String
    ) throws -> RequestedBinding.Value? {
        func text(_ key: String) throws -> String {
            guard let text = document[key]?.string else {
                throw CloudflareError.validation("binding \(name) of type \(type) must have a valid `\(key)` specified")
            }
            return text
        }
        switch type {
        case "inherit": return nil
        case "plain_text":
            return try document["text"].map { _ in .value(.plainText(try bounded(try text("text"), of: name))) }
        case "json": return try document["json"].map { .value(.json(try bounded($0.text, of: name))) }
        case "secret_text":
            return try document["text"].map { _ in .secretText(try bounded(try text("text"), of: name)) }
        case "version_metadata": return .value(.versionMetadata)
        case "assets": return .value(.assets)
        case "kv_namespace":
            let id = try text("namespace_id")
            guard let namespace = Resource.ID(digits: id) else { throw CloudflareError.namespaceNotFound(id) }
            return .value(.keyValue(namespace))
        case "service":
            let entrypoint = document["entrypoint"]?.string
            return .value(.service(Binding.ServiceReference(worker: try text("service"), entrypoint: entrypoint)))
        default:
            guard Self.unsupportedTypes.contains(type) else {
                throw CloudflareError(
                    .badRequest,
                    100_153,
                    "The binding \(name) has the type \(type), which is not valid."
                )
            }
            return .value(.unsupported(type: type, document: document.text))
        }
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
    static func bindingUnsupported(_ type: String, named name: String) -> CloudflareError {
        .validation(
            "binding \(name) of type \(type) does not run on this server. Remove it, or start the server with "
                + "--allow-unsupported-bindings to keep it without running it."
        )
    }

    static func namespaceNotFound(_ id: String) -> CloudflareError {
        CloudflareError(.badRequest, 10_041, "KV namespace \(id) not found.")
    }
}
