import SocketTesting
import Testing

@Suite("The session of the control listener stays away from workers", .timeLimit(.minutes(1)))
struct SessionCookieTests {
    static let table: [(sent: String, forwarded: [String])] = [
        ("Cookie: __Host-sluice-session=s3cret", []),
        ("Cookie: a=1; __Host-sluice-session=s3cret; b=2", ["cookie: a=1; b=2"]),
        ("cookie: __Host-sluice-session=s3cret;a=1", ["cookie: a=1"]),
        ("Cookie: a=1;\t__Host-sluice-session =s3cret ;; b", ["cookie: a=1; b"]),
        ("Cookie: a=1;__Host-sluice-session=s3cret;__Host-sluice-session=s3cret=", ["cookie: a=1"]),
        ("Cookie: __Host-sluice-session", []),
        ("Cookie: a=1\r\nCookie: __Host-sluice-session=s3cret\r\nCookie: b=2", ["Cookie: a=1", "Cookie: b=2"]),
        // What only looks like it stays as it came.
        ("Cookie: a=__Host-sluice-session;b=2", ["Cookie: a=__Host-sluice-session;b=2"]),
        ("Cookie: x__Host-sluice-session=1;  c=3", ["Cookie: x__Host-sluice-session=1;  c=3"]),
        ("Cookie: __Host-sluice-sessions=1", ["Cookie: __Host-sluice-sessions=1"]),
        ("Cookie: ", ["Cookie: "]),
    ]

    @Test("and every other cookie reaches them", arguments: table.indices)
    func isTakenOut(_ index: Int) async throws {
        let (sent, forwarded) = Self.table[index]
        try await GatewayFixture.run { fixture in
            let listener = try fixture.engine()
            let client = try fixture.client()
            try client.send("GET / HTTP/1.1\r\nHost: hello.localhost\r\n\(sent)\r\nX-Last: 1\r\n\r\n")
            let head = try #require(listener.accept()).receive(until: "\r\n\r\n")
            let lines = head.split(separator: "\r\n").filter { $0.lowercased().hasPrefix("cookie") }
            #expect(lines.map(String.init) == forwarded)
            #expect(!head.contains("s3cret"))
            #expect(head.contains("\r\nX-Last: 1\r\n"))
        }
    }
}
