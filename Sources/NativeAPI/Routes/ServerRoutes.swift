import COpenAPI
import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel

/// The server itself: how it is, who asks, what it offers.
extension ControlAPI {
    /// Says that this process lives, whatever may be wrong with its store.
    func health() -> Answer {
        Answer(contentType: "text/plain; charset=utf-8", body: .text("ok\n"))
    }

    /// Ready is who can read the store and has a data process that follows it.
    func readiness() async throws -> Answer {
        let head: StoreHead
        do {
            head = try await plane.store.head()
        } catch {
            report(Refusal(error), requestID: "")
            throw Refusal.notReady(["the store cannot be read"])
        }
        guard let data = await dataPlane.status() else { throw Refusal.notReady(["no data process answers"]) }
        guard data.epoch == head.epoch else {
            throw Refusal.notReady(["the data process has not read the restored store yet"])
        }
        return Answer(contentType: "text/plain; charset=utf-8", body: .text("ready\n"))
    }

    private func shown(_ data: WireDataStatus?, to call: Call) async throws -> WireDataStatus? {
        guard let data else { return nil }
        if try await isOperator(call) { return data }
        var instances: [WireInstance] = []
        for instance in data.instances {
            let name = WorkloadName(account: call.account, kind: .worker, name: instance.workload)
            if try await plane.store.workload(name) != nil { instances.append(instance) }
        }
        return WireDataStatus(
            process: data.process,
            epoch: data.epoch,
            appliedRevision: data.appliedRevision,
            workloads: try await plane.store.workloadCount(of: call.account, kind: .worker),
            engines: data.engines,
            instances: instances,
            functions: data.functions?.withoutCounts
        )
    }

    /// They name the workers of all accounts.
    func metrics(_ call: Call) async throws -> Answer {
        try await requireOperator(call)
        return Answer(contentType: "text/plain; version=0.0.4; charset=utf-8", body: .text(await dataPlane.metrics()))
    }

    /// Shows the instances of the own account; the operator sees all.
    func status(_ call: Call) async throws -> Answer {
        let head = try await plane.store.head()
        let data = await dataPlane.status()
        let prefect = try await prefectStatus(for: call)
        var warnings: [String] = []
        if let data {
            if data.epoch != head.epoch { warnings.append("The data process has not read the restored store yet.") }
            if data.epoch == head.epoch, data.appliedRevision < head.revision.number {
                warnings.append("The data process is at revision \(data.appliedRevision) of \(head.revision).")
            }
            warnings += data.functions.map { FunctionWarnings(functions: $0).texts } ?? []
        } else {
            warnings.append("No data process answers: workers cannot be reached.")
        }
        warnings += prefect?.warnings ?? []
        let status = WireStatus(
            version: configuration.serverVersion,
            epoch: head.epoch,
            revision: head.revision.number,
            controlUrl: configuration.controlURL,
            trafficUrl: configuration.trafficURL,
            domain: configuration.domain,
            control: environment.process(),
            data: try await shown(data, to: call),
            prefect: prefect,
            warnings: warnings
        )
        return try Answer(json: status, revision: head.revision)
    }

    func whoAmI(_ call: Call) async throws -> Answer {
        let account = try await plane.store.accounts().first { $0.id == call.account }
        return try Answer(
            json: WireIdentity(
                WireToken(call.token),
                account: account?.name ?? call.account.compact,
                accountId: call.account.compact
            )
        )
    }

    func openAPI() -> Answer {
        let document = UnsafeBufferPointer(start: sluice_openapi_bytes(), count: sluice_openapi_count())
        return Answer(contentType: "application/json", body: .bytes(Array(document)))
    }
}
