import FoundationEssentials
import ReleaseCore
import ReleaseModel
import StoreExamples
import Testing

@Suite("What a dialect keeps", .timeLimit(.minutes(1)))
struct ReadBackContract {
    @Test("of a version is read back word for word, and outlives its content", arguments: StoreUnderTest.all)
    func readsBackVerbatim(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let worker = try await store.publish()
            let sent = #"{ "sent" : "so ö" }"#
            let second = try await store.publish(2, of: worker.workload, verbatim: sent)
            #expect(second.verbatim == sent)
            #expect(try await store.releases.version(second.id) == second)
            #expect(try await store.releases.version(worker.version.id)?.verbatim == nil)
            let listed = try await store.releases.versions(of: worker.workload.id, page: PageRequest()).items
            #expect(listed.map(\.verbatim) == [sent, nil])
            _ = try await store.releases.commit(.example(.versionDeleted(second, .example)), expecting: Expectations())
            #expect(try await store.releases.version(second.id)?.verbatim == sent)
        }
    }

    @Test("with a workload is a setting like others", arguments: StoreUnderTest.all)
    func keepsDocument(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let worker = try await store.publish()
            for document in [#"{"a":1}"#, #"{"a":2}"#] {
                let revision = try await store.releases.commit(
                    .example(.settingChanged(worker.workload.id, .document, value: document)),
                    expecting: Expectations()
                )
                let setting = Setting(
                    workload: worker.workload.id,
                    name: .document,
                    value: document,
                    revision: revision
                )
                #expect(try await store.releases.settings(of: worker.workload.id) == [setting])
            }
            #expect(try await store.releases.routes(changedAfter: nil).changed.first?.settings == RoutingSettings())
        }
    }

    @Test("hidden is a deployment that was in force once; records and numbers stay", arguments: StoreUnderTest.all)
    func hidesDeployment(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let worker = try await store.publish()
            let first = try await store.deploy(worker.version, on: worker.alias)
            let refused = await #expect(throws: ReleaseError.self) { try await Self.hide(first, store) }
            #expect(refused.isConflict)
            let second = try await store.deploy(worker.version, on: worker.alias, sequence: 2, after: first.id)
            try await Self.hide(first, store)
            #expect(try await store.releases.deployment(first.id)?.isHidden == true)
            #expect(try await store.releases.deployment(second.id)?.isHidden == false)
            let history = try await store.releases.deployments(of: worker.alias.id, page: PageRequest()).items
            #expect(history.map(\.isHidden) == [false, true])
            #expect(history.map(\.sequence) == [2, 1])

            let before = try await store.releases.head()
            let again = await #expect(throws: ReleaseError.self) { try await Self.hide(first, store) }
            #expect(again.isConflict)
            #expect(try await store.releases.head() == before)
            _ = try await store.deploy(worker.version, on: worker.alias, sequence: 3, after: second.id)
        }
    }

    private static func hide(_ deployment: Deployment, _ store: StorePorts) async throws {
        _ = try await store.releases.commit(.example(.deploymentHidden(deployment)), expecting: Expectations())
    }
}
