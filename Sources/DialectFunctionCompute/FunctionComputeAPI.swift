import CodePackages
import ContentDigest
import FoundationEssentials
public import HTTPModel
public import ReleaseCore
import ReleaseModel

/// The API of Function Compute 2.0, services with versions and aliases, over the use cases of the release plane.
///
/// Both of its forms are answered: `/2021-04-06` and `/2016-08-15`. Facts are those of the published SDKs and of what
/// they send and read. A request must be meant for this server, must not come from a foreign page, and must be signed
/// with an access key that may do what it asks, in this order. Calls of functions go on to the data plane.
public struct FunctionComputeAPI: Sendable {
    let plane: ReleasePlane
    let configuration: FunctionComputeConfiguration
    let environment: FunctionComputeEnvironment
    /// What custom domains may be about.
    let hosts: RoutableHosts
    /// Where packages are checked, one at a time.
    let packages = PackageQueue(label: "packages")
    private let bodies = PackageBodies()
    private let access: any AccessStore
    private let verifier: RequestVerifier
    private let listenerGuard: ListenerGuard
    private let router = Self.table.router

    public init(
        plane: ReleasePlane,
        access: any AccessStore,
        verifier: RequestVerifier,
        configuration: FunctionComputeConfiguration,
        environment: FunctionComputeEnvironment
    ) {
        self.plane = plane
        self.access = access
        self.verifier = verifier
        self.configuration = configuration
        self.environment = environment
        hosts = RoutableHosts(
            zones: configuration.zones,
            domain: configuration.domain,
            controlHosts: configuration.hostNames
        )
        listenerGuard = ListenerGuard(port: configuration.controlPort, hostNames: configuration.hostNames)
    }

    /// Every operation there is.
    static var table: EndpointTable {
        var table = EndpointTable()
        addServiceRoutes(&table)
        addFunctionRoutes(&table)
        addCodeRoutes(&table)
        addVersionRoutes(&table)
        addAliasRoutes(&table)
        addTriggerRoutes(&table)
        addDomainRoutes(&table)
        addScalingRoutes(&table)
        addAsynchronousRoutes(&table)
        addTagRoutes(&table)
        addAccountRoutes(&table)
        addUnsupportedRoutes(&table)
        addCallRoutes(&table)
        return table
    }

    /// Whether a path is one of this API's, so that its refusals are, too.
    public static func owns(_ target: HTTPTarget) -> Bool {
        guard let first = target.segments.first(where: { !$0.isEmpty }) else { return false }
        return APIVersion(rawValue: first) != nil
    }

    /// Answers a request; whatever goes wrong becomes a document with a code.
    public func handle(_ request: HTTPRequest) async -> HTTPResponse {
        let requestID = environment.makeUUID().uuidString.lowercased()
        do {
            var response = try await response(to: Self.collapsed(request), requestID: requestID)
            if response.fields[.functionComputeRequestID] == nil, let value = try? HTTPFieldValue(requestID) {
                response.fields.set(.functionComputeRequestID, to: value)
            }
            return response
        } catch {
            let refusal = Self.refusal(for: error)
            if let cause = refusal.cause { environment.report(requestID, refusal.code.rawValue, cause) }
            return refusal.response(requestID: requestID)
        }
    }

    /// An endpoint that ends in a slash gives a path that begins with two; clients sign it with one.
    private static func collapsed(_ request: HTTPRequest) throws -> HTTPRequest {
        guard request.target.raw.hasPrefix("//") else { return request }
        var request = request
        request.target = try HTTPTarget("/" + request.target.raw.drop { $0 == "/" })
        return request
    }

    private func response(to request: HTTPRequest, requestID: String) async throws -> HTTPResponse {
        try checkListener(request)
        guard case .found(let route, let parameters) = router.match(request.method, request.target),
            let version = request.target.segments.first.flatMap(APIVersion.init)
        else { throw FunctionComputeError.pathNotSupported(request.target.path, method: request.method.name) }
        switch route.handler {
        case .trigger(let answer):
            return try await answer(self, request)
        case .signed(let scope, let limit, let answer):
            let sender = try await sender(of: request)
            return try await bodies.reading(request, upTo: limit) { body in
                let call = Call(
                    request: request,
                    parameters: parameters,
                    body: body,
                    caller: try caller(sender, sending: body),
                    requestID: requestID,
                    version: version
                )
                try call.caller.require(scope)
                return try await answer(self, call).response
            }
        }
    }

    /// Who sent a request, as far as its head tells.
    private enum Sender {
        case signer(VerifiedRequest)
        case bearer(AccessToken)
    }

    private func sender(of request: HTTPRequest) async throws -> Sender {
        if let secret = Caller.bearer(of: request) {
            guard let token = try await access.token(hash: TokenSecret.hash(of: secret)),
                token.isValid(at: environment.now())
            else { throw FunctionComputeError(.accessDenied, "the token is unknown, has expired or was revoked") }
            return .bearer(token)
        }
        do {
            return .signer(try await verifier.verify(SignedRequest(request, for: .call)))
        } catch {
            throw FunctionComputeError(error)
        }
    }

    private func caller(_ sender: Sender, sending body: [UInt8]) throws -> Caller {
        switch sender {
        case .bearer(let token): return Caller(token)
        case .signer(let verified):
            do {
                let digest = verified.signedBody == nil ? nil : Digest(sha256: body)
                return Caller(try verified.principal(sending: digest))
            } catch {
                throw FunctionComputeError(error)
            }
        }
    }

    private func checkListener(_ request: HTTPRequest) throws {
        do {
            try listenerGuard.check(request)
        } catch .foreignHost(let host) {
            throw FunctionComputeError(.misdirected, "'\(host)' is not a name of this server")
        } catch .foreignOrigin(let origin) {
            throw FunctionComputeError(.accessDenied, "requests from pages of \(origin) are refused")
        } catch .crossSite(let site) {
            throw FunctionComputeError(.accessDenied, "requests from other sites are refused (\(site))")
        }
    }

    private static func refusal(for error: any Error) -> FunctionComputeError {
        switch error {
        case let refusal as FunctionComputeError: refusal
        case let error as ReleaseError: FunctionComputeError(error)
        case PackageFailure.problem(let problem): .invalid("the code is not a package: \(problem)")
        default: .internalServerError(cause: String(describing: error))
        }
    }
}
