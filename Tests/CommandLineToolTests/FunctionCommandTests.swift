import Foundation
import HTTPModel
import Testing

@testable import CommandLineTool

@Suite("The fc commands speak with a server", .timeLimit(.minutes(1)))
struct FunctionCommandTests {
    private static let versions = #"{"versions":[{"versionId":"7"},{"versionId":"4"},{"versionId":"2"}]}"#

    private static func alias(_ version: String, _ weights: String = "null") -> String {
        #"{"aliasName":"prod","versionId":"\#(version)","additionalVersionWeight":\#(weights),"resolvePolicy":"Random"}"#
    }

    private static func refusal(_ code: String, _ status: HTTPStatus) -> HTTPResponse {
        HTTPResponse(
            status,
            contentType: "application/json",
            body: .text(#"{"ErrorCode":"\#(code)","ErrorMessage":"M"}"#)
        )
    }

    @Test(
        "a rollback counts the versions that exist, from the one that the alias leads to",
        arguments: [
            ("7", "HEAD^", "4"), ("7", "HEAD^^", "2"), ("7", "HEAD~2", "2"), ("LATEST", "HEAD^", "7"),
            ("5", "HEAD^", "4"),
            ("7", "4", "4"),
        ]
    )
    func rollback(present: String, word: String, target: String) async throws {
        let seen = try await RecordingServer.run { _, request in
            let path = request.target.path
            if request.method == .put { return RecordingServer.json(Self.alias(target)) }
            return RecordingServer.json(path.hasSuffix("/versions") ? Self.versions : Self.alias(present))
        } _: { fixture in
            let outcome = try await fixture.run("fc", "alias", "rollback", "shop", "prod", "--version", word)
            #expect(outcome.code == .success, "\(outcome.errors)")
            #expect(outcome.output.contains("went back to \(target)"))
        }
        let change = try #require(seen.last)
        #expect(change.line == "PUT /2021-04-06/services/shop/aliases/prod")
        #expect(change.body == #"{"additionalVersionWeight":{},"versionId":"\#(target)"}"#)
    }

    @Test("a rollback further back than there are versions changes nothing", arguments: ["HEAD~3", "HEAD^^^"])
    func rollbackTooFar(word: String) async throws {
        let seen = try await RecordingServer.run { _, request in
            RecordingServer.json(request.target.path.hasSuffix("/versions") ? Self.versions : Self.alias("7"))
        } _: { fixture in
            let outcome = try await fixture.run("fc", "alias", "rollback", "shop", "prod", "--version", word)
            #expect(outcome.code == .refused && outcome.errors.contains("version_not_found"))
        }
        #expect(!seen.contains { $0.line.hasPrefix("PUT") })
    }

    @Test(
        "words that name no earlier version are refused before anything is sent",
        arguments: ["HEAD", "HEAD~0", "0", "-1"]
    )
    func refusesWords(word: String) async throws {
        let outcome = try await SessionFixture().run("fc", "alias", "rollback", "shop", "prod", "--version=\(word)")
        #expect(outcome.code == .usage)
    }

    private typealias Publication = (words: [String], body: String)

    @Test("publishing makes an alias or moves it; without a canary a running one ends")
    func publishAlias() async throws {
        let cases: [Publication] = [
            (["--version", "2"], #"{"additionalVersionWeight":{},"versionId":"2"}"#),
            (["--version", "newest"], #"{"additionalVersionWeight":{},"versionId":"7"}"#),
            (
                ["--version", "1", "--canary", "2", "--weight", "20"],
                #"{"additionalVersionWeight":{"2":0.2},"resolvePolicy":"Random","versionId":"1"}"#
            ),
            (
                ["--canary", "2", "--route-policy", #"{"policyItems":[]}"#],
                #"{"additionalVersionWeight":{"2":0},"resolvePolicy":"Content","routePolicy":{"policyItems":[]},"versionId":"1"}"#
            ),
        ]
        for (words, body) in cases {
            let seen = try await RecordingServer.run { _, request in
                RecordingServer.json(request.target.path.hasSuffix("/versions") ? Self.versions : Self.alias("1"))
            } _: { fixture in
                let outcome = try await fixture.run(["fc", "alias", "publish", "shop", "prod"] + words)
                #expect(outcome.code == .success, "\(outcome.errors)")
            }
            #expect(seen.last?.line == "PUT /2021-04-06/services/shop/aliases/prod")
            #expect(seen.last?.body == body)
        }
        let seen = try await RecordingServer.run { _, request in
            if request.method == .post { return RecordingServer.json(Self.alias("7")) }
            return request.target.path.hasSuffix("/versions")
                ? RecordingServer.json(Self.versions) : Self.refusal("AliasNotFound", .notFound)
        } _: { fixture in
            let published = try await fixture.run("fc", "alias", "publish", "shop", "prod")
            #expect(published.output.contains("is made"))
        }
        #expect(seen.last?.line == "POST /2021-04-06/services/shop/aliases")
        #expect(seen.last?.body == #"{"additionalVersionWeight":{},"aliasName":"prod","versionId":"7"}"#)
    }

    @Test(
        "a canary without a part of the calls, and a part without a canary, are refused before anything is sent",
        arguments: [
            ["--canary", "2"], ["--weight", "20"], ["--canary", "2", "--weight", "101"], ["--weight", "1.2345"],
        ]
    )
    func refusesHalfCanaries(words: [String]) async throws {
        let outcome = try await SessionFixture().run(["fc", "alias", "publish", "shop", "prod"] + words)
        #expect(outcome.code == .usage)
    }

    @Test("an alias that triggers or domains lead to stays, and they are named; --force removes it")
    func removeAlias() async throws {
        for isForced in [false, true] {
            let seen = try await RecordingServer.run { _, request in
                if request.method == .delete { return HTTPResponse(.noContent) }
                let path = request.target.path
                if path.hasSuffix("/functions") {
                    return RecordingServer.json(#"{"functions":[{"functionName":"f"}]}"#)
                }
                if path.hasSuffix("/triggers") {
                    return RecordingServer.json(
                        #"{"triggers":[{"triggerName":"web","qualifier":"prod"},{"triggerName":"other","qualifier":""}]}"#
                    )
                }
                if path.hasSuffix("/custom-domains") {
                    let route = #"{"path":"/a","serviceName":"shop","qualifier":"prod"}"#
                    return RecordingServer.json(
                        #"{"customDomains":[{"domainName":"shop.example","routeConfig":{"routes":[\#(route)]}}]}"#
                    )
                }
                return RecordingServer.json(Self.alias("1"))
            } _: { fixture in
                let words = ["fc", "alias", "remove", "shop", "prod", "-y"] + (isForced ? ["--force"] : [])
                let outcome = try await fixture.run(words)
                #expect(outcome.code == (isForced ? .success : .refused))
                #expect(outcome.errors.contains("trigger web of function f"))
                #expect(outcome.errors.contains("shop.example/a") && !outcome.errors.contains("other"))
            }
            #expect(seen.contains { $0.line.hasPrefix("DELETE") } == isForced)
        }
    }

    @Test("removing a version asks the server to refuse where something leads to it, or not to")
    func removeVersion() async throws {
        let commit = #"{"revision":3,"state":"in_force"}"#
        let seen = try await RecordingServer.run { count, _ in
            count == 1
                ? RecordingServer.problem("version_in_use", .conflict)
                : RecordingServer.json(#"{"changed":"version 3 of shop","commit":\#(commit)}"#)
        } _: { fixture in
            let refused = try await fixture.run("fc", "version", "remove", "shop", "3", "-y")
            #expect(refused.code == .refused && refused.errors.contains("- one") && refused.errors.contains("- two"))
            #expect(refused.errors.contains("next: ") && refused.errors.contains("--force"), "\(refused.errors)")
            let removed = try await fixture.run("fc", "version", "remove", "shop", "3", "-y", "--force")
            #expect(removed.code == .success)
        }
        #expect(
            seen.map(\.line) == [
                "DELETE /api/v1/services/shop/versions/3?policy=refuse",
                "DELETE /api/v1/services/shop/versions/3?policy=dangle",
            ]
        )
    }

    private static func answer(_ fields: HTTPFields, _ body: String) -> HTTPResponse {
        HTTPResponse(.ok, fields: fields, body: .text(body))
    }

    @Test("a call's answer is the output, byte for byte; the version and the request are told beside it")
    func invoke() async throws {
        let log = Data("said this\n".utf8).base64EncodedString()
        let seen = try await RecordingServer.run { _, _ in
            Self.answer(
                [
                    "X-Fc-Request-Id": "r-1", "X-Fc-Invocation-Service-Version": "3",
                    "X-Fc-Log-Result": (try? HTTPFieldValue(log)) ?? "",
                ],
                "hello"
            )
        } _: { fixture in
            let outcome = try await fixture.run(
                ["fc", "invoke", "shop.prod/f", "--event", "-", "--tail"],
                input: "piped"
            )
            #expect(outcome.code == .success && outcome.output == "hello")
            #expect(outcome.errors.contains("version 3, request r-1") && outcome.errors.contains("said this"))
        }
        #expect(seen.map(\.line) == ["POST /2021-04-06/services/shop/functions/f/invocations?qualifier=prod"])
        #expect(seen.first?.body == "piped")
    }

    @Test("where the function failed, its error is the output and the exit code is 1")
    func invokeFailing() async throws {
        _ = try await RecordingServer.run { _, _ in
            Self.answer(["X-Fc-Error-Type": "HandledInvocationError"], #"{"errorMessage":"no"}"#)
        } _: { fixture in
            let outcome = try await fixture.run("fc", "invoke", "shop/f")
            #expect(outcome.code == .refused && outcome.output == #"{"errorMessage":"no"}"#)
            #expect(outcome.errors.contains("HandledInvocationError"))
            let json = try await fixture.run("fc", "invoke", "shop/f", "--json")
            #expect(json.code == .refused && json.output.contains(#""errorType" : "HandledInvocationError""#))
        }
    }

    @Test("lists say what really runs a function, and where the next page begins")
    func list() async throws {
        let seen = try await RecordingServer.run { _, request in
            guard request.target.path == "/api/v1/status" else {
                return RecordingServer.json(
                    #"{"functions":[{"functionName":"f","runtime":"python3.9","memorySize":128}],"nextToken":"g"}"#
                )
            }
            let process = #"{"pid":1,"uptimeSeconds":1}"#
            let engine =
                #"{"name":"python","release":"Python 3.13.5","warmProcesses":1,"runtimes":[{"name":"python3.9"}]}"#
            return RecordingServer.json(
                #"{"version":"1","epoch":1,"revision":1,"controlUrl":"","trafficUrl":"","domain":"","control":\#(process),"#
                    + #""warnings":[],"data":{"process":\#(process),"epoch":1,"appliedRevision":1,"workloads":1,"#
                    + #""engines":[],"instances":[],"functions":{"engines":[\#(engine)],"grantsNetwork":false}}}"#
            )
        } _: { fixture in
            let outcome = try await fixture.run("fc", "list", "shop.prod", "--limit", "1")
            #expect(outcome.code == .success, "\(outcome.errors)")
            #expect(outcome.output.contains("python3.9") && outcome.output.contains("Python 3.13.5"))
            #expect(outcome.errors.contains("--cursor g"))
        }
        #expect(seen.last?.line == "GET /2021-04-06/services/shop/functions?qualifier=prod&limit=1")
    }

    @Test("a list of services may be of one region, and one of functions not")
    func listOfRegion() async throws {
        let seen = try await RecordingServer.run { _, _ in
            RecordingServer.json(#"{"services":[{"serviceName":"shop","region":"eu"}]}"#)
        } _: { fixture in
            let outcome = try await fixture.run("fc", "list", "--region", "eu")
            #expect(outcome.code == .success && outcome.output.contains("eu"), "\(outcome.errors)")
            let refused = try await fixture.run("fc", "list", "shop", "--region", "eu")
            #expect(refused.code == .usage && refused.errors.contains("options_conflict"))
        }
        #expect(seen.map(\.line) == ["GET /2021-04-06/services?region=eu&limit=10"])
    }

    @Test("refusals keep the vendor's code, written as codes are here")
    func refusals() async throws {
        _ = try await RecordingServer.run { _, _ in
            Self.refusal("ServiceNotFound", .notFound)
        } _: { fixture in
            let outcome = try await fixture.run("fc", "get", "shop")
            #expect(outcome.code == .refused && outcome.errors.contains("error[service_not_found]: M"))
        }
    }
}
