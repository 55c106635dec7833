import NativeWire

/// What really runs functions of each runtime, which names of several releases may share.
struct EngineNames: Sendable {
    /// By how names of runtimes begin, the engine as the status has it.
    private static let families = [("python", "python"), ("nodejs", "node"), ("custom", "custom")]

    private let releases: [String: String]

    static func read(_ client: APIClient) async throws(CommandFailure) -> EngineNames {
        let status: WireStatus = try await client.get(APIPath(NativeRoutes.status))
        return EngineNames(status.data?.engines ?? [])
    }

    init(_ engines: [WireEngine]) {
        releases = Dictionary(engines.map { ($0.name, $0.version) }) { first, _ in first }
    }

    /// The engine, with its release once it has been started; `nil` where nothing here runs such functions.
    subscript(runtime: String) -> String? {
        guard let engine = Self.families.first(where: { runtime.hasPrefix($0.0) })?.1 else { return nil }
        return releases[engine].map { "\(engine) \($0)" } ?? engine
    }
}
