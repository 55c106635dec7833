import NativeWire

/// What a version's page and the answer to an upload say of it.
struct VersionFields: Sendable {
    let version: WireVersion
    let times: RelativeTime

    func add(to fields: inout FieldList) {
        fields.add("version", "\(version.number, .strong)  \(version.id, .faint)")
        fields.add(text: "tag", version.tag)
        fields.add(text: "message", version.message)
        fields.add("by", "\(version.author) (\(version.source)), \(times.phrase(version.createdAt))")
        fields.add("from", version.provenance.map(ProvenanceText.of))
    }
}
