import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel

extension ControlAPI {
    func presenter(for workload: Workload) async throws(ReleaseError) -> WorkloadPresenter {
        try await WorkloadPresenter(workload, plane: plane, configuration: configuration)
    }

    /// The workload that the path names, ready to be shown.
    func presenter(for call: Call) async throws -> WorkloadPresenter {
        try await presenter(for: try await plane.workload(try call.workloadName()))
    }

    /// How a change is recorded, and what it expects to find.
    func record(
        _ call: Call,
        message: String? = nil,
        provenance: WireProvenance? = nil
    ) throws -> Record {
        Record(
            attribution: call.attribution(message: message),
            provenance: try provenance?.checked(),
            seen: try IfMatch(call.request.fields).seen
        )
    }

    /// Answers a deletion or a change of a setting.
    func answer<Value>(changed what: String, _ receipt: Receipt<Value>, eTag: Revision? = nil) throws -> Answer {
        let result = WireChangeResult(changed: what, commit: receipt.wireCommit())
        return try Answer(json: result, revision: receipt.revision, eTag: eTag)
    }

    func listWorkloads(_ call: Call) async throws -> Answer {
        let page = try await plane.store.workloads(of: call.account, kind: try call.kind(), page: try call.page())
        var items: [WireWorkload] = []
        for workload in page.items {
            var presenter = try await presenter(for: workload)
            items.append(try await presenter.wire())
        }
        return try Answer(json: WireList(items: items, cursor: page.next))
    }

    func readWorkload(_ call: Call) async throws -> Answer {
        var presenter = try await presenter(for: call)
        return try Answer(json: try await presenter.wire(), eTag: presenter.lastChange)
    }

    /// Who would miss the workload, for whoever is about to delete it.
    func listReferrers(_ call: Call) async throws -> Answer {
        let workload = try await plane.workload(try call.workloadName())
        let items = try await plane.referrers(to: workload).map { referrer in
            WireReferrer(
                worker: referrer.worker.name.text,
                version: referrer.version.number,
                binding: referrer.binding
            )
        }
        return try Answer(json: WireList(items: items))
    }

    func deleteWorkload(_ call: Call) async throws -> Answer {
        let name = try call.workloadName()
        if name.kind == .flow { throw ReleaseError.flowOnly("its deployment would still be there", of: name) }
        let receipt = try await plane.deleteWorkload(name, record: try record(call))
        return try answer(changed: "\(name) with its aliases and versions", receipt)
    }
}
