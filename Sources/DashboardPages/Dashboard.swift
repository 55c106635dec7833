import FoundationEssentials
public import HTTPModel
import NativeWire
public import ReleaseCore
import ReleaseModel
import Synchronization

/// The pages at the control listener: workers, their versions and deployments, and the forms that change them.
///
/// They are written on the server and work without scripts. What they show and do goes through the native API on
/// behalf of the token that somebody signed in with; a cookie names the session here and nowhere else.
public final class Dashboard: Sendable {
    let environment: DashboardEnvironment
    let desk: TokenDesk
    private let listenerGuard: ListenerGuard
    let sessions = Mutex(SessionBook())

    public init(
        access: any AccessStore,
        configuration: DashboardConfiguration,
        environment: DashboardEnvironment
    ) {
        self.environment = environment
        desk = TokenDesk(access: access, now: environment.now)
        listenerGuard = ListenerGuard(port: configuration.controlPort, hostNames: configuration.hostNames)
    }

    /// Whether a path is one of a page, whatever the method.
    public static func owns(_ target: HTTPTarget) -> Bool {
        if case .notFound = PageRoute.router.match(.get, target) { false } else { true }
    }

    /// Answers a request; whatever goes wrong becomes a page that says so.
    public func handle(_ request: HTTPRequest) async -> HTTPResponse {
        var response: HTTPResponse
        var visitor: Visitor?
        do throws(WireProblem) {
            try checkOrigin(of: request)
            let (route, parameters) = try Self.route(of: request)
            switch route {
            case .open(let route):
                response = try await answer(route, request)
            case .visitor(let route):
                visitor = try await self.visitor(of: request)
                if let visitor {
                    response = try await answer(route, PageCall(request, route, parameters, visitor, environment))
                } else {
                    response = try Self.invitation(for: request)
                }
            }
        } catch {
            response = Self.refusal(error, of: request, to: visitor)
        }
        response.protect()
        return response
    }

    // MARK: Who asks

    /// Keeps requests of other sites out, also from browsers that tell nothing but the origin of a form.
    private func checkOrigin(of request: HTTPRequest) throws(WireProblem) {
        do throws(ListenerGuard.Violation) {
            try listenerGuard.check(request)
        } catch {
            throw .foreign(error)
        }
        guard request.method != .post || request.fields.contains(.origin) else { throw .originMissing }
    }

    private static func route(of request: HTTPRequest) throws(WireProblem) -> (PageRoute, RouteParameters) {
        switch PageRoute.router.match(request.method, request.target) {
        case .found(let route, let parameters): return (route.handler, parameters)
        case .methodNotAllowed: throw .methodNotAllowed(request.method, request.target.path)
        case .notFound: throw .pageNotFound(request.target.path)
        }
    }

    /// Who is signed in, if the token is still valid.
    private func visitor(of request: HTTPRequest) async throws(WireProblem) -> Visitor? {
        guard let cookie = HeldSession(request),
            let hash = sessions.withLock({ $0.token(of: cookie.hash, at: environment.instant()) })
        else { return nil }
        do throws(SignInRefusal) {
            return Visitor(token: try await desk.token(hash: hash))
        } catch {
            switch error {
            case .unavailable:
                throw .storeUnavailable(error)
            case .missing, .unknown, .expired, .revoked:
                sessions.withLock { $0.close(cookie.hash) }
                return nil
            }
        }
    }

    /// Leads whoever reads to the sign-in page and back; whoever sent a form is told that nothing was done.
    private static func invitation(for request: HTTPRequest) throws(WireProblem) -> HTTPResponse {
        guard request.method != .post else { throw .sessionMissing }
        let hasLostCookie = Destination(arrivedAt: request) != nil
        let destination = Destination(request.target.raw).target.raw
        let query: HTTPQuery = hasLostCookie ? ["to": destination, "lost": "1"] : ["to": destination]
        return .redirect(to: PageLink.signIn(query))
    }

    private static func refusal(
        _ problem: WireProblem,
        of request: HTTPRequest,
        to visitor: Visitor?
    ) -> HTTPResponse {
        var response = HTTPResponse.page(
            ProblemPage(problem: problem, next: next(after: problem, request)),
            for: visitor
        )
        if case .methodNotAllowed(let allowed) = PageRoute.router.match(request.method, request.target),
            let value = try? HTTPFieldValue(allowed.map(\.name).joined(separator: ", "))
        {
            response.fields.set(.allow, to: value)
        }
        return response
    }

    /// Where a problem's page leads; a page that another site led to is itself the way on.
    private static func next(after problem: WireProblem, _ request: HTTPRequest) -> (text: String, link: Link)? {
        switch problem.code {
        case "request_cross_site":
            request.method == .get ? ("Go on to \(request.target.path)", Link(request.target)) : nil
        case "host_unknown": nil
        case "session_missing": ("Sign in", PageLink.signIn)
        default: ("Workers", PageLink.workers)
        }
    }
}
