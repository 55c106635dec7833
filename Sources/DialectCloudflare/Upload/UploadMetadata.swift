import FoundationEssentials
import HTTPModel
import ReleaseModel

/// What the metadata of an upload says, apart from bindings.
struct UploadMetadata: Sendable {
    /// The longest message, in bytes; longer ones are cut.
    static let maximumMessageBytes = 1_000
    /// The longest tag, in bytes.
    static let maximumTagBytes = 100
    /// What is kept with the version's content, word for word.
    static let versionedKeys = [
        "limits", "placement", "usage_model", "cache_options", "exports", "containers", "package_dependencies",
    ]
    /// What is kept with the worker.
    static let workerKeys = ["logpush", "observability", "tags", "tail_consumers", "streaming_tail_consumers"]
    /// Where the configuration keeps the tag of the last migration.
    static let migrationTag = "migration_tag"
    static let standardCompatibilityDate = "2021-11-02"

    let document: JSONValue
    let main: String?
    /// Whether it is in the syntax before modules.
    let isClassic: Bool
    let annotations: [String: String]

    init(_ document: JSONValue) throws {
        guard document.object != nil else { throw CloudflareError.malformedUpload("it has no metadata") }
        self.document = document
        let module = document["main_module"]?.string
        let classic = document["body_part"]?.string
        guard module == nil || classic == nil else {
            throw CloudflareError.malformedUpload("it names both main_module and body_part")
        }
        isClassic = classic != nil
        main = (module ?? classic).map { $0.hasPrefix("./") ? String($0.dropFirst(2)) : $0 }
        annotations = try Self.annotations(document["annotations"])
    }

    /// An empty text says nothing.
    private static func annotations(_ value: JSONValue?) throws -> [String: String] {
        guard let value else { return [:] }
        guard let members = value.object else { throw CloudflareError.validation("annotations must be an object.") }
        var annotations: [String: String] = [:]
        for (name, member) in members {
            guard let text = member.string else {
                throw CloudflareError.validation("The annotation \(name) must be a text.")
            }
            annotations[name] = text.isEmpty ? nil : text
        }
        return annotations
    }

    /// Cut to what is kept, at a whole character.
    var message: String? {
        annotations["workers/message"].map { $0.prefix(bytes: Self.maximumMessageBytes) }
    }

    func tag() throws -> String? {
        guard let tag = annotations["workers/tag"] else { return nil }
        guard tag.utf8.count <= Self.maximumTagBytes else {
            throw CloudflareError.validation("The tag is longer than \(Self.maximumTagBytes) bytes.")
        }
        return tag
    }

    /// The preview alias: lower-case letters, digits and dashes, beginning with a letter.
    func alias() throws -> Alias.Name? {
        guard let text = annotations["workers/alias"] else { return nil }
        let isWellFormed =
            text.utf8.first.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } == true
            && text == text.lowercased()
        guard isWellFormed, let name = try? Alias.Name(text), (try? name.checkHost()) != nil else {
            throw CloudflareError.validation("validation failures: invalid alias: \(text)")
        }
        return name
    }

    func compatibility() throws -> Compatibility {
        let flags = try (document["compatibility_flags"]?.array ?? []).map { flag in
            guard let text = flag.string, !text.isEmpty, text.utf8.count <= 128 else {
                throw CloudflareError.validation("A compatibility flag must be a text of 1 to 128 bytes.")
            }
            return text
        }
        let date = document["compatibility_date"]?.string ?? Self.standardCompatibilityDate
        do {
            return try Compatibility(date: date, flags: flags)
        } catch {
            throw CloudflareError.validation("Invalid compatibility date \"\(date)\": write it as YYYY-MM-DD.")
        }
    }

    /// What the snapshot keeps besides its code: name to JSON document.
    var configuration: [String: String] {
        var configuration: [String: String] = [:]
        for key in Self.versionedKeys {
            configuration[key] = document[key]?.text
        }
        if let tag = document["migrations"]?["new_tag"] { configuration[Self.migrationTag] = tag.text }
        return configuration
    }

    var hasMigrations: Bool { document["migrations"] != nil }
}

extension String {
    /// The longest beginning of whole characters within a number of bytes.
    func prefix(bytes limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var result = ""
        var size = 0
        for character in self {
            size += character.utf8.count
            guard size <= limit else { break }
            result.append(character)
        }
        return result
    }
}
