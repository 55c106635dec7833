import FoundationEssentials
import TestSurroundings

extension SluiceServer {
    /// How long one program of the vendor's SDKs may take.
    private static let programLimit: Duration = .seconds(240)

    /// Runs a program of `Tests/Clients/function-compute` against this server, with a key that may do everything.
    func runFunctionCompute(_ program: String, _ more: String...) async throws -> ProgramResult {
        let endpoints = try endpoints()
        let made = try await cli("access-key", "create", "tests", "--scope", "admin", "--json")
        let key = try made.json(FunctionComputeKey.self)
        let libraries = ["alibabacloud-fc-2.0.12", "aliyun-fc2-2.5.2"].map { "\(Checkout.root)/.venv/clients/\($0)" }
        return try await launcher.run(
            [
                "python3", "\(Checkout.root)/Tests/Clients/function-compute/\(program)",
                "--endpoint", String(endpoints.control.dropFirst("http://".count)),
                "--traffic", String(endpoints.traffic.dropFirst("http://".count)),
                "--key", key.id, "--secret", key.secret, "--account", key.account, "--zone", "example.test",
            ] + more,
            of: "/usr/bin/env",
            environment: ["PYTHONPATH": libraries.joined(separator: ":")],
            directory: folder.path,
            within: Self.programLimit
        )
    }
}

private struct FunctionComputeKey: Decodable {
    let id: String
    let secret: String
    let account: String
}

extension ProgramResult {
    /// What a program of checks says of those that failed.
    var failedChecks: String {
        let lines = output.split(separator: "\n").filter { !$0.hasPrefix("passed") }.suffix(60)
        return "\(lines.joined(separator: "\n"))\(errors)"
    }
}
