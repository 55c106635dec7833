import NativeWire

/// The deployment of Prefect's that a command is about.
struct FlowSelection: Sendable {
    /// `FLOW/DEPLOYMENT`.
    let name: String

    init(_ session: Session) {
        name = session.arguments.required(FlowOption.flow)
    }

    /// Returns a path below the flow's own; the slash of its name is escaped there.
    func path(_ template: String, _ values: [String: String] = [:]) -> APIPath {
        APIPath(template, values.merging(["kind": "flows", "name": name]) { given, _ in given })
    }
}
