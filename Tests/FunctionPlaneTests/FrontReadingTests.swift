import DialectFunctionCompute
import FoundationEssentials
import HTTPModel
import ReleaseModel
import Testing

@testable import FunctionPlane

@Suite("The front reads requests")
struct FrontReadingTests {
    static let address = FunctionAddress(service: "s", qualifier: .latest, function: "f")
    static let version = FunctionAddress(service: "s", qualifier: .version(2), function: "f")
    static let alias = FunctionAddress(service: "s", qualifier: .alias("prod"), function: "f")

    @Test(
        "for calls, by both prefixes and both ways to name a qualifier",
        arguments: [
            ("POST", "/2016-08-15/services/s/functions/f/invocations", .invocations(address)),
            ("POST", "//2016-08-15/services/s.prod/functions/f/invocations", .invocations(alias)),
            ("POST", "/2021-04-06/services/s/functions/f/invocations?qualifier=2", .invocations(version)),
            ("POST", "/2021-04-06/services/s.2/functions/f/invocations?qualifier=2", .invocations(version)),
            ("POST", "/2021-04-06/services/s.2/functions/f/invocations?qualifier=", .invocations(version)),
            ("GET", "/2021-04-06/services/s/functions/f/instances", .instances(address)),
            (
                "PUT", "/2021-04-06/services/s.prod/functions/f/stateful-async-invocations/x",
                .statefulInvocation(alias, id: "x")
            ),
        ] as [(String, HTTPTarget, FrontPath)]
    )
    func paths(method: String, target: HTTPTarget, expected: FrontPath) throws {
        #expect(try FrontPath(HTTPMethod(method), target) == expected)
    }

    @Test(
        "for calls over HTTP, whose rest stays as it is on the wire",
        arguments: [
            ("/2016-08-15/proxy/s/f", "/", "/2016-08-15/proxy/s/f"),
            ("/2016-08-15/proxy/s/f/", "/", "/2016-08-15/proxy/s/f"),
            (
                "/2016-08-15/proxy/s/f/a%2Fb//c?q=%20&qualifier=7", "/a%2Fb//c?q=%20&qualifier=7",
                "/2016-08-15/proxy/s/f"
            ),
            ("//2021-04-06/proxy/s/f/x", "/x", "//2021-04-06/proxy/s/f"),
            ("/2021-04-06/proxy/s/f//x", "//x", "/2021-04-06/proxy/s/f"),
        ] as [(HTTPTarget, HTTPTarget, String)]
    )
    func proxies(target: HTTPTarget, rest: HTTPTarget, prefix: String) throws {
        #expect(try FrontPath(.get, target) == .proxy(Self.address, rest: rest, prefix: prefix))
    }

    @Test(
        "and refuses others",
        arguments: [
            ("GET", "/2016-08-15/services/s/functions/f/invocations", .pathNotSupported),
            ("POST", "/2015-08-15/services/s/functions/f/invocations", .pathNotSupported),
            ("POST", "/2016-08-15/services/s/functions/f/invocations/x", .pathNotSupported),
            ("GET", "/2016-08-15/proxy/s", .pathNotSupported), ("GET", "/", .pathNotSupported),
            ("POST", "/2016-08-15/services/s.1/functions/f/invocations?qualifier=2", .invalidArgument),
        ] as [(String, HTTPTarget, FunctionComputeError.Code)]
    )
    func refusals(method: String, target: HTTPTarget, code: FunctionComputeError.Code) throws {
        let method = try HTTPMethod(method)
        let error = #expect(throws: FunctionComputeError.self) { try FrontPath(method, target) }
        #expect(error?.code == code)
    }

    @Test("options of a call, and refuses values that do not exist in the vendor's words")
    func options() throws {
        let plain = try CallOptions([:])
        #expect(!plain.isAsynchronous && !plain.wantsTail && !plain.isStateful)
        let tail = try CallOptions([CallField.logType: "Tail", CallField.statefulID: ""])
        #expect(tail.wantsTail && tail.statefulID == nil)
        let async = try CallOptions([CallField.type: "Async", CallField.statefulID: "job-1"])
        #expect(async.isAsynchronous && async.isStateful && async.statefulID == "job-1")
        let error = #expect(throws: FunctionComputeError.self) { try CallOptions([CallField.logType: "Invalid"]) }
        #expect(
            error?.message == "LogType is set to an invalid value (allowed: Tail | None, actual: 'Invalid')"
                && error?.code == .invalidArgument
        )
        #expect(throws: FunctionComputeError.self) { try CallOptions([CallField.type: "sync"]) }
        #expect(throws: FunctionComputeError.self) { try CallOptions([CallField.statefulID: "1x"]) }
    }

    @Test(
        "rewrites paths: equal before regex before wildcard, the first that fits",
        arguments: [
            ("/exact", "/e"), ("/v1/users", "/users/1"), ("/img/a/b.png", "/pics/a/b.png"), ("/img/", "/pics/"),
            ("/a/x/b/y", "/x-y"), ("/other", "/other"), ("/exact/", "/exact/"),
        ]
    )
    func rewriting(path: String, expected: String) {
        let rules = RewriteRules(
            equalRules: [.init(match: "/exact", replacement: "/e")],
            wildcardRules: [
                .init(match: "/img/*", replacement: "/pics/$1"), .init(match: "/a/*/b/*", replacement: "/$1-$2"),
                .init(match: "/v1/*", replacement: "/never"), .init(match: "/exact", replacement: "/never"),
            ],
            regexRules: [
                .init(match: "^/v([0-9]+)/(.*)$", replacement: "/$2/$1"), .init(match: "(", replacement: "/x"),
            ]
        )
        #expect(rules.rewritten(path) == expected)
    }

    @Test(
        "rewrites by expressions that would keep others busy for ever, but not paths beyond a length",
        .timeLimit(.minutes(1))
    )
    func hostileExpressions() throws {
        let json =
            #"{"regexRules":[{"match":"(a+)+$","replacement":"/never"},{"match":"^/(a+)!$","replacement":"/$1"}]}"#
        let rules = try JSONDecoder().decode(RewriteRules.self, from: Data(json.utf8))
        let letters = String(repeating: "a", count: RewriteRules.longestPath - 2)
        #expect(rules.rewritten("/\(letters)!") == "/\(letters)")
        #expect(rules.rewritten("/\(letters)a!") == "/\(letters)a!")
    }

    @Test("attributes of requests for rules")
    func attributes() {
        let request = HTTPRequest(
            .get,
            "/?a=1&b=x%20y&a=2",
            fields: ["X-One": "1", .cookie: "c=d; e=f=g;h", .cookie: "i=j"]
        )
        let attributes = CallAttributes(request)
        #expect(attributes.value(of: .header("x-one")) == "1")
        #expect(attributes.value(of: .query("a")) == "1" && attributes.value(of: .query("b")) == "x y")
        #expect(attributes.value(of: .cookie("c")) == "d" && attributes.value(of: .cookie("e")) == "f=g")
        #expect(attributes.value(of: .cookie("i")) == "j" && attributes.value(of: .cookie("h")) == nil)
        #expect(attributes.value(of: .header("x-two")) == nil)
    }

    @Test("the fields of a client, of which those of ours and of the connection go no further")
    func fields() {
        let passed = RuntimeField.passed([
            "X-Fc-Request-Id": "forged", "x_fc_account_id": "forged", "X-Gw-Account": "forged",
            "Connection": "close, X-Hop",
            "X-Hop": "1", "TE": "trailers", "Accept": "a", "Cookie": "b",
        ])
        #expect(passed.map(\.name.lowercased) == ["accept", "cookie"])
    }
}
