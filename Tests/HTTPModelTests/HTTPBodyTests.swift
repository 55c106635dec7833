import HTTPModel
import Synchronization
import Testing

@Suite("A body", .timeLimit(.minutes(1)))
struct HTTPBodyTests {
    @Test("of bytes reads the same every time")
    func bytes() async throws {
        let body = HTTPBody.text("hello")
        #expect(body.length == 5)
        #expect(try await body.collect(upTo: 5) == Array("hello".utf8))
        #expect(try await body.collect(upTo: 5) == Array("hello".utf8))
        #expect(try await HTTPBody.empty.collect(upTo: 0).isEmpty)
    }

    @Test("is collected up to the limit and no further")
    func limit() async throws {
        await #expect(throws: HTTPBody.TooLarge.self) { try await HTTPBody.text("hello").collect(upTo: 4) }
        let (writer, body) = HTTPBody.pipe()
        try await writer.write([1, 2])
        try await writer.write([3])
        writer.finish()
        await #expect(throws: HTTPBody.TooLarge.self) { try await body.collect(upTo: 2) }
        let (_, promising) = HTTPBody.pipe(length: 9)
        await #expect(throws: HTTPBody.TooLarge.self) { try await promising.collect(upTo: 8) }
    }

    @Test("holds its writer back while the reader is behind, and tells what it wants")
    func backpressure() async throws {
        let demands = Mutex<[HTTPBodyWriter.Demand]>([])
        let (writer, body) = HTTPBody.pipe(capacity: 4) { demand in demands.withLock { $0.append(demand) } }
        #expect(writer.push([1, 2]) == .more)
        #expect(writer.push([3, 4]) == .full)
        #expect(demands.withLock { $0 }.isEmpty)
        var reader = body.makeAsyncIterator()
        #expect(try await reader.next() == [1, 2, 3, 4])
        #expect(demands.withLock { $0 } == [.room])
        #expect(writer.push([5]) == .more)
        #expect(try await reader.next() == [5])
        #expect(demands.withLock { $0 } == [.room])
    }

    @Test("asks for its first bytes once")
    func started() async throws {
        let demands = Mutex<[HTTPBodyWriter.Demand]>([])
        let (writer, body) = HTTPBody.pipe { demand in demands.withLock { $0.append(demand) } }
        #expect(writer.push([1]) == .more)
        var reader = body.makeAsyncIterator()
        _ = try await reader.next()
        writer.finish()
        #expect(try await reader.next() == nil)
        #expect(try await reader.next() == nil)
        #expect(demands.withLock { $0 } == [.started])
    }

    @Test("carries everything through a pipe much smaller than itself, in order")
    func throughput() async throws {
        let (writer, body) = HTTPBody.pipe(capacity: 64)
        async let written: Void = {
            for number in 0..<500 {
                try await writer.write([UInt8](repeating: UInt8(number % 251), count: 1 + number % 90))
            }
            writer.finish()
        }()
        let expected = (0..<500).flatMap { [UInt8](repeating: UInt8($0 % 251), count: 1 + $0 % 90) }
        #expect(try await body.collect(upTo: 100_000) == expected)
        try await written
    }

    @Test("that nobody reads any more fails its writer")
    func abandoned() async throws {
        let demands = Mutex<[HTTPBodyWriter.Demand]>([])
        var pair: (writer: HTTPBodyWriter, body: HTTPBody)? = HTTPBody.pipe(capacity: 1) { demand in
            demands.withLock { $0.append(demand) }
        }
        let writer = try #require(pair?.writer)
        #expect(writer.push([1]) == .full)
        pair = nil
        await #expect(throws: HTTPBodyWriter.Abandoned.self) { try await writer.write([2]) }
        #expect(demands.withLock { $0 } == [.abandoned])
    }

    @Test("whose writer goes away is broken, not short")
    func brokenOff() async throws {
        var writer: HTTPBodyWriter?
        let body: HTTPBody
        (writer, body) = HTTPBody.pipe()
        _ = writer?.push([1])
        writer = nil
        await #expect(throws: HTTPBodyWriter.BrokenOff.self) { try await body.collect(upTo: 10) }
    }

    @Test("lets a cancelled reader and a cancelled writer go")
    func cancellation() async throws {
        let (writer, body) = HTTPBody.pipe(capacity: 1)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await #expect(throws: CancellationError.self) { try await body.collect(upTo: 1) }
            }
            group.cancelAll()
        }
        _ = writer.push([1])
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await #expect(throws: CancellationError.self) { try await writer.write([2]) }
            }
            group.cancelAll()
        }
        withExtendedLifetime(body) {}
    }

    @Test("of bodies reads them one behind the other")
    func concatenation() async throws {
        let (writer, streamed) = HTTPBody.pipe()
        let whole = HTTPBody.concatenation([.text("a"), .empty, streamed, .text("z")])
        #expect(whole.length == nil)
        #expect(HTTPBody.concatenation([.text("ab"), .text("c")]).length == 3)
        try await writer.write(Array("mn".utf8))
        writer.finish()
        #expect(try await whole.collect(upTo: 10) == Array("amnz".utf8))
    }
}
