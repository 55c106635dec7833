import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel

extension ControlAPI {
    func listVersions(_ call: Call) async throws -> Answer {
        let page = try call.page()
        let presenter = try await presenter(for: call)
        let versions = try await plane.store.versions(of: presenter.workload.id, page: page)
        let list = WireList(items: versions.items.map(presenter.wire), cursor: versions.next)
        return try Answer(json: list, eTag: presenter.lastChange)
    }

    func readVersion(_ call: Call) async throws -> Answer {
        let reference = try call.versionReference()
        let presenter = try await presenter(for: call)
        let version = try await plane.version(reference, of: presenter.workload)
        var content: WireContent?
        if !version.isDeleted {
            let snapshot = try await plane.content(of: version, in: presenter.workload)
            content = await self.content(of: snapshot, version)
        }
        let detail = WireVersionDetail(version: presenter.wire(version), content: content)
        return try Answer(json: detail, eTag: presenter.lastChange)
    }

    /// Uploaded content leaves as an attachment that no browser runs on this origin.
    func readVersionFile(_ call: Call) async throws -> Answer {
        let reference = try call.versionReference()
        let name = try call.workloadName()
        let workload = try await plane.workload(name)
        let lastChange = try await plane.store.lastChange(of: workload.id)
        let version = try await plane.liveVersion(reference, of: workload)
        let fileName = call.parameters["file"]
        guard let file = try await plane.file(fileName, of: version, in: workload) else {
            throw Refusal(
                .fileNotFound,
                "Version \(version.number) of the \(name) has no file \"\(fileName)\".",
                next: "See its files: sluice versions view \(version.number) --name \(name.name)"
            )
        }
        var answer = Answer(
            contentType: try HTTPFieldValue(file.file.mediaType),
            body: .bytes(file.bytes)
        )
        answer.fields.set(.contentSecurityPolicy, to: "sandbox")
        answer.fields.set(.contentDisposition, to: try HTTPFieldValue(Attachment(fileName).description))
        answer.fields.set(.eTag, to: try HTTPFieldValue("\"\(lastChange)\""))
        return answer
    }

    func readDiff(_ call: Call) async throws -> Answer {
        let next = "Name a version, such as ?from=1&to=2."
        let name = try call.workloadName()
        let from = try Call.versionReference(try call.required("from", next: next), of: name.kind)
        let to = try Call.versionReference(try call.required("to", next: next), of: name.kind)
        let lastChange = try await plane.store.lastChange(of: try await plane.workload(name).id)
        return try Answer(json: WireDiff(try await plane.diff(from: from, to: to, of: name)), eTag: lastChange)
    }

    func deleteVersion(_ call: Call) async throws -> Answer {
        let name = try call.workloadName()
        let receipt = try await plane.deleteVersion(
            try call.versionReference(),
            of: name,
            policy: try call.deletionPolicy(),
            record: try record(call)
        )
        return try answer(changed: "version \(receipt.value.number) of \(name)", receipt, eTag: receipt.revision)
    }
}
