import NativeWire

/// How a server is.
struct StatusPage: Sendable {
    let status: WireStatus

    func lines() -> [TerminalText] {
        var fields = FieldList()
        fields.add("control", "\(status.controlUrl, .link)  \(Self.text(status.control))")
        fields.add("traffic", "\(status.trafficUrl, .link)  hosts end in .\(status.domain)")
        fields.add("revision", "\(status.revision) (epoch \(status.epoch))")
        fields.add("data", data)
        for engine in status.data?.engines ?? [] {
            let isolation = engine.isolation.isEmpty ? "none" : engine.isolation.joined(separator: ", ")
            let name: TerminalText = "\(engine.name) \(engine.version)"
            fields.add("engine", "\(name), \(engine.warmProcesses) warm; isolation: \(isolation)")
        }
        addFunctions(to: &fields)
        addPrefect(to: &fields)
        return ["Sluice \(status.version, .strong)"] + fields.lines + instances
            + status.warnings.map { "\("warning:", .caution) \($0)" }
    }

    private var data: TerminalText {
        guard let data = status.data else { return "\("not running: deployed versions do not answer", .bad)" }
        let applied: TerminalText =
            data.appliedRevision == status.revision
            ? "\("up to date", .good)" : "\("at revision \(data.appliedRevision)", .caution)"
        return "\(applied), workloads: \(data.workloads), \(Self.text(data.process))"
    }

    private func addFunctions(to fields: inout FieldList) {
        guard let data = status.data else { return }
        guard let functions = data.functions else {
            return fields.add("functions", "\("none start here: what they run on is not installed", .caution)")
        }
        fields.add("functions", Self.sandbox(functions))
        for engine in functions.engines { fields.add("", Self.engine(engine)) }
    }

    private func addPrefect(to fields: inout FieldList) {
        guard let prefect = status.prefect else { return }
        let state: TerminalText = prefect.answers ? "\("answers", .good)" : "\("does not answer", .bad)"
        fields.add("Prefect", "\(prefect.url, .link)  in front of \(prefect.upstream, .link), which \(state)")
        var changes: TerminalText = "no change under way"
        if prefect.openChanges > 0 {
            let age = prefect.oldestChangeSeconds.map { ", the oldest for \(Self.uptime($0))" } ?? ""
            changes = "\(Plural.of(prefect.openChanges, "change")) under way\(age)"
        }
        fields.add("", "\(Plural.of(prefect.flows, "flow")) with a history, \(changes)")
    }

    private static func sandbox(_ functions: WireFunctionStatus) -> TerminalText {
        let network: TerminalText = functions.grantsNetwork ? "; \("with this machine's network", .caution)" : ""
        guard let sandbox = functions.sandbox else { return "\("sandbox not known yet", .caution)\(network)" }
        switch sandbox.state {
        case .off: return "\("NO SANDBOX: they have the rights of this server", .bad)\(network)"
        case .refused: return "\("NO SANDBOX: they do not start", .bad)"
        case .enforced:
            let active: TerminalText = "sandbox: \(sandbox.active.joined(separator: ", "))"
            guard !sandbox.missing.isEmpty else { return "\(active)\(network)" }
            let missing = sandbox.missing.map(\.layer).joined(separator: ", ")
            return "\(active); \("missing: \(missing)", .bad)\(network)"
        }
    }

    private static func engine(_ engine: WireFunctionEngine) -> TerminalText {
        let runtimes = engine.runtimes.map { runtime in
            runtime.instances.flatMap { $0 > 0 ? "\(runtime.name) (\($0) running)" : nil } ?? runtime.name
        }
        let names = runtimes.joined(separator: ", ")
        if let reason = engine.missing { return "\(engine.name): \(reason, .bad), for \(names)" }
        return "\(engine.release ?? "\(engine.name), not started yet"), \(engine.warmProcesses) warm, for \(names)"
    }

    private var instances: [TerminalText] {
        var table = Table(
            .left("WORKLOAD"),
            .right("VERSION"),
            .left("STATE"),
            .right("PID"),
            .right("IN FLIGHT"),
            .right("MEMORY"),
            .right("UPTIME"),
            .right("RESTARTS")
        )
        for instance in status.data?.instances ?? [] {
            table.add(
                "\(instance.workload)",
                "\(instance.version > 0 ? String(instance.version) : "")",
                "\(instance.state, instance.state == "ready" ? .good : .caution)",
                "\(instance.pid.map(String.init) ?? "")",
                "\(instance.inFlight)",
                "\(instance.memoryBytes.map { ByteCount($0).description } ?? "")",
                "\(Self.uptime(instance.uptimeSeconds))",
                "\(instance.restarts)"
            )
        }
        return table.rows.isEmpty ? [] : [""] + table.lines
    }

    private static func text(_ process: WireProcess) -> TerminalText {
        "\("pid \(process.pid), up \(uptime(process.uptimeSeconds))", .faint)"
    }

    /// A number from outside: whatever is no sensible time counts as none.
    private static func uptime(_ seconds: Double) -> String {
        let isSensible = seconds.isFinite && seconds >= 0 && seconds < 1e10
        return TimeSpan(.seconds(isSensible ? Int(seconds) : 0)).description
    }
}
