import ReleaseCore
import ReleaseModel
import Testing

@Suite("Uploading a version", .timeLimit(.minutes(1)))
struct UploadTests {
    @Test("makes a version with its own number, author, message and tag, and deploys nothing")
    func uploads() async throws {
        try await Bench.run { bench in
            let receipt = try await bench.upload("one", tag: "v1", message: "first")
            let version = receipt.value.version
            #expect(version.number == 1)
            #expect(version.attribution == .example(message: "first"))
            #expect(version.tag == "v1")
            #expect(version.createdAt == .example)
            #expect(receipt.value.twin == nil && receipt.value.deployment == nil && !receipt.value.isUnchanged)
            #expect(receipt.revision == Revision(1))
            #expect(try await bench.store.version(version.id) == version)
            #expect(try await bench.serving() == [:])
            let content = try await bench.plane.content(of: version, in: bench.workload())
            #expect(content == (try await bench.content("one")))
            let file = try await bench.plane.file("index.js", of: version, in: bench.workload())
            #expect(file?.bytes == Array("one".utf8))
        }
    }

    @Test("refuses an unknown workload that may not be created")
    func refusesUnknown() async throws {
        try await Bench.run { bench in
            let error = try await bench.refuses("workloadNotFound") {
                try await bench.upload("one", release: .later(creates: false))
            }
            let isTold = if case .workloadNotFound(bench.name()) = error { true } else { false }
            #expect(isTold)
            #expect(bench.world.tried == 0)
            #expect(try await bench.store.workload(bench.name()) == nil)
            try await bench.upload("one")
            #expect(try await bench.upload("two", release: .later(creates: false)).value.version.number == 2)
        }
    }

    @Test("names the newest older version with the same content, and still makes a version")
    func namesTwin() async throws {
        try await Bench.run { bench in
            try await bench.upload("one")
            try await bench.upload("two")
            let third = try await bench.upload("one").value
            #expect(third.version.number == 3)
            #expect(third.twin?.number == 1)
            #expect(third.version.snapshot == third.twin?.snapshot)
            #expect(try await bench.upload("one").value.twin?.number == 3)
            #expect(try await bench.upload("three").value.twin == nil)
        }
    }

    @Test("skips what is the same as the newest version alone, and only if asked")
    func skipsUnchanged() async throws {
        try await Bench.run { bench in
            try await bench.versions(2)
            let head = try await bench.store.head()
            let same = try await bench.upload("hello 2", skipsUnchanged: true)
            #expect(same.value.isUnchanged && same.value.version.number == 2 && same.value.deployment == nil)
            #expect(same.revision == head.revision)
            #expect(try await bench.store.head() == head)
            #expect(try await bench.upload("hello 1", skipsUnchanged: true).value.version.number == 3)
            #expect(try await bench.upload("hello 1").value.version.number == 4)
        }
    }

    @Test("that is skipped but to be deployed deploys the newest version")
    func skipsAndDeploys() async throws {
        try await Bench.run { bench in
            try await bench.versions(1)
            let receipt = try await bench.upload("hello 1", skipsUnchanged: true, release: .now(message: "go"))
            #expect(receipt.value.isUnchanged && receipt.value.version.number == 1)
            #expect(receipt.value.deployment?.attribution.message == "go")
            #expect(try await bench.serving() == [1: 100_000])
            let workload = try await bench.workload()
            #expect(try await bench.store.highestNumber(under: WorkloadName(workload)) == 1)
        }
    }

    @Test("never issues a number again, not after the version nor after the workload is gone")
    func numbersAreNeverReused() async throws {
        try await Bench.run { bench in
            try await bench.versions(3)
            _ = try await bench.plane.deleteVersion(.number(3), of: bench.name(), record: .example())
            #expect(try await bench.upload("four").value.version.number == 4)
            _ = try await bench.plane.deleteWorkload(bench.name(), record: .example())
            try await bench.refuses("workloadNotFound") { _ = try await bench.workload() }
            #expect(try await bench.upload("five").value.version.number == 5)
            #expect(try await bench.versions(1, of: "other").first?.number == 1)
        }
    }

    @Test("gives a hundred uploads at once the numbers 1 to 100, each its own revision")
    func concurrent() async throws {
        try await Bench.run { bench in
            try await bench.upload("first")
            var numbers: [Int] = [1]
            var revisions: [Int] = [1]
            try await withThrowingTaskGroup(of: Receipt<Published>.self) { group in
                for index in 2...100 { group.addTask { try await bench.upload("code \(index % 7)") } }
                for try await receipt in group {
                    numbers.append(receipt.value.version.number)
                    revisions.append(receipt.revision.number)
                }
            }
            #expect(numbers.sorted() == Array(1...100))
            #expect(revisions.sorted() == Array(1...100))
        }
    }

    @Test("makes one workload of many uploads that would each create it")
    func concurrentCreation() async throws {
        try await Bench.run { bench in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<20 { group.addTask { try await bench.upload("code \(index)") } }
                try await group.waitForAll()
            }
            let page = try await bench.store.versions(of: bench.workload().id, page: PageRequest(limit: 100))
            #expect(page.items.map(\.number) == (1...20).reversed())
        }
    }

    @Test("refuses content whose bytes are not stored")
    func refusesMissingBlob() async throws {
        try await Bench.run { bench in
            let digest = Digest(sha256: Array("nowhere".utf8))
            let module = try Module(name: "index.js", type: .esm, digest: digest, size: 7)
            let component = try Component(
                main: "index.js",
                modules: [module],
                bindings: [],
                compatibility: Compatibility()
            )
            let upload = Upload(
                workload: bench.name(),
                content: try Snapshot(kind: .worker, components: [component]),
                attribution: .example()
            )
            try await bench.refuses("blobMissing") {
                _ = try await bench.plane.publish(upload, release: .later(creates: true))
            }
            #expect(bench.world.tried == 0)
        }
    }

    @Test("refuses what a list could not show: names, tags and messages that are too long")
    func refusesLongTexts() async throws {
        try await Bench.run { bench in
            let zalgo = "a" + String(repeating: "\u{301}", count: 1_000)
            try await bench.refuses("invalidName") { try await bench.upload("one", to: "Hello") }
            try await bench.refuses("textTooLong") {
                try await bench.upload("one", tag: String(repeating: "t", count: 101))
            }
            try await bench.refuses("textTooLong") { try await bench.upload("one", message: zalgo) }
            try await bench.refuses("textTooLong") { try await bench.upload("one", release: .now(message: zalgo)) }
            #expect(bench.world.tried == 0)
            try await bench.versions(1)
            let record = Record.example(zalgo)
            try await bench.refuses("textTooLong") {
                _ = try await bench.plane.promote(.newest, on: .production, of: bench.name(), record: record)
            }
            try await bench.refuses("textTooLong") {
                _ = try await bench.plane.deleteVersion(.newest, of: bench.name(), record: record)
            }
            try await bench.refuses("textTooLong") {
                _ = try await bench.plane.set("previews", to: "off", of: bench.name(), record: record)
            }
            let tag = String(repeating: "t", count: 100)
            #expect(
                try await bench.upload("one", tag: tag, message: String(zalgo.unicodeScalars.dropLast())).value.version
                    .tag == tag
            )
        }
    }
}
