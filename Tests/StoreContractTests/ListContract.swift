import FoundationEssentials
import ReleaseCore
import ReleaseModel
import StoreExamples
import Testing

@Suite("A list", .timeLimit(.minutes(1)))
struct ListContract {
    @Test("of workloads is by name, whole over its pages, and of one kind if asked", arguments: StoreUnderTest.all)
    func listsWorkloads(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let account = try await store.account()
            var facts: [ReleaseFact] = []
            for (name, kind) in [("b", .worker), ("a/b", .flow), ("a", .worker), ("ä:ß/b", .flow), ("c", .service)]
                as [(String, Workload.Kind)]
            {
                facts.append(.workloadCreated(try .example(name, kind: kind, account: account)))
            }
            _ = try await store.releases.commit(
                ReleaseChange(facts, by: .example(), at: .example()),
                expecting: Expectations()
            )
            func list(_ kind: Workload.Kind?) async throws -> [String] {
                try await all { page in
                    try await store.releases.workloads(of: account, kind: kind, page: page)
                }.map { "\($0.kind.rawValue) \($0.name)" }
            }
            #expect(try await list(nil) == ["worker a", "flow a/b", "worker b", "service c", "flow ä:ß/b"])
            #expect(try await list(.flow) == ["flow a/b", "flow ä:ß/b"])
            let stranger = try await store.releases.workloads(of: Account.ID(UUID()), kind: nil, page: PageRequest())
            #expect(stranger.items.isEmpty && stranger.next == nil)
        }
    }

    @Test("of workloads is counted, and narrowed to those whose content names a text", arguments: StoreUnderTest.all)
    func findsByContent(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let account = try await store.account()
            let names = ["b", "a", "gone", "plain"]
            var workers: [String: Workload] = [:]
            for name in names { workers[name] = try await store.publish(name).workload }
            let call = try Binding(name: "CALL", value: .service(Binding.ServiceReference(worker: "target")))
            for name in ["b", "a", "gone"] {
                _ = try await store.publish(2, of: try #require(workers[name]), bindings: [call])
            }
            // Also where an older version calls.
            _ = try await store.publish(3, of: try #require(workers["a"]))
            let gone = try #require(workers["gone"])
            _ = try await store.releases.commit(
                .example(.workloadDeleted(gone, .example)),
                expecting: Expectations()
            )
            let found = try await store.releases.workloads(of: account, withContentNaming: "\"target\"")
            #expect(found.map(\.name.text) == ["a", "b"])
            #expect(try await store.releases.workloads(of: account, withContentNaming: "\"targe\"").isEmpty)
            #expect(try await store.releases.workloads(of: Account.ID(UUID()), withContentNaming: "target").isEmpty)
            #expect(try await store.releases.workloadCount(of: account, kind: .worker) == 3)
            #expect(try await store.releases.workloadCount(of: account, kind: .service) == 0)
        }
    }

    @Test("of versions and of deployments is newest first, whatever the clock did", arguments: StoreUnderTest.all)
    func listsHistory(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let worker = try await store.publish()
            var previous: Deployment.ID?
            // The clock jumps forward by a year, then back by an hour more than that.
            for (number, jump) in [(2, 31_536_000), (3, -3_600), (4, 0)] {
                let snapshot = try await store.stage("export default {}", account: worker.workload.account)
                let version = Version.example(number, of: worker.workload, snapshot: snapshot)
                let deployment = Deployment.example(
                    TrafficSplit(allTo: version.id),
                    on: worker.alias,
                    sequence: number - 1
                )
                let change = ReleaseChange(
                    [.versionPublished(version), .deploymentMade(deployment)],
                    by: .example(),
                    at: .example(jump)
                )
                _ = try await store.releases.commit(
                    change,
                    expecting: Expectations(aliases: [worker.alias.id: previous])
                )
                previous = deployment.id
            }
            let versions = try await all { page in
                try await store.releases.versions(of: worker.workload.id, page: page)
            }
            let deployments = try await all { page in
                try await store.releases.deployments(of: worker.alias.id, page: page)
            }
            #expect(versions.map(\.number) == [4, 3, 2, 1])
            #expect(deployments.map(\.sequence) == [3, 2, 1])
            #expect(try await store.releases.head().revision == Revision(4))
        }
    }

    @Test("refuses a cursor that it did not give", arguments: StoreUnderTest.all, ["", "x", "0", "-1", "worker"])
    func refusesCursor(of subject: StoreUnderTest, cursor: String) async throws {
        try await subject.withStore { store in
            let worker = try await store.publish()
            let page = PageRequest(cursor: cursor)
            for list in [
                { _ = try await store.releases.versions(of: worker.workload.id, page: page) },
                { _ = try await store.releases.deployments(of: worker.alias.id, page: page) },
                { _ = try await store.releases.workloads(of: worker.workload.account, kind: nil, page: page) },
                { _ = try await store.access.tokens(of: worker.workload.account, page: page) },
            ] as [() async throws -> Void] {
                let error = await #expect(throws: ReleaseError.self) { try await list() }
                guard case .cursorInvalid(cursor) = error else {
                    Issue.record("\(String(describing: error))")
                    continue
                }
            }
        }
    }

    @Test("of matching versions is newest first and no longer than asked", arguments: StoreUnderTest.all)
    func findsVersions(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let worker = try await store.publish(code: "same")
            let second = try await store.publish(2, of: worker.workload, code: "same", tag: "beta")
            let third = try await store.publish(3, of: worker.workload, code: "other", tag: "beta")
            let stranger = try await store.publish("stranger", code: "same")
            _ = try await store.releases.commit(.example(.versionDeleted(third, .example)), expecting: Expectations())

            func find(_ query: VersionQuery, limit: Int = 9) async throws -> [Int] {
                try await store.releases.versions(of: worker.workload.id, matching: query, limit: limit).map(\.number)
            }
            let digits = second.id.description.filter { $0 != "-" }
            #expect(try await find(.number(3)) == [3])
            #expect(try await find(.number(4)) == [])
            #expect(try await find(.tag("beta")) == [3, 2])
            #expect(try await find(.tag("Beta")) == [])
            #expect(try await find(.snapshot(second.snapshot)) == [2, 1])
            #expect(try await find(.live) == [2, 1])
            #expect(try await find(.live, limit: 1) == [2])
            #expect(try await find(.idPrefix(String(digits.prefix(8)))) == [2])
            #expect(try await find(.idPrefix(String(digits.prefix(9)))) == [2])
            #expect(try await find(.idPrefix(digits)) == [2])
            #expect(try await find(.idPrefix(stranger.version.id.prefix)) == [])
            #expect(try await find(.idPrefix("")) == [3, 2, 1])
            #expect(try await find(.idPrefix("zz")) == [])
        }
    }

    @Test("of deployments by prefix names those of the workload", arguments: StoreUnderTest.all)
    func findsDeployments(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let worker = try await store.publish()
            let other = try await store.publish("other")
            let deployment = try await store.deploy(worker.version, on: worker.alias)
            let strange = try await store.deploy(other.version, on: other.alias)
            for (prefix, expected) in [(deployment.id.prefix, [deployment]), (strange.id.prefix, [])] {
                let found = try await store.releases.deployments(
                    of: worker.workload.id,
                    idPrefix: prefix,
                    limit: 2
                )
                #expect(found == expected)
            }
        }
    }

    /// Follows a list to its end in pages of two.
    private func all<Item: Sendable>(
        _ list: (PageRequest) async throws -> Page<Item>
    ) async throws -> [Item] {
        var items: [Item] = []
        var cursor: String?
        repeat {
            let page = try await list(PageRequest(limit: 2, cursor: cursor))
            items += page.items
            cursor = page.next
            #expect(page.items.count == 2 || cursor == nil)
        } while cursor != nil && items.count < 100
        return items
    }
}
