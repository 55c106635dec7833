import FoundationEssentials
public import HTTPModel
import NativeWire
public import ReleaseCore
import ReleaseModel
public import ResourceStorage

/// The native API: answers every request to `/api/v1`, `/healthz`, `/readyz` and `/metrics`.
///
/// Before a request is looked at, it must be meant for this server, must not come from a foreign page, and must carry
/// a token with the scope that its route needs, in this order. Every answer carries `Sluice-Revision`, is never
/// cached, and a refusal is a problem document with a stable code.
public struct ControlAPI: Sendable {
    private(set) var plane: ReleasePlane
    let access: any AccessStore
    let bindings: BindingResolver
    let assets: any AssetUploadStore
    let vault: any SecretVault
    let accessKeys: any AccessKeyStore
    let resources: ResourceStore
    let configuration: ControlAPIConfiguration
    let environment: ControlAPIEnvironment
    let dataPlane: DataPlaneView
    /// `nil` where this server stands in front of no Prefect server.
    let prefect: PrefectView?
    let tokens: TokenIssuer
    let keyIssuer: AccessKeyIssuer
    /// What routes and custom domains may be about.
    let hosts: RoutableHosts
    private let listenerGuard: ListenerGuard
    private let tokenGuard: TokenGuard
    private let router = Endpoint.router

    public init(
        plane: ReleasePlane,
        access: any AccessStore,
        bindings: BindingResolver,
        assets: any AssetUploadStore,
        vault: any SecretVault,
        accessKeys: any AccessKeyStore,
        resources: ResourceStore,
        configuration: ControlAPIConfiguration,
        environment: ControlAPIEnvironment,
        dataPlane: DataPlaneView,
        prefect: PrefectView? = nil
    ) {
        self.plane = plane
        self.access = access
        self.bindings = bindings
        self.assets = assets
        self.vault = vault
        self.accessKeys = accessKeys
        self.resources = resources
        self.configuration = configuration
        self.environment = environment
        self.dataPlane = dataPlane
        self.prefect = prefect
        tokens = TokenIssuer(
            access: access,
            now: environment.now,
            makeUUID: environment.makeUUID,
            randomBytes: environment.randomBytes
        )
        keyIssuer = AccessKeyIssuer(
            keys: accessKeys,
            now: environment.now,
            randomBytes: environment.randomBytes
        )
        hosts = RoutableHosts(
            zones: configuration.zones,
            domain: configuration.domain,
            controlHosts: configuration.hostNames
        )
        listenerGuard = ListenerGuard(port: configuration.controlPort, hostNames: configuration.hostNames)
        tokenGuard = TokenGuard(access: access)
    }

    /// Returns the same API for one request, whose key is marked as carried out together with what it changes.
    func carryingOut(_ key: IdempotencyKey) -> ControlAPI {
        var api = self
        api.plane = plane.carryingOut(key)
        return api
    }

    /// Whether a path is one of this API's, so that its refusals are, too.
    public static func owns(_ target: HTTPTarget) -> Bool {
        if target.path == NativeRoutes.prefix || target.path.hasPrefix(NativeRoutes.prefix + "/") { return true }
        return [NativeRoutes.health, NativeRoutes.readiness, NativeRoutes.metrics].contains(target.path)
    }

    /// Answers a request; whatever goes wrong becomes a problem document.
    public func handle(_ request: HTTPRequest) async -> HTTPResponse {
        await handle(request, admitted: nil)
    }

    /// Answers a request of somebody whom another door of this server has let in.
    ///
    /// That door has checked host, origin and token; what the token allows is checked here as always.
    public func handle(_ request: HTTPRequest, as token: AccessToken) async -> HTTPResponse {
        await handle(request, admitted: token)
    }

    private func handle(_ request: HTTPRequest, admitted: AccessToken?) async -> HTTPResponse {
        let requestID = environment.makeUUID().uuidString.lowercased()
        do {
            let answer = try await answer(to: request, admitted: admitted, requestID: requestID)
            return await response(to: request, answer)
        } catch {
            return await refuse(request, Refusal(error), requestID: requestID)
        }
    }

    private func answer(
        to request: HTTPRequest,
        admitted: AccessToken?,
        requestID: String
    ) async throws -> Answer {
        if admitted == nil { try checkDoor(request) }
        let match = router.match(request.method, request.target)
        if case .found(let route, _) = match, case .open(let endpoint) = route.handler {
            return try await answer(endpoint)
        }
        let token = if let admitted { admitted } else { try await token(of: request) }
        switch match {
        case .notFound:
            throw Refusal.routeNotFound(request.target)
        case .methodNotAllowed(let allowed):
            throw Refusal.methodNotAllowed(request.method, request.target, allowed: allowed)
        case .found(let route, let parameters):
            let call = Call(request: request, parameters: parameters, token: token, requestID: requestID)
            if let scope = route.handler.scope { try call.require(scope) }
            return try await answer(route.handler, call)
        }
    }

    private func checkDoor(_ request: HTTPRequest) throws {
        do {
            try listenerGuard.check(request)
        } catch {
            throw Refusal(error)
        }
    }

    private func token(of request: HTTPRequest) async throws -> AccessToken {
        do {
            return try await tokenGuard.token(of: request, at: environment.now())
        } catch {
            throw Refusal(error)
        }
    }

    private func refuse(_ request: HTTPRequest, _ refusal: Refusal, requestID: String) async -> HTTPResponse {
        report(refusal, requestID: requestID)
        do {
            return await response(to: request, try Answer(refusal, requestID: requestID))
        } catch {
            // A problem of plain texts always encodes.
            return HTTPResponse(.internalServerError)
        }
    }

    /// Puts on an answer what every answer carries.
    private func response(to request: HTTPRequest, _ answer: Answer) async -> HTTPResponse {
        var response = HTTPResponse(answer.status, fields: answer.fields, body: answer.body)
        response.fields.set(.cacheControl, to: "no-store")
        response.fields.set(.contentTypeOptions, to: "nosniff")
        if let revision = await revision(of: answer, to: request) {
            response.fields.set(.sluiceRevision, to: HTTPFieldValue(revision.number))
        }
        return response
    }

    /// The revision of an answer: of its change, else the head.
    ///
    /// `nil` when the store cannot say, and for `/healthz`, which tells that the process lives even if its store
    /// does not.
    private func revision(of answer: Answer, to request: HTTPRequest) async -> Revision? {
        if let revision = answer.revision { return revision }
        guard request.target.path != NativeRoutes.health else { return nil }
        do {
            return try await plane.store.head().revision
        } catch {
            report(Refusal(error), requestID: "")
            return nil
        }
    }

    /// Hands the cause of a failure to the log; refusals without one are the client's affair.
    func report(_ refusal: Refusal, requestID: String) {
        guard let cause = refusal.cause else { return }
        environment.report(ControlAPIFailure(requestID: requestID, code: refusal.code, cause: cause))
    }
}
