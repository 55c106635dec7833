import HTTPModel
import ReleaseCore
import ReleaseModel
import Testing

@testable import DialectFunctionCompute

@Suite("Refusals speak the words of Function Compute")
struct WordingTests {
    /// A setting out of its range, and how it is refused.
    struct Limit: Sendable, CustomTestStringConvertible {
        let settings: [String: JSONValue]
        let message: String

        init(_ settings: [String: JSONValue], _ message: String) {
            self.settings = settings
            self.message = message
        }

        var testDescription: String { message }
    }

    private static let limits = [
        Limit(["timeout": 0], "timeout is set to an invalid value (allowed: 1-86400, actual: 0)"),
        Limit(["timeout": 86_401], "timeout is set to an invalid value (allowed: 1-86400, actual: 86401)"),
        Limit(["memorySize": 64], "memorySize is set to an invalid value (allowed: 128-32768, actual: 64)"),
        Limit(["MemorySize": "64"], "memorySize is set to an invalid value (allowed: 128-32768, actual: 64)"),
        Limit(
            ["InstanceConcurrency": 201],
            "instanceConcurrency is set to an invalid value (allowed: 1-200, actual: 201)"
        ),
        Limit(
            ["initializer": "index.init", "initializationTimeout": 301],
            "initializationTimeout is set to an invalid value (allowed: 1-300, actual: 301)"
        ),
        Limit(
            ["instanceLifecycleConfig": ["preStop": ["handler": "index.stop", "timeout": 91]]],
            "instanceLifecycleConfig.preStop.timeout is set to an invalid value (allowed: 1-90, actual: 91)"
        ),
        Limit(
            ["instanceLifecycleConfig": ["preFreeze": ["handler": "index.freeze", "timeout": 0]]],
            "instanceLifecycleConfig.preFreeze.timeout is set to an invalid value (allowed: 1-90, actual: 0)"
        ),
        Limit(
            ["runtime": "custom", "caPort": 65_536],
            "caPort is set to an invalid value (allowed: 1-65535, actual: 65536)"
        ),
    ]

    @Test("a limit is that of a field of the request", arguments: limits)
    func limit(_ limit: Limit) throws {
        let settings: [String: JSONValue] = ["runtime": "python3", "handler": "index.handler"]
        let refusal = #expect(throws: FunctionComputeError.self) {
            let request = LooseObject(settings.merging(limit.settings) { $1 })
            _ = try FunctionSettings().changed(by: request).execution(among: ["python3", "custom"])
        }
        #expect(refusal == .invalid(limit.message))
        let field = try #require(limit.message.split(separator: " ").first?.split(separator: ".").first)
        #expect(KnownFields.function[field.lowercased()] == String(field), "no field of a function")
    }

    @Test(
        "so is a text that is too long",
        arguments: [
            ("description", "description"), ("message", "description"), ("verbatim", "routePolicy"),
            ("trigger", "triggerConfig"), (Trigger.Kind.timer.rawValue, "triggerName"),
            (Trigger.Kind.event.rawValue, "triggerName"), (Trigger.Kind.domainPath.rawValue, "path"),
            (Setting.Name.asynchronousCalls.rawValue, "destinationConfig"), (Setting.Name.tags.rawValue, "tags"),
        ]
    )
    func text(core: String, wire: String) {
        let refusal = FunctionComputeError(ReleaseError.textTooLong(field: core, count: 9, limit: 8))
        #expect(refusal == .invalid("\(wire) is too long (allowed: 8, actual: 9)"))
    }

    @Test(
        "a domain name is refused for what is wrong with it",
        arguments: [
            (InvalidDomainName.Problem.empty, "it is empty"),
            (.tooLong(limit: 253), "it is longer than 253 characters"),
            (.notHostLabels, "between its dots must be letters, digits and hyphens"),
            (.address, "it is an IP address"),
        ]
    )
    func domainName(problem: InvalidDomainName.Problem, words: String) {
        let refusal = FunctionComputeError(InvalidDomainName(name: "x", problem: problem))
        #expect(refusal == .invalid("DomainName 'x' is invalid: \(words)"))
    }

    @Test("a host is refused with what stands against it, and what helps")
    func host() throws {
        let zones = [try DomainName("example.test"), try DomainName("example.org")]
        let refusals: [(UnroutableHost.Reason, FunctionComputeError)] = [
            (.control, .invalid("DomainName 'x' is the name of this server's own API")),
            (
                .bareDomain,
                .invalid("DomainName 'x' is the domain of hosts that this server gives out")
            ),
            (.workerHost, .invalid("DomainName 'x' is one of the hosts that this server gives out")),
            (
                .outsideZones(zones),
                .init(
                    .domainNameNotResolved,
                    "domain name 'x' has not been resolved to this server "
                        + "(domains that it serves: example.test, example.org): have the operator start it with --zone"
                )
            ),
            (
                .outsideZones([]),
                .init(
                    .domainNameNotResolved,
                    "domain name 'x' has not been resolved to this server "
                        + "(domains that it serves: none): have the operator start it with --zone"
                )
            ),
        ]
        for (reason, refusal) in refusals {
            #expect(FunctionComputeError(UnroutableHost(host: "x", reason: reason)) == refusal)
        }
    }

    @Test("what only our own code can do wrong is told to the log alone")
    func ownFaults() {
        for error: ReleaseError in [
            .splitInvalid(.headIsShared), .contentInvalid(.noComponent), .percentagesOff(sum: "99"),
            .contentInvalid(.packageMissing(component: "pay")), .lastAdminToken,
        ] {
            let refusal = FunctionComputeError(error)
            #expect(refusal.message == "an internal error has occurred. Please retry.")
            #expect(refusal.cause != nil)
        }
    }

    @Test("a function that is not deleted says what leads to it")
    func functionInUse() {
        #expect(FunctionComputeError.functionNotEmpty("pay").message == "function 'pay' has active triggers")
        let served = FunctionComputeError.functionServed("pay", domains: ["a.test", "b.test"])
        #expect(served.code == .functionNotEmpty)
        #expect(
            served.message == "function 'pay' has routes of custom domains (a.test, b.test): delete them first"
        )
    }
}
