import HTTPModel
import ReleaseModel

/// What a client says of where a version comes from: `version_info` of its request.
///
/// Prefect's clients collect it; nothing is added that they did not say. Credentials in URLs are taken out before it is
/// stored.
struct VersionInfo: Sendable {
    /// As clients get it back.
    let json: JSONText

    /// `nil` for `null`, and for what the server would refuse: both `type` and `version` are texts.
    init?(_ json: JSONText?) {
        guard let json, json["type"]?.string != nil, json["version"]?.string != nil else { return nil }
        let clean = Self.withoutCredentials(json)
        guard clean.bytes.count <= Version.maximumVerbatimBytes else { return nil }
        self.json = clean
    }

    /// Reads what was stored with a version.
    init?(verbatim: String?) {
        self.init(verbatim.flatMap { JSONText($0) })
    }

    /// What stands for a version whose client said nothing, as Prefect has it for a deployment without version
    /// control; `nil` where the deployment has no version of its own either.
    init?(labelOf content: Snapshot) {
        guard let label = content.value(of: .version).string else { return nil }
        json = ["type": .string("prefect:simple"), "version": .string(label)]
    }

    /// The same in Sluice's own words; `nil` where there is no version control.
    var provenance: Provenance? {
        guard let type = json["type"]?.string, type.hasPrefix("vcs:"),
            let provider = Provenance.Provider(rawValue: String(type.dropFirst("vcs:".count)))
        else { return nil }
        return Provenance(
            provider: provider,
            repository: text("repository"),
            url: text("url"),
            branch: text("branch"),
            commit: text("commit_sha"),
            message: text("message")
        )
    }

    private func text(_ name: String) -> String? {
        json[name]?.string.map { String($0.prefix(Version.maximumMessageLength)) }
    }

    private static func withoutCredentials(_ json: JSONText) -> JSONText {
        if let members = json.members {
            return JSONText(members.map { JSONText.Member($0.name, withoutCredentials($0.value)) })
        }
        if let elements = json.elements { return JSONText(elements.map { withoutCredentials($0) }) }
        guard let text = json.string, text.contains("://") else { return json }
        return .string(withoutCredentials(text))
    }

    /// A text without the user and password of each URL in it (RFC 3986, section 3.2.1).
    static func withoutCredentials(_ text: String) -> String {
        var clean = ""
        var rest = text[...]
        while let scheme = rest.firstRange(of: "://") {
            clean += rest[..<scheme.upperBound]
            rest = rest[scheme.upperBound...]
            let authority = rest.prefix { !"/?# \n\t\"'".contains($0) }
            guard let at = authority.lastIndex(of: "@") else { continue }
            rest = rest[rest.index(after: at)...]
        }
        return clean + rest
    }
}
