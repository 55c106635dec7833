import FoundationEssentials
import HTTPModel

/// The command `sluice fc alias publish`.
enum FunctionAliasPublishCommand: Command {
    private static let version = Option(
        "version",
        "VERSION",
        .target,
        standard: "where it leads; newest for a new alias",
        "The version to lead to: its number, LATEST for what is edited, or newest."
    )
    private static let canary = Option(
        "canary",
        "VERSION",
        .target,
        "A second version, which gets a part of the calls."
    )
    private static let weight = Option("weight", "PERCENT", .percent, "The canary's part of the calls, from 0 to 100.")
    private static let routePolicy = Option(
        "route-policy",
        "JSON",
        .text,
        "Which calls the canary gets by what they carry: {\"condition\":\"AND\",\"policyItems\":[…]}, or a file of it."
    )
    private static let resolvePolicy = Option(
        "resolve-policy",
        "POLICY",
        .choice(["Random", "Content"]),
        standard: "Content with --route-policy, else Random",
        "Whether a draw decides who gets the canary, or the route policy."
    )

    static let manual = Manual(
        "publish",
        "Make an alias or move it: to one version, or to two that share the calls.",
        discussion: [
            "Without --canary a running canary ends, and all calls go to the version. Triggers and custom domains that lead"
                + " to the alias follow at once."
        ],
        operands: [FunctionOption.service, FunctionOption.alias],
        options: [version, canary, weight, routePolicy, resolvePolicy, FunctionOption.description],
        examples: [
            .init("sluice fc alias publish shop prod --version newest", "all calls to the newest version"),
            .init(
                "sluice fc alias publish shop prod --version 1 --canary 2 --weight 20",
                "a fifth of them to version 2"
            ),
            .init("sluice fc alias publish shop prod --canary 2 --route-policy rule.json", "by what a call carries"),
            .init("sluice fc alias publish shop prod --version 2", "version 2 takes over"),
        ]
    )

    static func run(_ session: Session) async throws(CommandFailure) -> ExitCode {
        let arguments = session.arguments
        let service = arguments.required(FunctionOption.service)
        let alias = arguments.required(FunctionOption.alias)
        try check(arguments)
        let policy = try await policy(session)
        let client = try FunctionComputeClient(session)
        let present = try await client.find(FunctionPath.alias(alias, of: service))
        let version = try await arguments[version].resolved(of: service, by: client)
        var request = AliasRequest(
            version: version ?? present?["versionId"]?.string,
            description: arguments[FunctionOption.description]
        )
        if request.version == nil { request.version = try await VersionChoice.newest.resolved(of: service, by: client) }
        if let canary = try await arguments[canary].resolved(of: service, by: client) {
            request.canary = AliasRequest.Canary(version: canary, weight: (arguments[weight] ?? 0) / 100)
            request.routePolicy = policy
            request.resolvePolicy = arguments[resolvePolicy] ?? (policy == nil ? "Random" : "Content")
        }
        let document = try await request.send(alias, of: service, exists: present != nil, by: client)
        try session.show(document) {
            AliasReading(document).lines(of: service, verb: present == nil ? "is made" : "is moved")
        }
        return .success
    }

    private static func check(_ arguments: Arguments) throws(CommandFailure) {
        let hasCanary = arguments[canary] != nil
        let hasPolicy = arguments[routePolicy] != nil
        if !hasCanary, arguments[weight] != nil || hasPolicy || arguments[resolvePolicy] != nil {
            throw .usage(
                "argument_missing",
                "--weight, --route-policy and --resolve-policy are about a canary, and none is named.",
                nextStep: "Name it with --canary."
            )
        }
        if hasCanary, arguments[weight] == nil, !hasPolicy {
            throw .usage(
                "argument_missing",
                "The canary gets no calls: neither its part of them is said nor which.",
                nextStep: "Pass --weight or --route-policy."
            )
        }
    }

    private static func policy(_ session: Session) async throws(CommandFailure) -> JSONValue? {
        guard let text = session.arguments[routePolicy] else { return nil }
        var bytes = Array(text.utf8)
        if bytes.first != UInt8(ascii: "{") {
            let path = AbsolutePath.of(text, in: session.workingFolder)
            bytes = try await session.console.input.file(path, upTo: JSONFile.maximumLength)
        }
        guard let policy = JSONValue(bytes), policy.object != nil else {
            throw .files(
                "file_malformed",
                "The route policy is no JSON object.",
                nextStep: "Write it as {\"condition\":\"AND\",\"policyItems\":[…]}."
            )
        }
        return policy
    }
}
