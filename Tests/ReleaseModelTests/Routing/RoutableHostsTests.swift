import ReleaseModel
import Testing

@Suite("Routes and custom domains stay within the operator's zones")
struct RoutableHostsTests {
    private func hosts() throws -> RoutableHosts {
        RoutableHosts(
            zones: try ["example.com", "eu.example.com", "myexample.com"].map { try DomainName($0) },
            domain: "workers.example.com",
            controlHosts: ["sluice.example.com", "127.0.0.1", "localhost"]
        )
    }

    @Test(
        "what may be routed",
        arguments: [
            "example.com/*", "*example.com/*", "*.example.com/*", "a.b.example.com/", "*.eu.example.com/x",
            "a.b.workers.example.com/*",
        ]
    )
    func allowed(pattern: String) throws {
        try hosts().check(try RoutePattern(pattern))
    }

    @Test(
        "what may not",
        arguments: [
            ("sluice.example.com/*", "control"), ("*sluice.example.com/*", "control"), ("localhost/*", "control"),
            ("workers.example.com/*", "bareDomain"), ("*.workers.example.com/*", "bareDomain"),
            ("hello.workers.example.com/*", "workerHost"), ("*-hello.workers.example.com/", "workerHost"),
            ("example.org/*", "outsideZones"), ("*com/*", "outsideZones"), ("notexample.com/", "outsideZones"),
            ("example.com.evil.test/", "outsideZones"),
        ]
    )
    func refused(pattern: String, reason: String) throws {
        let (hosts, parsed) = (try hosts(), try RoutePattern(pattern))
        let error = #expect(throws: UnroutableHost.self) { try hosts.check(parsed) }
        #expect(error.map { "\($0.reason)".hasPrefix(reason) } == true, "\(String(describing: error))")
        #expect(error?.host == parsed.host.description)
    }

    @Test("localhost is the control listener's, whatever is said of names and zones")
    func localhost() throws {
        let localhost = try DomainName("localhost")
        let hosts = RoutableHosts(zones: [localhost], domain: "workers.example.com")
        let error = #expect(throws: UnroutableHost.self) { try hosts.check(localhost) }
        #expect(error == UnroutableHost(host: "localhost", reason: .control))
        #expect(!hosts.allow("localhost", to: try RoutePattern("*localhost/").host))
        #expect(hosts.allow("www.localhost", to: try RoutePattern("*localhost/").host))
    }

    @Test("a custom domain is held to the same rules")
    func customDomains() throws {
        let hosts = try hosts()
        try hosts.check(try DomainName("Shop.Example.com"))
        let foreign = try DomainName("example.org")
        let error = #expect(throws: UnroutableHost.self) { try hosts.check(foreign) }
        #expect(error == UnroutableHost(host: "example.org", reason: .outsideZones(hosts.zones)))
    }

    @Test(
        "a wildcard serves its own zone's hosts only, and never the control listener's or the bare domain",
        arguments: [
            ("www.example.com", "*example.com/", true), ("example.com", "*example.com/", true),
            ("myexample.com", "*example.com/", false), ("a.eu.example.com", "*.example.com/", false),
            ("a.eu.example.com", "*.eu.example.com/", true), ("sluice.example.com", "*.example.com/", false),
            ("workers.example.com", "*.example.com/", false), ("example.org", "*.example.com/", false),
        ]
    )
    func wildcards(host: String, pattern: String, isServed: Bool) throws {
        let (hosts, pattern) = (try hosts(), try RoutePattern(pattern))
        #expect(hosts.allow(host, to: pattern.host) == isServed)
    }
}
