import FoundationEssentials
import NativeWire
import ReleaseCore
import ReleaseModel

extension WireUploadMetadata {
    /// The most bindings of one version.
    static let maximumBindings = 1_000
    /// The most compatibility flags of one version.
    static let maximumFlags = 100
    /// The longest flag, in characters.
    static let maximumFlagLength = 128

    /// What the metadata alone can be refused for, before any module has arrived.
    func check() throws {
        if let deploymentMessage, deploymentMessage.count > Version.maximumMessageLength {
            throw Refusal.textTooLong(
                "deploymentMessage",
                count: deploymentMessage.count,
                limit: Version.maximumMessageLength
            )
        }
        _ = try provenance?.checked()
        _ = try requestedBindings()
        _ = try splitPermission()
        _ = try compatibility()
        _ = try assets?.rules?.rules()
    }

    /// The settings that change with the upload; the core checks the values.
    func settingValues() throws -> [Setting.Name: String] {
        var values: [Setting.Name: String] = [:]
        for (text, value) in settings ?? [:] {
            guard let name = Setting.Name.allCases.first(where: { $0.rawValue == text }) else {
                throw ReleaseError.settingInvalid(
                    name: text,
                    value: value,
                    allowed: Setting.Name.allCases.map(\.rawValue)
                )
            }
            values[name] = value
        }
        return values
    }

    /// Makes the content of a worker out of its modules, bindings and static files.
    func snapshot(
        kind: Workload.Kind,
        modules: [Module],
        bindings: [Binding],
        assets: AssetBundle?
    ) throws -> Snapshot {
        do {
            let component = try Component(
                main: main,
                modules: modules,
                bindings: bindings,
                compatibility: try compatibility(),
                assets: assets
            )
            return try Snapshot(kind: kind, components: [component])
        } catch let error as InvalidContent {
            throw ReleaseError.contentInvalid(error)
        }
    }

    private func compatibility() throws -> Compatibility {
        let flags = compatibilityFlags ?? []
        guard flags.count <= Self.maximumFlags,
            flags.allSatisfy({ !$0.isEmpty && $0.utf8.count <= Self.maximumFlagLength })
        else {
            throw Refusal(
                .compatibilityInvalid,
                "There are too many compatibility flags, or one is empty or too long.",
                next: "Send at most \(Self.maximumFlags) flags of 1 to \(Self.maximumFlagLength) characters."
            )
        }
        do {
            return try Compatibility(date: compatibilityDate, flags: flags)
        } catch {
            throw ReleaseError.contentInvalid(error)
        }
    }

    /// The bindings that it asks for; what they name is not looked for here.
    func requestedBindings() throws -> [RequestedBinding] {
        let bindings = bindings ?? []
        guard bindings.count <= Self.maximumBindings else {
            throw Refusal(
                .bindingsTooMany,
                "There are \(bindings.count) bindings; the limit is \(Self.maximumBindings).",
                next: "Join values into one binding of type json."
            )
        }
        var names: Set<String> = []
        for binding in bindings {
            guard Binding.isWellFormed(binding.name) else {
                throw ReleaseError.contentInvalid(.bindingName(binding.name))
            }
            guard names.insert(binding.name).inserted else {
                throw ReleaseError.contentInvalid(.bindingRepeated(binding.name))
            }
        }
        return try bindings.map { RequestedBinding(name: $0.name, value: try $0.value()) }
    }

    /// Which gradual deployment it may end.
    func splitPermission() throws -> SplitPermission {
        guard let endSplit else { return .none }
        if endSplit == Self.anySplit { return .any }
        guard let id = Deployment.ID(endSplit) else {
            throw Refusal(
                .fieldInvalid,
                "The field endSplit is \"\(endSplit)\".",
                next: "Write \(Self.anySplit), or the whole id of the deployment that may end."
            )
        }
        return .only(id)
    }
}

extension WireBinding {
    /// The longest name of a type that is kept without running it, in bytes.
    private static let maximumTypeLength = 64

    fileprivate func value() throws -> RequestedBinding.Value {
        switch (type, text) {
        case ("plain_text", let text?): return .value(.plainText(text))
        case ("secret_text", let text?): return .secretText(text)
        case ("json", let text?): return .value(.json(try document(text)))
        case ("service", let text?): return .value(.service(try service(text)))
        case ("kv_namespace", let text?):
            guard let namespace = Resource.ID(digits: text) else {
                throw invalid("names no namespace", next: "Send its id, 32 hexadecimal digits, in \"text\".")
            }
            return .value(.keyValue(namespace))
        case ("version_metadata", nil): return .value(.versionMetadata)
        case ("assets", nil): return .value(.assets)
        case ("plain_text", nil), ("json", nil), ("secret_text", nil), ("service", nil), ("kv_namespace", nil):
            throw invalid("has no text", next: "Send its value in \"text\".")
        case ("version_metadata", _?), ("assets", _?):
            throw invalid("has a text", next: "Leave \"text\" out; the server fills it in.")
        default:
            guard (1...Self.maximumTypeLength).contains(type.utf8.count) else {
                throw invalid("has a type that is empty or too long", next: "Correct \"type\".")
            }
            return .value(.unsupported(type: type, document: try document(text ?? "{}")))
        }
    }

    private func document(_ text: String) throws -> String {
        guard (try? JSONDecoder().decode(JSONShape.self, from: Data(text.utf8))) != nil else {
            throw invalid("is not a JSON document", next: "Send the document as text.")
        }
        return text
    }

    /// Reads `worker` or `worker#entrypoint`.
    private func service(_ text: String) throws -> Binding.ServiceReference {
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.allSatisfy({ !$0.isEmpty }) else {
            throw invalid("names no worker", next: "Send worker, or worker#entrypoint, in \"text\".")
        }
        return Binding.ServiceReference(worker: parts[0], entrypoint: parts.count == 2 ? parts[1] : nil)
    }

    private func invalid(_ what: String, next: String) -> Refusal {
        Refusal(.bindingValueInvalid, "The binding \"\(name)\" of type \(type) \(what).", next: next)
    }
}
