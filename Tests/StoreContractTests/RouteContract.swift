import FoundationEssentials
import ReleaseCore
import ReleaseModel
import StoreExamples
import Testing

@Suite("The routes", .timeLimit(.minutes(1)))
struct RouteContract {
    @Test("name what is in force, live versions by number, and settings", arguments: StoreUnderTest.all)
    func areComplete(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let first = try await store.publish("hello")
            let second = try await store.publish(2, of: first.workload)
            let deployment = try await store.deploy(second, on: first.alias)
            _ = try await store.releases.commit(
                .example(
                    .settingChanged(first.workload.id, .versionHeaders, value: "on"),
                    .settingChanged(first.workload.id, .previews, value: "off"),
                    .versionDeleted(first.version, .example)
                ),
                expecting: Expectations()
            )
            let idle = try await store.publish("idle")

            let delta = try await store.releases.routes(changedAfter: nil)
            #expect(delta.isComplete)
            #expect(delta.revision == Revision(5))
            #expect(delta.removed.isEmpty)
            #expect(
                Set(delta.changed) == [
                    WorkloadRoute(
                        workload: first.workload,
                        aliases: [
                            AliasRoute(name: .production, deployment: deployment.id, routing: deployment.routing)
                        ],
                        versions: [VersionRoute(id: second.id, number: 2, snapshot: second.snapshot)],
                        settings: RoutingSettings(reportsVersion: true, hasPreviews: false, versionOverrides: .anyone)
                    ),
                    WorkloadRoute(
                        workload: idle.workload,
                        aliases: [],
                        versions: [VersionRoute(id: idle.version.id, number: 1, snapshot: idle.version.snapshot)]
                    ),
                ]
            )
        }
    }

    @Test(
        "say who may choose a version, and nobody where the word is none of this release's",
        arguments: StoreUnderTest.all
    )
    func tellPolicies(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let worker = try await store.publish("hello").workload.id
            let hash = String(repeating: "0a", count: Digest.byteCount)
            _ = try await store.releases.commit(
                .example(
                    .settingChanged(worker, .previewAccess, value: "token"),
                    .settingChanged(worker, .versionOverrides, value: "trusted"),
                    .settingChanged(worker, .affinityKeys, value: "friends"),
                    .settingChanged(worker, .accessToken, value: hash)
                ),
                expecting: Expectations()
            )
            let routes = try await store.releases.routes(changedAfter: nil).changed
            let expected = RoutingSettings(
                previewAccess: .token,
                versionOverrides: .trusted,
                affinityKeys: .off,
                accessToken: Digest(hex: hash)
            )
            #expect(routes.map(\.settings) == [expected])
        }
    }

    @Test("after a revision name only what changed or went since", arguments: StoreUnderTest.all)
    func areIncremental(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let untouched = try await store.publish("untouched")
            let changed = try await store.publish("changed")
            let gone = try await store.publish("gone")
            let seen = try await store.releases.head().revision
            _ = try await store.deploy(changed.version, on: changed.alias)
            _ = try await store.releases.commit(
                .example(.workloadDeleted(gone.workload, .example)),
                expecting: Expectations()
            )

            let delta = try await store.releases.routes(changedAfter: seen)
            #expect(!delta.isComplete)
            #expect(delta.changed.map(\.workload) == [changed.workload])
            #expect(delta.changed.first?.versions.count == 1)
            #expect(delta.removed == [gone.workload.id])
            #expect(delta.revision == Revision(5))

            let nothing = try await store.releases.routes(changedAfter: delta.revision)
            #expect(nothing.changed.isEmpty && nothing.removed.isEmpty && nothing.revision == delta.revision)
            let all = try await store.releases.routes(changedAfter: nil)
            #expect(Set(all.changed.map(\.workload)) == [untouched.workload, changed.workload])
        }
    }

    @Test("of a hundred workloads are each their own", arguments: StoreUnderTest.all)
    func areNotMixed(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let account = try await store.account()
            let snapshot = try await store.stage("export default {}", account: account)
            var facts: [ReleaseFact] = []
            var expected: [Workload.ID: Version.ID] = [:]
            for index in 0..<100 {
                let workload = try Workload.example("worker-\(index)", account: account)
                let alias = Alias.example(of: workload)
                let version = Version.example(1, of: workload, snapshot: snapshot)
                let deployment = Deployment.example(TrafficSplit(allTo: version.id), on: alias)
                facts += [.workloadCreated(workload), .aliasCreated(alias), .versionPublished(version)]
                facts.append(.deploymentMade(deployment))
                expected[workload.id] = version.id
            }
            let change = ReleaseChange(facts, by: .example(), at: .example())
            _ = try await store.releases.commit(change, expecting: Expectations())

            let routes = try await store.releases.routes(changedAfter: nil).changed
            #expect(routes.count == 100)
            for route in routes {
                #expect(route.versions.map(\.id) == [expected[route.workload.id]])
                #expect(route.aliases.first?.routing.split.soleVersion == expected[route.workload.id])
            }
        }
    }
}
