import NativeWire

/// What an operator must know of how functions run here.
struct FunctionWarnings {
    let functions: WireFunctionStatus

    var texts: [String] {
        sandbox + functions.engines.compactMap(missingEngine) + (functions.grantsNetwork ? [Self.networkGrant] : [])
    }

    private static let networkGrant =
        "Functions of services with internetAccess reach all that this server reaches: the internet, the local network,"
        + " and what listens on this machine's own addresses, Sluice's control listener and cloud metadata among it."

    private var sandbox: [String] {
        guard let sandbox = functions.sandbox else { return [] }
        switch sandbox.state {
        case .enforced:
            return sandbox.missing.map {
                "Functions lack the sandbox layer \($0.layer) (\($0.reason)): \($0.consequence)."
            }
        case .off:
            return [
                "FUNCTIONS RUN WITHOUT A SANDBOX, with the rights of this server: they can read its keys and change its"
                    + " store. \(reasons(sandbox))"
            ]
        case .refused:
            return [
                "FUNCTIONS DO NOT START, since they cannot be isolated on this machine. \(reasons(sandbox))"
            ]
        }
    }

    private func reasons(_ sandbox: WireSandbox) -> String {
        var layers: [String: [String]] = [:]
        for missing in sandbox.missing { layers[missing.reason, default: []].append(missing.layer) }
        return layers.sorted { $0.key < $1.key }
            .map { "Missing: \($0.value.joined(separator: ", ")) (\($0.key))." }
            .joined(separator: " ")
    }

    private func missingEngine(_ engine: WireFunctionEngine) -> String? {
        engine.missing.map { reason in
            let runtimes = engine.runtimes.map(\.name).joined(separator: ", ")
            return "Functions of \(runtimes) do not start: \(reason)."
        }
    }
}
