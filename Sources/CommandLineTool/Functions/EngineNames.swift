import NativeWire

/// What really runs functions of each runtime, which names of several releases may share.
struct EngineNames: Sendable {
    /// Nil while no data process answers, and where there is nothing that functions run on.
    private let functions: WireFunctionStatus?
    private let isKnown: Bool

    static func read(_ client: APIClient) async throws(CommandFailure) -> EngineNames {
        let status: WireStatus = try await client.get(APIPath(NativeRoutes.status))
        return EngineNames(status.data)
    }

    init(_ data: WireDataStatus?) {
        isKnown = data != nil
        functions = data?.functions
    }

    /// The engine, with its release once it has been started.
    subscript(runtime: String) -> TerminalText {
        guard isKnown else { return "\("no data process answers", .bad)" }
        guard let engine = functions?.engine(for: runtime) else { return "\("nothing here", .bad)" }
        if let reason = engine.missing { return "\("nothing here: \(reason)", .bad)" }
        return "\(engine.release ?? engine.name)"
    }
}
