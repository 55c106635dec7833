import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// The packages of functions, byte for byte as they were uploaded.
extension FunctionComputeAPI {
    static func addCodeRoutes(_ table: inout EndpointTable) {
        table.function(.get, "/code", Endpoint(.read, FunctionComputeAPI.readCode))
        table.add(.get, "/packages/{ticket}", .trigger { api, request in try await api.download(request) })
    }

    /// Answers where the package can be fetched for a while, since clients do that without signing.
    @Sendable
    private func readCode(_ call: Call) async throws -> Answer {
        let service = try await content(call)
        let function = try service.function(call.parameters["function"])
        guard let package = function.package else {
            throw FunctionComputeError.internalServerError(cause: "function \(function.name) has no package")
        }
        let ticket = PackageTicket(
            account: call.account,
            package: package.digest,
            expiresAt: nowMilliseconds + Int64(PackageTicket.lifetime / .milliseconds(1))
        )
        let text = ticket.text(sealedBy: environment.authenticate)
        return Answer([
            "url": .string("\(configuration.controlURL)/\(call.version.rawValue)/packages/\(text)"),
            "checksum": .string(service.record.functions[function.name].map { String($0.checksum) } ?? ""),
        ])
    }

    private func download(_ request: HTTPRequest) async throws -> HTTPResponse {
        guard let ticket = PackageTicket(request.target.segments.last ?? "", sealedBy: environment.authenticate),
            ticket.expiresAt > nowMilliseconds
        else {
            throw FunctionComputeError(.accessDenied, "the address of the package is no longer valid: ask for another")
        }
        guard let zip = try await plane.blobs.read(ticket.package, account: ticket.account) else {
            throw FunctionComputeError(.functionNotFound, "the package is gone with all that had it")
        }
        var response = HTTPResponse(.ok, contentType: "application/zip", body: .bytes(zip))
        response.fields.set(.contentDisposition, to: "attachment; filename=\"code.zip\"")
        response.fields.set("Content-Security-Policy", to: "sandbox")
        response.fields.set("X-Content-Type-Options", to: "nosniff")
        return response
    }
}

/// Leave to fetch one package for a while, which only this server can write.
struct PackageTicket {
    static let lifetime: Duration = .seconds(600)

    let account: Account.ID
    let package: Digest
    /// Milliseconds since 1970.
    let expiresAt: Int64

    init(account: Account.ID, package: Digest, expiresAt: Int64) {
        self.account = account
        self.package = package
        self.expiresAt = expiresAt
    }

    /// `nil` for what was not written here.
    init?(_ text: String, sealedBy authenticate: (String) -> [UInt8]) {
        let parts = text.split(separator: ".").map(String.init)
        guard parts.count == 4, let account = Account.ID(parts[0]), let package = Digest(hex: parts[1]),
            let expiresAt = Int64(parts[2])
        else { return nil }
        self.init(account: account, package: package, expiresAt: expiresAt)
        let (mine, theirs) = (Array(self.text(sealedBy: authenticate).utf8), Array(text.utf8))
        // All bytes are compared, so that the time it takes tells nothing.
        guard mine.count == theirs.count, zip(mine, theirs).reduce(0, { $0 | $1.0 ^ $1.1 }) == 0 else { return nil }
    }

    func text(sealedBy authenticate: (String) -> [UInt8]) -> String {
        let content = "\(account).\(package.hex).\(expiresAt)"
        let code = Digest(authenticate(content))?.hex ?? ""
        return "\(content).\(code)"
    }
}
