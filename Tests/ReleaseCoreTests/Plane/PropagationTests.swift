import ReleaseCore
import ReleaseModel
import Testing

@Suite("What a receipt says of the data plane", .timeLimit(.minutes(1)))
struct PropagationTests {
    @Test(
        "is what the data plane answered to that revision",
        arguments: [.inForce(after: .milliseconds(3)), .noDataPlane, .unconfirmed] as [Propagation]
    )
    func passesThrough(propagation: Propagation) async throws {
        try await Bench.run { bench in
            bench.world.answerAnnouncements(with: propagation)
            let uploaded = try await bench.upload("one")
            let deployed = try await bench.deploy([1: "100"])
            let set = try await bench.plane.set("previews", to: "off", of: bench.name(), record: .example())
            let skipped = try await bench.upload("one", skipsUnchanged: true)
            #expect(
                [uploaded.propagation, deployed.propagation, set.propagation, skipped.propagation].allSatisfy {
                    $0 == propagation
                }
            )
            #expect(bench.world.announced == [Revision(1), Revision(2), Revision(3), Revision(3)])
        }
    }

    @Test("is asked for after the turn, so that a data plane that hangs delays nobody else")
    func hangingDataPlane() async throws {
        try await Bench.run { bench in
            let (gate, opening) = AsyncStream<Void>.makeStream()
            let (announced, announcement) = AsyncStream<Void>.makeStream()
            let environment = bench.world.environment
            let plane = ReleasePlane(
                store: bench.store,
                blobs: bench.plane.blobs,
                environment: ReleasePlane.Environment(
                    now: environment.now,
                    makeUUID: environment.makeUUID,
                    announce: { revision in
                        guard revision == Revision(2) else { return .noDataPlane }
                        announcement.finish()
                        for await _ in gate {}
                        return .unconfirmed
                    },
                    tryLoading: environment.tryLoading
                )
            )
            try await bench.versions(1)
            let upload = Upload(
                workload: bench.name(),
                content: try await bench.content("two"),
                attribution: .example()
            )
            async let hanging = plane.publish(upload, release: .later(creates: false))
            for await _ in announced {}
            let quick = try await plane.publish(upload, release: .later(creates: false))
            #expect(quick.value.version.number == 3 && quick.propagation == .noDataPlane)
            opening.finish()
            #expect(try await hanging.propagation == .unconfirmed)
        }
    }
}
