import FoundationEssentials
import HTTPModel
import ReleaseModel

extension JSONValue {
    /// A binding as it is read back: never the text of a secret.
    init(_ binding: Binding) {
        var members: [String: JSONValue] = [:]
        switch binding.value {
        case .plainText(let text): members["text"] = .string(text)
        case .json(let text): members["json"] = (try? JSONValue(parsing: Array(text.utf8))) ?? .string(text)
        case .versionMetadata, .secret, .assets: break
        case .keyValue(let namespace): members["namespace_id"] = .string(namespace.compact)
        case .service(let service):
            members["service"] = .string(service.worker)
            members["environment"] = "production"
            members["entrypoint"] = service.entrypoint.map(JSONValue.string)
        case .unsupported(let type, let document):
            members = (try? JSONValue(parsing: Array(document.utf8)))?.object ?? [:]
            if type == "d1" { members["database_id"] = members["id"] ?? members["database_id"] }
            for key in ["key_base64", "key_jwk"] { members[key] = nil }
        }
        members["name"] = .string(binding.name)
        members["type"] = .string(binding.value.wireType)
        self = .object(members)
    }
}
