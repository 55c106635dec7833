import ReleaseCore
import ReleaseModel
import StoreSQLite
import Testing

@Suite("A version of a flow that becomes live", .timeLimit(.minutes(1)))
struct FlowMoveTests {
    @Test("is applied, with what no version has kept, and is a deployment with author and message")
    func applies() async throws {
        try await FlowBench.run { bench in
            for text in ["a", "b", "c"] { try await bench.write(text) }
            let receipt = try await bench.promote(1)
            #expect(receipt.value.attribution.message == "because")
            #expect(try await bench.live() == 1)
            try await bench.expectAgreement()
            _ = try await bench.plane.rollback(.live, of: bench.flow, to: .previousStable, record: .example())
            #expect(try await bench.live() == 3)
            try await bench.expectAgreement()
            let back = try await bench.plane.rollback(
                .live,
                of: bench.flow,
                to: .version(.number(2)),
                record: .example()
            )
            #expect(back.value.restores == (try await bench.history()[1].id))
            try await bench.expectAgreement()
            #expect(try await bench.versions() == ["a", "b", "c"])
        }
    }

    @Test("is refused before anything is touched when what it needs is missing, or when it is live already")
    func refuses() async throws {
        try await FlowBench.run { bench in
            for text in ["a", "b"] { try await bench.write(text) }
            let head = try await bench.store.head()
            bench.server.refuse(with: .missing(what: "work pool", name: "p"))
            bench.server.die(at: .max)
            await #expect(throws: ReleaseError.self) { try await bench.promote(1) }
            #expect(!bench.server.calls.contains(.apply))
            bench.server.refuse(with: nil)
            let error = await #expect(throws: ReleaseError.self) { try await bench.promote(2) }
            #expect(error?.name == "alreadyInForce")
            let stale = await #expect(throws: ReleaseError.self) { try await bench.promote(1, seen: Revision(1)) }
            #expect(stale?.name == "preconditionFailed")
            #expect(!bench.server.calls.contains(.apply))
            #expect(try await bench.store.head() == head)
            try await bench.expectAgreement()
        }
    }

    @Test("and is refused there, or comes out as something else, leaves what was live", arguments: [true, false])
    func undoes(isRefused: Bool) async throws {
        try await FlowBench.run { bench in
            for text in ["a", "b"] { try await bench.write(text) }
            if isRefused { bench.server.refuse(with: .refused("no")) } else { bench.server.mangle() }
            let error = await #expect(throws: ReleaseError.self) { try await bench.promote(1) }
            #expect(error?.name == "flowFailed")
            bench.server.refuse(with: nil)
            if isRefused { try await bench.plane.agree(onFlow: bench.flow) }
            #expect(try await bench.live() == 2)
            #expect(try await bench.versions() == ["a", "b"])
            try await bench.expectAgreement()
        }
    }

    /// Everything a promotion asks, in order: a look, the check, what to keep, a look, both steps of the apply, a look.
    @Test("is whole or not at all wherever it is broken off", arguments: 1...7, [true, false])
    func isWhole(call: Int, byNextStart: Bool) async throws {
        try await FlowBench.run { bench in
            for text in ["a", "b"] { try await bench.write(text) }
            bench.server.die(at: call)
            await #expect(throws: ReleaseError.self) { try await bench.promote(1) }
            let hasBegun = call > 3
            #expect(try await bench.store.intents().count == (hasBegun ? 1 : 0))
            bench.server.revive()
            let next = byNextStart ? bench.restarted() : bench
            if byNextStart {
                try await next.plane.agree(onFlow: next.flow)
            } else {
                try await next.plane.holding(next.flow) {}
            }
            // What was there completely is finished, everything else undone.
            #expect(try await next.live() == (call >= 6 ? 1 : 2))
            #expect(try await next.versions() == ["a", "b"])
            try await next.expectAgreement()
        }
    }

    @Test("stays live when what is to be kept is refused after a crash: nobody waits for that")
    func losesKeepsake() async throws {
        try await FlowBench.run { bench in
            for text in ["a", "b"] { try await bench.write(text) }
            // The content is there; the second step of the apply is not.
            bench.server.die(at: 6)
            await #expect(throws: ReleaseError.self) { try await bench.promote(1) }
            bench.server.revive()
            bench.server.refuseKeepsakes()
            try await bench.plane.agree(onFlow: bench.flow)
            #expect(try await bench.store.intents().isEmpty)
            #expect(try await bench.live() == 1)
            try await bench.write("c")
            #expect(try await bench.versions() == ["a", "b", "c"])
        }
    }

    @Test("and whose flow is gone is refused; the history stays")
    func isGone() async throws {
        try await FlowBench.run { bench in
            for text in ["a", "b"] { try await bench.write(text) }
            bench.server[bench.flow.name] = nil
            let error = await #expect(throws: ReleaseError.self) { try await bench.promote(1) }
            #expect(error?.name == "flowFailed")
            #expect(try await bench.versions() == ["a", "b"])
            try await bench.write("c")
            #expect(try await bench.versions() == ["a", "b", "c"])
        }
    }

    @Test("is found by its label, and by all its candidates when there are several")
    func isFoundByLabel() async throws {
        try await FlowBench.run { bench in
            for text in ["a", "b", "a"] { try await bench.write(text) }
            let workload = try await bench.plane.workload(bench.flow)
            #expect(try await bench.plane.liveVersion(flow: "label b", of: workload).number == 2)
            #expect(try await bench.plane.liveVersion(flow: "3", of: workload).number == 3)
            let error = await #expect(throws: ReleaseError.self) {
                try await bench.plane.liveVersion(flow: "label a", of: workload)
            }
            guard case .versionAmbiguous(_, _, let candidates) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(candidates.map(\.number) == [3, 1])
        }
    }

    @Test("has no company: neither shares nor rules, but other aliases are plain pointers")
    func standsAlone() async throws {
        try await FlowBench.run { bench in
            for text in ["a", "b"] { try await bench.write(text) }
            let workload = try await bench.plane.workload(bench.flow)
            let first = try await bench.plane.liveVersion(.number(1), of: workload)
            bench.server.die(at: .max)
            _ = try await bench.plane.createAlias(
                try Alias.Name("stable"),
                of: bench.flow,
                routing: Routing(split: TrafficSplit(allTo: first.id)),
                record: .example()
            )
            #expect(bench.server.calls.isEmpty)
            #expect(try await bench.live() == 2)
        }
    }
}
