import FoundationEssentials
import HTTPModel
import ReleaseModel
import Testing

@testable import DialectCloudflare

@Suite("The address of a tail")
struct TailRegisterTests {
    private let register = TailRegister()
    private let secret = TailTicket.hash("secret")

    @Test("works once")
    func once() throws {
        let tail = try Tail.example()
        try register.add(tail, at: .example())
        #expect(register.claim(tail.id, secret: secret, at: .example())?.id == tail.id)
        #expect(register.claim(tail.id, secret: secret, at: .example()) == nil)
    }

    @Test("needs its secret, and a wrong one does not use it up")
    func wrongSecret() throws {
        let tail = try Tail.example()
        try register.add(tail, at: .example())
        #expect(register.claim(tail.id, secret: TailTicket.hash("guess"), at: .example()) == nil)
        #expect(register.claim(.example(2), secret: secret, at: .example()) == nil)
        #expect(register.claim(tail.id, secret: secret, at: .example()) != nil)
    }

    @Test("expires")
    func expiry() throws {
        let tail = try Tail.example()
        try register.add(tail, at: .example())
        #expect(register.newest(of: tail.worker.id, at: .example(Tail.openingTime - 1))?.id == tail.id)
        #expect(register.claim(tail.id, secret: secret, at: .example(Tail.openingTime)) == nil)
        #expect(register.newest(of: tail.worker.id, at: .example(Tail.openingTime)) == nil)
    }

    @Test("is worth nothing once the tail was deleted, and an open WebSocket is closed")
    func deletion() throws {
        let (first, second) = (try Tail.example(1), try Tail.example(2))
        try register.add(first, at: .example())
        try register.add(second, at: .example())
        register.delete(first.id, of: .example(9))
        #expect(register.claim(first.id, secret: secret, at: .example()) != nil)
        let transport = TestTransport()
        #expect(register.open(first.id, by: WebSocketSession(over: transport)))
        register.delete(first.id, of: first.worker.id)
        #expect(transport.closing?.code == .normal)
        register.delete(second.id, of: second.worker.id)
        #expect(register.claim(second.id, secret: secret, at: .example()) == nil)
        #expect(!register.open(second.id, by: WebSocketSession(over: TestTransport())))
    }

    @Test("is refused for one tail too many, until others have gone")
    func limit() throws {
        for number in 1...UInt8(TailRegister.maximumTailsPerWorker) {
            try register.add(try .example(number), at: .example())
        }
        let late = try Tail.example(99, createdAt: .example(Tail.openingTime))
        let error = #expect(throws: CloudflareError.self) { try register.add(late, at: .example()) }
        #expect(error?.status == .tooManyRequests)
        try register.add(.example(100, of: 2), at: .example())
        try register.add(late, at: .example(Tail.openingTime))
    }

    @Test("is read from a path alone")
    func ticket() throws {
        func request(_ target: String, _ method: HTTPMethod = .get) throws -> HTTPRequest {
            HTTPRequest(method, try HTTPTarget(target))
        }
        let id = Tail.ID.example()
        let ticket = try #require(TailTicket(try request("/client/v4/tails/\(id)/secret")))
        #expect(ticket.id == id)
        #expect(ticket.secret == secret)
        for target in ["/client/v4/tails/\(id)", "/client/v4/tails/\(id)/secret/x", "/client/v4/tails/x/secret"] {
            #expect(TailTicket(try request(target)) == nil, "\(target)")
        }
        #expect(TailTicket(try request("/client/v4/tails/\(id)/secret", .post)) == nil)
    }
}
