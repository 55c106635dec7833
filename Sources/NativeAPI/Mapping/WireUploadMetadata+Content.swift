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
        _ = try bindingValues()
        _ = try compatibility()
    }

    /// Makes the content of a worker out of its modules.
    func snapshot(kind: Workload.Kind, modules: [Module]) throws -> Snapshot {
        do {
            let component = try Component(
                main: main,
                modules: modules,
                bindings: try bindingValues(),
                compatibility: try compatibility()
            )
            return try Snapshot(kind: kind, components: [component])
        } catch let error as InvalidContent {
            throw ReleaseError.contentInvalid(error)
        }
    }

    private func compatibility() throws -> Compatibility {
        let flags = compatibilityFlags ?? []
        guard flags.count <= Self.maximumFlags,
            flags.allSatisfy({ !$0.isEmpty && $0.count <= Self.maximumFlagLength })
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

    private func bindingValues() throws -> [Binding] {
        let bindings = bindings ?? []
        guard bindings.count <= Self.maximumBindings else {
            throw Refusal(
                .bindingsTooMany,
                "There are \(bindings.count) bindings; the limit is \(Self.maximumBindings).",
                next: "Join values into one binding of type json."
            )
        }
        return try bindings.map { binding in
            do {
                return try Binding(name: binding.name, value: try binding.value())
            } catch let error as InvalidContent {
                throw ReleaseError.contentInvalid(error)
            }
        }
    }
}

extension WireBinding {
    fileprivate func value() throws -> Binding.Value {
        switch (type, text) {
        case ("plain_text", let text?):
            return .plainText(text)
        case ("json", let text?):
            guard (try? JSONDecoder().decode(JSONShape.self, from: Data(text.utf8))) != nil else {
                throw invalid("is not a JSON document", next: "Send the document as text.")
            }
            return .json(text)
        case ("version_metadata", nil):
            return .versionMetadata
        case ("plain_text", nil), ("json", nil):
            throw invalid("has no text", next: "Send its value in \"text\".")
        case ("version_metadata", _?):
            throw invalid("has a text", next: "Leave \"text\" out; the server fills it in.")
        default:
            throw Refusal(
                .bindingTypeUnknown,
                "The binding \"\(name)\" is of the type \"\(type)\", which this server does not run.",
                next: "Use plain_text, json or version_metadata."
            )
        }
    }

    private func invalid(_ what: String, next: String) -> Refusal {
        Refusal(.bindingValueInvalid, "The binding \"\(name)\" of type \(type) \(what).", next: next)
    }
}
