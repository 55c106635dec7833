import NativeWire
import ReleaseModel

extension WireProvenance {
    /// The longest of its texts, in characters.
    private static let maximumLength = 2_000

    /// Returns what may be stored; refuses what no collector of ours sends.
    func checked() throws -> Provenance {
        let texts = [("repository", repository), ("url", url), ("branch", branch), ("commit", commit)]
        for (field, text) in texts + [("message", message)] {
            guard let text, text.count > Self.maximumLength else { continue }
            throw Refusal.textTooLong("provenance.\(field)", count: text.count, limit: Self.maximumLength)
        }
        if let url, Self.hasCredentials(url) {
            throw Refusal(
                .provenanceInvalid,
                "The field provenance.url holds credentials.",
                next: "Remove what stands before the @; sluice provenance does so."
            )
        }
        guard let provenance else {
            let known = Provenance.Provider.allCases.map(\.rawValue)
            throw Refusal(
                .provenanceInvalid,
                "There is no provenance provider \"\(provider)\".",
                next: "Write one of: \(known.joined(separator: ", ")).",
                candidates: known
            )
        }
        return provenance
    }

    /// Whether a URL has user information (RFC 3986, section 3.2.1).
    private static func hasCredentials(_ url: String) -> Bool {
        guard let authority = url.firstRange(of: "://") else { return false }
        return url[authority.upperBound...].prefix { !"/?#".contains($0) }.contains("@")
    }
}
