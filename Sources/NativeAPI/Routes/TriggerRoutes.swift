import NativeWire
import ReleaseCore
import ReleaseModel

extension ControlAPI {
    func readTriggers(_ call: Call) async throws -> Answer {
        let workload = try await plane.workload(try call.workloadName())
        let lastChange = try await plane.store.lastChange(of: workload.id)
        return try Answer(json: WireTriggers(try await plane.store.triggers(of: workload.id)), eTag: lastChange)
    }

    /// Replaces the kinds that the request names, all in one revision.
    func setTriggers(_ call: Call, body: [UInt8]) async throws -> Answer {
        let request = try StrictJSON.decode(WireTriggersRequest.self, from: body)
        let name = try call.workloadName()
        let sources = try TriggerReader(hosts: hosts).sources(of: request)
        guard !sources.isEmpty else {
            throw Refusal(
                .fieldMissing,
                "The request names no kind of triggers.",
                next: "Send routes, domains or crons; an empty list removes all of a kind."
            )
        }
        let receipt = try await plane.setTriggers(sources, of: name, record: try record(call))
        let triggers = try await plane.store.triggers(of: try await plane.workload(name).id)
        let result = WireTriggersResult(triggers: WireTriggers(triggers), commit: receipt.wireCommit())
        return try Answer(json: result, revision: receipt.revision, eTag: receipt.revision)
    }
}

extension WireTriggers {
    fileprivate init(_ triggers: [Trigger]) {
        func all(_ kind: Trigger.Kind) -> [WireTrigger] {
            triggers.filter { $0.source.kind == kind }.map { trigger in
                WireTrigger(
                    id: trigger.id.description,
                    source: trigger.source.text,
                    createdAt: Timestamp(trigger.createdAt).description
                )
            }
        }
        self.init(routes: all(.route), domains: all(.host), crons: all(.schedule))
    }
}
