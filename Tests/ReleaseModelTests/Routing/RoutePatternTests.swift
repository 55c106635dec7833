import ReleaseModel
import Testing

@Suite("A route's pattern")
struct RoutePatternTests {
    struct Request: Sendable {
        let pattern: String
        let matching: [String]
        let others: [String]
    }

    @Test(
        "matches what its documentation says, by host, path and query, and scheme",
        arguments: [
            Request(
                pattern: "example.com",
                matching: ["http://example.com/", "https://example.com/", "http://EXAMPLE.com/"],
                others: ["http://example.com/a", "http://example.com/?a=1", "http://www.example.com/"]
            ),
            Request(
                pattern: "https://*.example.com/images/*",
                matching: ["https://www.example.com/images/", "https://a.b.example.com/images/cat.png?x=1"],
                others: [
                    "http://www.example.com/images/", "https://example.com/images/", "https://www.example.com/images",
                    "https://www.example.com/Images/", "https://myexample.com/images/",
                ]
            ),
            Request(
                pattern: "*example.com/*",
                matching: ["http://example.com/", "http://www.example.com/path", "http://myexample.com/"],
                others: ["http://example.org/", "http://example.com.evil.test/"]
            ),
            Request(
                pattern: "Example.com/path*",
                matching: ["http://example.com/path", "http://example.com/path2", "http://example.com/path/a?b"],
                others: ["http://example.com/pat", "http://example.com/PATH"]
            ),
            Request(
                pattern: "*-preview.example.com/",
                matching: ["http://a-preview.example.com/", "http://-preview.example.com/"],
                others: ["http://preview.example.com/", "http://a-preview.example.com/b"]
            ),
        ]
    )
    func matches(_ request: Request) throws {
        let pattern = try RoutePattern(request.pattern)
        let matching = try request.matching.filter { try Self.isMatched($0, by: pattern) }
        let others = try request.others.filter { try Self.isMatched($0, by: pattern) }
        #expect(matching == request.matching)
        #expect(others.isEmpty)
    }

    private static func isMatched(_ url: String, by pattern: RoutePattern) throws -> Bool {
        let scheme = try #require(RoutePattern.Scheme(rawValue: String(url.prefix { $0 != ":" })))
        let rest = url.dropFirst(scheme.rawValue.count + 3)
        let host = Array(rest.prefix { $0 != "/" }.utf8)
        let path = Array(rest.utf8.dropFirst(host.count))
        return pattern.matches(scheme, host: host.span, path: path.span)
    }

    @Test(
        "has one text for one meaning",
        arguments: [
            ("example.com", "example.com/"), ("HTTPS://Example.COM/A*", "https://example.com/A*"),
            ("*.example.com/*", "*.example.com/*"), ("*example.com", "*example.com/"), ("a.b/*", "a.b/*"),
        ]
    )
    func canonical(text: String, canonical: String) throws {
        let pattern = try RoutePattern(text)
        #expect(pattern.description == canonical)
        #expect(try RoutePattern(canonical) == pattern)
    }

    @Test(
        "is refused with its problem",
        arguments: [
            ("", .empty), ("ftp://example.com/", .unknownScheme("ftp")), ("user@example.com/", .userInformation),
            ("example.com:8080/*", .port), ("[::1]/*", .host(.address)), ("127.0.0.1/*", .host(.address)),
            ("*.0.0.1/", .host(.address)), ("0x7f.1/", .host(.address)), ("2130706433/", .host(.address)),
            ("a.0x7f/", .host(.address)), ("/path", .host(.empty)), ("*/*", .host(.empty)), ("*.", .host(.empty)),
            ("exa mple.com/", .host(.notHostLabels)), ("bücher.example/", .host(.notHostLabels)),
            ("\u{212A}.example/", .host(.notHostLabels)), ("a..example/", .host(.notHostLabels)),
            ("example.com./*", .host(.notHostLabels)), ("www.*.com/", .wildcardInside), ("**.com/", .wildcardInside),
            ("example.com/*.jpg", .wildcardInside), ("example.com/**", .wildcardInside),
            ("example.com/?foo=*", .query), ("example.com?a", .query), ("example.com/#a", .pathCharacter),
            ("example.com/a b", .pathCharacter), ("example.com/ü", .pathCharacter),
            ("a.b/" + String(repeating: "x", count: 2_048), .tooLong(limit: 2_048)),
        ] as [(String, InvalidRoutePattern.Problem)]
    )
    func refusals(text: String, problem: InvalidRoutePattern.Problem) {
        let error = #expect(throws: InvalidRoutePattern.self) { try RoutePattern(text) }
        #expect(error == InvalidRoutePattern(pattern: text, problem: problem))
    }

    @Test("is less specific the wider its host, then its path, then its scheme")
    func specificity() throws {
        let ascending = [
            "*example.com/*", "*example.com/images/*", "*example.com/", "*example.com/images/cat.png",
            "*.example.com/*", "*a.example.com/*", "*.a.example.com/*", "example.com/*", "www.example.com/*",
            "http://www.example.com/*", "www.example.com/hello*", "www.example.com/hello/*", "www.example.com/hello/a",
            "https://www.example.com/hello/a",
        ]
        let patterns = try ascending.map { try RoutePattern($0) }
        for (narrow, wide) in zip(patterns.dropFirst(), patterns) {
            #expect(narrow.specificity > wide.specificity, "\(narrow) \(wide)")
        }
        let domain = RoutePattern(customDomain: try DomainName("example.com"))
        let (route, wildcard) = (try RoutePattern("example.com/*"), try RoutePattern("*.www.example.com/a"))
        #expect(domain.specificity < route.specificity && domain.specificity > wildcard.specificity)
    }
}
