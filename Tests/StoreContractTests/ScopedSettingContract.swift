import ReleaseCore
import ReleaseModel
import StoreExamples
import Testing

@Suite("A setting about a part of a workload", .timeLimit(.minutes(1)))
struct ScopedSettingContract {
    @Test("is apart from every other target, component and name", arguments: StoreUnderTest.all)
    func isApart(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let worker = try await store.publish()
            var expected: [Setting] = []
            for (target, component) in [("", ""), ("LATEST", "a"), ("LATEST", "b"), ("prod", "a"), ("a", "LATEST")] {
                for name in [Setting.Name.provisionedInstances, .onDemandInstances] {
                    let scope = Setting.Scope(target: target, component: component)
                    let value = "\(name.rawValue) of \(target)/\(component)"
                    let revision = try await Self.set(name, scope, value, of: worker, store)
                    expected.append(
                        Setting(
                            workload: worker.workload.id,
                            name: name,
                            scope: scope,
                            value: value,
                            revision: revision
                        )
                    )
                }
            }
            let found = try await store.releases.settings(of: worker.workload.id)
            #expect(Set(found) == Set(expected))
        }
    }

    @Test("is replaced and taken away by itself", arguments: StoreUnderTest.all)
    func life(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let worker = try await store.publish()
            let one = Setting.Scope(target: "prod", component: "a")
            let other = Setting.Scope(target: "prod", component: "b")
            let name = Setting.Name.asynchronousCalls
            _ = try await Self.set(name, one, "1", of: worker, store)
            _ = try await Self.set(name, other, "2", of: worker, store)
            let changed = try await Self.set(name, one, "3", of: worker, store)
            let found = try await store.releases.settings(of: worker.workload.id)
            #expect(found.first { $0.scope == one }?.value == "3")
            #expect(found.first { $0.scope == one }?.revision == changed)
            _ = try await Self.set(name, one, nil, of: worker, store)
            #expect(try await store.releases.settings(of: worker.workload.id).map(\.value) == ["2"])
        }
    }

    @Test("is in the routes of its workload, and changes them", arguments: StoreUnderTest.all)
    func isRouted(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let (worker, bystander) = (try await store.publish("first"), try await store.publish("second"))
            let seen = try await store.releases.head().revision
            let scope = Setting.Scope(target: "prod", component: "a")
            _ = try await Self.set(.provisionedInstances, scope, #"{"target":2}"#, of: worker, store)
            let changed = try await store.releases.routes(changedAfter: seen).changed
            #expect(changed.map(\.workload) == [worker.workload])
            #expect(
                changed.first?.scopedSettings == [
                    ScopedSetting(name: .provisionedInstances, scope: scope, value: #"{"target":2}"#)
                ]
            )
            let all = try await store.releases.routes(changedAfter: nil).changed
            #expect(all.first { $0.workload == bystander.workload }?.scopedSettings == [])
        }
    }

    private static func set(
        _ name: Setting.Name,
        _ scope: Setting.Scope,
        _ value: String?,
        of worker: PublishedWorker,
        _ store: StorePorts
    ) async throws -> Revision {
        try await store.releases.commit(
            .example(.settingChanged(worker.workload.id, name, scope: scope, value: value)),
            expecting: Expectations()
        )
    }
}
