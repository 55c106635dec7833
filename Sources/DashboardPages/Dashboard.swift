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
    private let desk: TokenDesk
    private let listenerGuard: ListenerGuard
    private let sessions = Mutex(SessionBook())

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
            if route.isOpen {
                response = try await answer(route, request)
            } else if let found = try await self.visitor(of: request) {
                visitor = found
                if let arrived = Self.arrived(at: request) { return arrived }
                response = try await answer(route, PageCall(request, parameters, found, environment))
            } else {
                response = try Self.invitation(for: request)
            }
        } catch {
            response = .page(ProblemPage(problem: error, next: Self.next(after: error, request)), for: visitor)
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
        guard let cookie = SessionCookie(request),
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
        let hasTried = request.target.query[Self.arrivalMark] != nil
        let query: HTTPQuery = hasTried ? ["lost": "1"] : ["to": request.target.raw]
        return .redirect(to: PageLink.signIn(query))
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

/// Signing in and out.
extension Dashboard {
    /// The parameter of the address that signing in leads to; whoever has no session there has lost the cookie.
    private static let arrivalMark = "signed-in"

    private func answer(_ route: PageRoute, _ request: HTTPRequest) async throws(WireProblem) -> HTTPResponse {
        switch route {
        case .stylesheet: return Asset.stylesheet.response(to: request)
        case .icon: return Asset.icon.response(to: request)
        case .signIn: return try await signIn(request)
        case .signOut: return signOut(request)
        case .showSignIn, .showWorkers, .showWorker, .showDeploy, .deploy, .showRollback, .rollBack:
            let query = request.target.query
            return .page(
                SignInPage(destination: Self.destination(query["to"]), lostCookie: query["lost"] != nil),
                for: nil
            )
        }
    }

    private func signIn(_ request: HTTPRequest) async throws(WireProblem) -> HTTPResponse {
        let form = try await FormBody(request)
        let destination = Self.destination(form["to"])
        let token: AccessToken
        do throws(SignInRefusal) {
            token = try await desk.token(secret: form["token"] ?? "")
        } catch {
            return .page(SignInPage(destination: destination, refusal: error), for: nil)
        }
        let cookie = SessionCookie(random: environment.randomBytes(SessionCookie.byteCount))
        sessions.withLock { book in
            // Whoever signs in again leaves no session behind.
            if let former = SessionCookie(request) { book.close(former.hash) }
            book.open(cookie.hash, token: token.hash, at: environment.instant())
        }
        var response = HTTPResponse.redirect(to: Self.arrival(at: destination))
        response.fields.set(.setCookie, to: cookie.setting)
        return response
    }

    private func signOut(_ request: HTTPRequest) -> HTTPResponse {
        if let cookie = SessionCookie(request) { sessions.withLock { $0.close(cookie.hash) } }
        var response = HTTPResponse.redirect(to: PageLink.signIn)
        response.fields.set(.setCookie, to: SessionCookie.removal)
        return response
    }

    /// A page of ours that was asked for; the list of workers for anything else.
    private static func destination(_ text: String?) -> String {
        guard let text, let target = try? HTTPTarget(text),
            case .found(let route, _) = PageRoute.router.match(.get, target),
            !route.handler.isOpen
        else { return PageLink.workers.text }
        return target.raw
    }

    /// Leads from the address that signing in leads to, to the one that was asked for.
    private static func arrived(at request: HTTPRequest) -> HTTPResponse? {
        let target = request.target
        guard request.method == .get, target.query[arrivalMark] != nil,
            let plain = try? HTTPTarget(
                segments: target.segments,
                query: HTTPQuery(target.query.items.filter { $0.name != arrivalMark })
            )
        else { return nil }
        return .redirect(to: Link(plain))
    }

    private static func arrival(at destination: String) -> Link {
        guard let target = try? HTTPTarget(destination),
            let marked = try? HTTPTarget(
                segments: target.segments,
                query: HTTPQuery(target.query.items.filter { $0.name != arrivalMark } + [.init(arrivalMark, "1")])
            )
        else { return PageLink.workers }
        return Link(marked)
    }
}
