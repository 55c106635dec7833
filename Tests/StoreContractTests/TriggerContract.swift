import FoundationEssentials
import ReleaseCore
import ReleaseModel
import StoreExamples
import Testing

@Suite("Triggers", .timeLimit(.minutes(1)))
struct TriggerContract {
    @Test("are set as a whole, kind by kind; what stays keeps its identity", arguments: StoreUnderTest.all)
    func areReplaced(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let worker = try await store.publish()
            let kept = Trigger.example(.host("a.example"), of: worker.workload)
            let dropped = Trigger.example(.host("b.example"), of: worker.workload)
            let version = Trigger.Target.version(worker.version.id)
            let cron = Trigger.example(.schedule(expression: "* * * * *"), of: worker.workload, target: version)
            try await Self.set([dropped, kept], .host, of: worker, store)
            try await Self.set([cron], .schedule, of: worker, store)
            #expect(try await store.releases.triggers(of: worker.workload.id) == [kept, dropped, cron])

            let added = Trigger.example(.host("0.example"), of: worker.workload)
            try await Self.set([kept, added], .host, of: worker, store)
            #expect(try await store.releases.triggers(of: worker.workload.id) == [added, kept, cron])
            #expect(try await store.releases.trigger(dropped.source) == nil)
            #expect(try await store.releases.trigger(kept.source) == kept)
            #expect(try await store.releases.trigger(.route(pattern: "a.example")) == nil)
            try await Self.set([], .host, of: worker, store)
            #expect(try await store.releases.triggers(of: worker.workload.id) == [cron])
        }
    }

    @Test("lead one host or route to one workload, and a schedule to many", arguments: StoreUnderTest.all)
    func areOneRegistry(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let (first, second) = (try await store.publish("first"), try await store.publish("second"))
            for source in [Trigger.Source.host("a.example"), .route(pattern: "a.example/*")] {
                try await Self.set([.example(source, of: first.workload)], source.kind, of: first, store)
                let before = try await store.releases.head()
                let error = await #expect(throws: ReleaseError.self) {
                    try await Self.set([.example(source, of: second.workload)], source.kind, of: second, store)
                }
                #expect(error.isConflict)
                #expect(try await store.releases.trigger(source)?.workload == first.workload.id)
                #expect(try await store.releases.head() == before)
            }
            for source in [Trigger.Source.schedule(expression: "0 0 * * *"), .event(name: "f/a")] {
                for worker in [first, second] {
                    try await Self.set([.example(source, of: worker.workload)], source.kind, of: worker, store)
                }
            }
            #expect(try await store.releases.triggers(of: second.workload.id).count == 2)
        }
    }

    @Test("go with their workload, and free their hosts", arguments: StoreUnderTest.all)
    func goWithWorkload(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let (first, second) = (try await store.publish("first"), try await store.publish("second"))
            let host = Trigger.Source.host("a.example")
            try await Self.set([.example(host, of: first.workload)], .host, of: first, store)
            _ = try await store.releases.commit(
                .example(.workloadDeleted(first.workload, .example)),
                expecting: Expectations()
            )
            #expect(try await store.releases.triggers(of: first.workload.id).isEmpty)
            #expect(try await store.releases.trigger(host) == nil)
            try await Self.set([.example(host, of: second.workload)], .host, of: second, store)
            #expect(try await store.releases.trigger(host)?.workload == second.workload.id)
        }
    }

    @Test("are in the routes of their workload, and change them", arguments: StoreUnderTest.all)
    func areRoutes(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let (first, second) = (try await store.publish("first"), try await store.publish("second"))
            let seen = try await store.releases.head().revision
            let trigger = Trigger.example(.route(pattern: "a.example/*"), of: first.workload)
            try await Self.set([trigger], .route, of: first, store)
            let delta = try await store.releases.routes(changedAfter: seen)
            #expect(delta.changed.map(\.workload) == [first.workload])
            #expect(delta.changed.first?.triggers == [trigger])
            let all = try await store.releases.routes(changedAfter: nil).changed
            #expect(all.first { $0.workload == second.workload }?.triggers == [])
        }
    }

    @Test("of an account are listed by text, over all its workloads", arguments: StoreUnderTest.all)
    func areListed(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            var expected: [Trigger] = []
            for name in ["a", "b", "c"] {
                let worker = try await store.publish(name)
                let triggers = ["\(name).example", "z\(name) b.example"].map {
                    Trigger.example(.host($0), of: worker.workload)
                }
                try await Self.set(triggers, .host, of: worker, store)
                try await Self.set(
                    [.example(.route(pattern: "a"), of: worker.workload)].filter { _ in name == "a" },
                    .route,
                    of: worker,
                    store
                )
                expected += triggers
            }
            expected.sort { $0.source.text < $1.source.text }
            let account = try await store.account()
            var (found, cursor): ([Trigger], String?) = ([], nil)
            repeat {
                let request = PageRequest(limit: 4, cursor: cursor)
                let page = try await store.releases.triggers(of: account, kind: .host, page: request)
                found += page.items
                cursor = page.next
            } while cursor != nil && found.count < 10
            #expect(found == expected)
            let stranger = try await store.releases.triggers(
                of: Account.ID(UUID()),
                kind: .host,
                page: PageRequest()
            )
            #expect(stranger.items.isEmpty)
        }
    }

    @Test(
        "keep where they lead, the part that answers and their document, word for word",
        arguments: StoreUnderTest.all
    )
    func keepAll(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let worker = try await store.publish()
            let targets: [Trigger.Target] = [
                .head, .version(worker.version.id), .alias(.production), .alias(try Alias.Name("prod")),
            ]
            let sources: [Trigger.Source] = [
                .http(label: "shop-pay-1"), .timer(name: "pay/tick"), .event(name: "pay/bucket"),
                .domainPath("a.example/v1/*"),
            ]
            for (source, target) in zip(sources, targets) {
                let trigger = Trigger(
                    id: Trigger.ID(UUID()),
                    workload: worker.workload.id,
                    source: source,
                    target: target,
                    component: "pay",
                    document: #"{"é":"\n"}"#,
                    createdAt: .example()
                )
                try await Self.set([trigger], source.kind, of: worker, store)
                #expect(try await store.releases.trigger(source) == trigger)
            }
            #expect(try await store.releases.triggers(of: worker.workload.id).count == sources.count)
        }
    }

    @Test("stay where they lead to when that is deleted", arguments: StoreUnderTest.all)
    func dangle(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let worker = try await store.publish()
            let trigger = Trigger.example(
                .http(label: "a"),
                of: worker.workload,
                target: .version(worker.version.id)
            )
            try await Self.set([trigger], .http, of: worker, store)
            _ = try await store.releases.commit(
                .example(.versionDeleted(worker.version, .example)),
                expecting: Expectations()
            )
            #expect(try await store.releases.triggers(of: worker.workload.id) == [trigger])
        }
    }

    private static func set(
        _ triggers: [Trigger],
        _ kind: Trigger.Kind,
        of worker: PublishedWorker,
        _ store: StorePorts
    ) async throws {
        _ = try await store.releases.commit(
            .example(.triggersSet(worker.workload.id, kind, triggers)),
            expecting: Expectations()
        )
    }
}
