import ReleaseCore
import ReleaseModel
import Testing

@Suite("A version of a draft", .timeLimit(.minutes(1)))
struct PublishedDraftTests {
    @Test("has its content, its document and a message of its own, and keeps them when the draft changes")
    func isImmutable() async throws {
        try await Bench.run { bench in
            try await bench.service("one", verbatim: "beside")
            let published = try await bench.publish("first").value
            #expect(published.number == 1)
            #expect(published.verbatim == "beside")
            #expect(published.attribution.message == "first")
            try await bench.save("two", verbatim: "other")
            let service = try await bench.plane.workload(bench.shop)
            let found = try #require(try await bench.store.version(published.id))
            #expect(found == published)
            let content = try await bench.plane.content(of: found, in: service)
            let expected = try await bench.function("one")
            #expect(content == expected)
        }
    }

    @Test("is not made twice of the same content, unless the newest one is gone")
    func unchanged() async throws {
        try await Bench.run { bench in
            try await bench.service("one")
            let first = try await bench.publish().value
            let refusal = try await bench.refuses("draftUnchanged") { try await bench.publish() }
            guard case .draftUnchanged(let newest, let name)? = refusal else { return }
            #expect(newest == first)
            #expect(name == bench.shop)
            try await bench.save("two")
            #expect(try await bench.publish().value.number == 2)
            // The same as an older version is a change.
            try await bench.save("one")
            #expect(try await bench.publish().value.number == 3)
            try await bench.delete(3)
            #expect(try await bench.publish().value.number == 4)
        }
    }

    @Test("has a number that was never used, whatever was deleted")
    func numbers() async throws {
        try await Bench.run { bench in
            try await bench.service("one")
            for number in 1...3 {
                #expect(try await bench.publish().value.number == number)
                try await bench.delete(number)
            }
            _ = try await bench.plane.deleteWorkload(bench.shop, record: .example())
            try await bench.service("one")
            #expect(try await bench.publish().value.number == 4)
        }
    }

    @Test("is deleted although aliases lead to it where that is asked for, and else is not")
    func dangles() async throws {
        try await Bench.run { bench in
            try await bench.service("one")
            let version = try await bench.publish().value
            _ = try await bench.plane.createAlias(
                try Alias.Name("prod"),
                of: bench.shop,
                routing: Routing(split: TrafficSplit(allTo: version.id)),
                record: .example()
            )
            try await bench.refuses("versionInUse") { try await bench.delete(1, policy: .refuse) }
            try await bench.delete(1)
            let service = try await bench.plane.workload(bench.shop)
            let alias = try #require(try await bench.store.alias(try Alias.Name("prod"), of: service.id))
            #expect(try await bench.plane.inForce(on: alias)?.routing.split.versions == [version.id])
        }
    }

    @Test("is what the draft was, also where another process saves it at the same time")
    func concurrentPlanes() async throws {
        try await Bench.run { bench in
            try await bench.service("0")
            let other = ReleasePlane(store: bench.store, blobs: bench.plane.blobs, environment: bench.world.environment)
            let service = try await bench.plane.workload(bench.shop)
            let published = try await withThrowingTaskGroup(of: [Version].self) { group in
                group.addTask {
                    for number in 1...20 { try await bench.save("\(number)") }
                    return []
                }
                group.addTask {
                    var versions: [Version] = []
                    while versions.count < 5 {
                        do {
                            versions.append(try await other.publishDraft(of: bench.shop, record: .example()).value)
                        } catch {
                            guard (error as? ReleaseError)?.name == "draftUnchanged" else { throw error }
                            // Nothing new comes any more.
                            if try await bench.plane.draft(of: service).snapshot == versions.last?.snapshot { break }
                        }
                    }
                    return versions
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(published.map(\.number) == Array(1...published.count))
            var saved: [Snapshot] = []
            for number in 0...20 { saved.append(try await bench.function("\(number)")) }
            var positions: [Int] = []
            for version in published {
                #expect(try await bench.store.version(version.id) == version)
                let content = try await bench.plane.content(of: version, in: service)
                positions.append(try #require(saved.firstIndex(of: content), "version \(version.number)"))
            }
            // What was saved later is in a later version, and nothing is in two.
            #expect(positions == Set(positions).sorted())
        }
    }

    @Test("that a trigger leads to is deleted only where that is asked for, and the trigger stays")
    func referredByTrigger() async throws {
        try await Bench.run { bench in
            try await bench.service("one")
            let version = try await bench.publish().value
            let service = try await bench.plane.workload(bench.shop)
            let trigger = Trigger(
                id: bench.plane.makeTriggerID(),
                workload: service.id,
                source: .event(name: "pay/t"),
                target: .version(version.id),
                component: "pay",
                document: "{}",
                createdAt: bench.world.now
            )
            let set = TriggerSet(workload: bench.shop, kind: .event, triggers: [trigger])
            _ = try await bench.plane.replaceTriggers([set], record: .example())
            let error = try await bench.refuses("versionInUse") { try await bench.delete(1, policy: .refuse) }
            if case .versionInUse(_, _, let referrers)? = error { #expect(referrers == ["trigger pay/t"]) }
            // A trigger is no part of a version: neither has anything of the other.
            let before = try await bench.store.version(version.id)
            #expect(before == version)
            try await bench.delete(1)
            #expect(try await bench.store.triggers(of: service.id) == [trigger])
        }
    }

    @Test("is one of a hundred that were asked for at once, where the content is the same")
    func races() async throws {
        try await Bench.run { bench in
            try await bench.service("one")
            let outcomes = await withTaskGroup(of: String.self) { group in
                for _ in 0..<100 {
                    group.addTask {
                        do {
                            return "version \(try await bench.publish().value.number)"
                        } catch {
                            return (error as? ReleaseError)?.name ?? "\(error)"
                        }
                    }
                }
                return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(outcomes == ["version 1": 1, "draftUnchanged": 99])
        }
    }
}
