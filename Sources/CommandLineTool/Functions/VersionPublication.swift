import HTTPModel

/// A version that was asked for: a new one, or the newest where nothing had changed.
struct VersionPublication: Sendable {
    let document: JSONValue
    let isNew: Bool

    var number: String { document["versionId"]?.string ?? "" }

    static func publish(
        _ service: String,
        description: String?,
        ignoringNoChange: Bool,
        by client: FunctionComputeClient
    ) async throws(CommandFailure) -> VersionPublication {
        let before = try await VersionList.newest(of: service, by: client)
        let document = try await client.send(
            .post,
            FunctionPath.versions(of: service),
            description.map { ["description": .string($0)] } ?? [:],
            fields: ignoringNoChange ? ["X-Fc-Ignore-Version-Publish-Error": "true"] : [:]
        )
        let number = document["versionId"]?.string.flatMap(Int.init)
        return VersionPublication(document: document, isNew: number != before)
    }

    func line(of service: String) -> TerminalText {
        isNew
            ? "\(service, .strong) version \(number, .strong) is published"
            : "\(service, .strong) has not changed since version \(number, .strong)"
    }
}
