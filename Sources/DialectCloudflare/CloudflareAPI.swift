import FoundationEssentials
public import HTTPModel
public import ReleaseCore
import ReleaseModel
public import ResourceStorage

/// Cloudflare's API for Workers, below `/client/v4`, over the use cases of the release plane.
///
/// The facts are those of the published reference (developers.cloudflare.com/api, "Workers") and of what clients send
/// and read. A request must be meant for this server, must not come from a foreign page, and must carry credentials
/// with the scope that its route needs, in this order.
public struct CloudflareAPI: Sendable {
    let plane: ReleasePlane
    let access: any AccessStore
    let vault: any SecretVault
    let bindings: BindingResolver
    let resources: ResourceStore
    let assets: any AssetUploadStore
    let configuration: CloudflareConfiguration
    let environment: CloudflareEnvironment
    /// What routes and custom domains may be about.
    let hosts: RoutableHosts
    let tails = TailRegister()
    private let listenerGuard: ListenerGuard
    private let credentials: Credentials
    private let router = Self.table.router

    public init(
        plane: ReleasePlane,
        access: any AccessStore,
        vault: any SecretVault,
        bindings: BindingResolver,
        resources: ResourceStore,
        assets: any AssetUploadStore,
        configuration: CloudflareConfiguration,
        environment: CloudflareEnvironment
    ) {
        self.plane = plane
        self.access = access
        self.vault = vault
        self.bindings = bindings
        self.resources = resources
        self.assets = assets
        self.configuration = configuration
        self.environment = environment
        hosts = RoutableHosts(
            zones: configuration.zones,
            domain: configuration.domain,
            controlHosts: configuration.hostNames
        )
        listenerGuard = ListenerGuard(port: configuration.controlPort, hostNames: configuration.hostNames)
        credentials = Credentials(access: access)
    }

    /// Every operation there is.
    static var table: EndpointTable {
        var table = EndpointTable()
        addAccountRoutes(&table)
        addScriptRoutes(&table)
        addAssetRoutes(&table)
        addVersionRoutes(&table)
        addDeploymentRoutes(&table)
        addServiceRoutes(&table)
        addSettingRoutes(&table)
        addSecretRoutes(&table)
        addBetaRoutes(&table)
        addBetaVersionRoutes(&table)
        addLegacyRoutes(&table)
        addKVRoutes(&table)
        addZoneRoutes(&table)
        addRouteRoutes(&table)
        addDomainRoutes(&table)
        addScheduleRoutes(&table)
        addTailRoutes(&table)
        return table
    }

    /// Whether a path is one of this API's, so that its refusals are, too.
    public static func owns(_ target: HTTPTarget) -> Bool {
        target.path == EndpointTable.prefix || target.path.hasPrefix(EndpointTable.prefix + "/")
    }

    /// Answers a request; whatever goes wrong becomes an envelope with a code.
    public func handle(_ request: HTTPRequest) async -> HTTPResponse {
        let requestID = environment.makeUUID().uuidString.lowercased()
        var response: HTTPResponse
        do {
            response = try await self.response(to: request, requestID: requestID)
        } catch {
            let refusal = Self.refusal(for: error)
            if let cause = refusal.cause { environment.report(requestID, refusal.items.first?.code ?? 0, cause) }
            response = HTTPResponse(Answer(refusal, requestID: requestID))
        }
        response.fields.set(.cacheControl, to: "no-store")
        response.fields.set("x-content-type-options", to: "nosniff")
        if let field = try? HTTPFieldValue(requestID) { response.fields.set("cf-ray", to: field) }
        return response
    }

    /// The WebSocket of a tail is the one thing that needs no token: its address is the credential.
    private func response(to request: HTTPRequest, requestID: String) async throws -> HTTPResponse {
        try checkListener(request)
        if let ticket = TailTicket(request) { return try await openTail(ticket, request) }
        return HTTPResponse(try await answer(request, requestID: requestID))
    }

    private func answer(_ request: HTTPRequest, requestID: String) async throws -> Answer {
        let match = router.match(request.method, request.target)
        if case .found(let route, let parameters) = match, case .assetUpload(let answer) = route.handler {
            return try await answer(self, try assetCall(request, parameters))
        }
        let token = try await token(of: request)
        guard case .found(let route, let parameters) = match, case .access(let scope, let answer) = route.handler else {
            throw CloudflareError.routeNotFound(request.method.name, request.target.path)
        }
        let call = Call(request: request, parameters: parameters, token: token, requestID: requestID)
        try call.checkAccount()
        try call.require(scope)
        return try await answer(self, call)
    }

    /// Clients tell by the refusal of a verification what kind of token they have.
    private func token(of request: HTTPRequest) async throws -> AccessToken {
        do {
            return try await credentials.token(of: request, at: environment.now())
        } catch is CloudflareError where request.target.path.hasSuffix("/tokens/verify") {
            throw CloudflareError.tokenInvalid
        }
    }

    private func checkListener(_ request: HTTPRequest) throws {
        do {
            try listenerGuard.check(request)
        } catch .foreignHost(let host) {
            throw CloudflareError.misdirected(host)
        } catch .foreignOrigin(let origin) {
            throw CloudflareError.foreign("Requests from pages of \(origin) are refused.")
        } catch .crossSite(let site) {
            throw CloudflareError.foreign("Requests from other sites are refused (\(site)).")
        }
    }

    private static func refusal(for error: any Error) -> CloudflareError {
        switch error {
        case let refusal as CloudflareError: refusal
        case let error as ReleaseError: CloudflareError(error)
        case let error as ResourceError: CloudflareError(error)
        case let error as InvalidAssets: CloudflareError(error)
        case let error as MultipartError: .malformedUpload("\(error)")
        case is HTTPBody.TooLarge: CloudflareError(.contentTooLarge, 10_026, "The body is too large.")
        default: .failed(String(describing: error))
        }
    }
}
