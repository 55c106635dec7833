import HTTPModel
import Testing

@Suite("Requests of other hosts and other sites are kept away")
struct ListenerGuardTests {
    private let listener = ListenerGuard(port: 8_700, hostNames: ["Sluice.example"])

    @Test(
        "takes loopback literals and configured names, with the bound port or none",
        arguments: [
            "127.0.0.1:8700", "127.0.0.1", "127.8.9.10:8700", "localhost:8700", "LOCALHOST", "[::1]:8700", "[::1]",
            "sluice.example", "SLUICE.example:8700",
        ]
    )
    func ours(_ authority: String) throws {
        try listener.check(HTTPRequest(.get, "/", authority: authority))
    }

    @Test(
        "refuses every other host, and ours with another port",
        arguments: [
            "evil.example", "evil.example:8700", "127.0.0.1:8701", "localhost:", "localhost:8700x", "localhost:+8700",
            "127.0.0.1.evil.example", "127.1", "127.0.0.256", "127.0.0.1.", "0.0.0.0:8700", "10.0.0.1:8700", "[::1",
            "[::]:8700", "[::1]x", "user@localhost:8700", "sluice.example.evil.example", "localhost.evil.example", "",
        ]
    )
    func foreign(_ authority: String) {
        #expect(throws: ListenerGuard.Violation.foreignHost(authority)) {
            try listener.check(HTTPRequest(.get, "/", authority: authority))
        }
    }

    @Test("refuses a request that names no host")
    func noHost() {
        #expect(throws: ListenerGuard.Violation.foreignHost("")) { try listener.check(HTTPRequest(.get, "/")) }
    }

    @Test(
        "refuses pages of other origins, other ports of the same host included",
        arguments: [
            "https://evil.example", "http://127.0.0.1:9999", "http://127.0.0.1", "http://localhost:8700", "null", "",
            "file://", "http://127.0.0.1:8700.evil.example",
        ]
    )
    func foreignOrigin(_ origin: String) throws {
        let request = HTTPRequest(
            .post,
            "/",
            authority: "127.0.0.1:8700",
            fields: [.origin: try HTTPFieldValue(origin)]
        )
        #expect(throws: ListenerGuard.Violation.foreignOrigin(origin)) { try listener.check(request) }
    }

    @Test("takes its own pages, and requests that no page made")
    func ownOrigin() throws {
        let own: HTTPFields = [.origin: "http://127.0.0.1:8700", "Sec-Fetch-Site": "same-origin"]
        try listener.check(HTTPRequest(.post, "/", authority: "127.0.0.1:8700", fields: own))
        try listener.check(HTTPRequest(.get, "/", authority: "127.0.0.1:8700", fields: ["Sec-Fetch-Site": "none"]))
    }

    @Test("refuses a second, foreign Origin behind its own")
    func repeatedOrigin() {
        var fields: HTTPFields = [.origin: "http://127.0.0.1:8700"]
        fields.append(.origin, "https://evil.example")
        #expect(throws: ListenerGuard.Violation.foreignOrigin("https://evil.example")) {
            try listener.check(HTTPRequest(.post, "/", authority: "127.0.0.1:8700", fields: fields))
        }
    }

    @Test("refuses what browsers mark as another site's", arguments: ["cross-site", "same-site", "unheard-of"])
    func crossSite(_ site: String) throws {
        let fields: HTTPFields = ["Sec-Fetch-Site": try HTTPFieldValue(site)]
        #expect(throws: ListenerGuard.Violation.crossSite(site)) {
            try listener.check(HTTPRequest(.get, "/", authority: "localhost:8700", fields: fields))
        }
    }
}
