import FoundationEssentials
import NativeWire

/// All that Sluice knows of a flow, for who leaves.
///
/// Deployments are read before versions: so every version that a deployment leads to is in the document, also when
/// somebody deploys meanwhile.
struct FlowHistory: Encodable, Sendable {
    /// What a reader knows the document by.
    private static let format = "sluice-flow-history-1"

    let format: String
    /// RFC 3339, UTC.
    let exportedAt: String
    let flow: WireWorkload
    /// Oldest first; a deleted version has no content any more.
    let versions: [WireVersionDetail]
    /// Oldest first.
    let deployments: [WireDeployment]

    /// Reads it page by page, and refuses to write less than all of it.
    init(of flow: FlowSelection, _ client: APIClient, at time: Date) async throws(CommandFailure) {
        self.flow = try await client.get(flow.path(NativeRoutes.workload))
        let deployments: [WireDeployment] = try await Self.all(flow, NativeRoutes.deployments, client)
        let versions: [WireVersion] = try await Self.all(flow, NativeRoutes.versions, client)
        var details: [WireVersionDetail] = []
        for version in versions.reversed() {
            details.append(try await client.detail(of: version.id, of: flow))
        }
        self.versions = details
        self.deployments = deployments.reversed()
        format = Self.format
        exportedAt = time.formatted(.iso8601)
    }

    private static func all<Item: Codable & Sendable>(
        _ flow: FlowSelection,
        _ route: String,
        _ client: APIClient
    ) async throws(CommandFailure) -> [Item] {
        let list = try await ListReader<Item>(client: client, path: flow.path(route), query: []).all()
        guard list.cursor == nil else {
            throw .refused(
                "history_too_long",
                "The history of \(flow.name) has more than \(ListOption.maximumItems) entries.",
                nextStep: "Read it by the API, page by page."
            )
        }
        return list.items
    }
}
