import HTTPModel
import NativeWire
import ReleaseCore
import Synchronization

/// Signing in and out.
extension Dashboard {
    func answer(_ route: OpenRoute, _ request: HTTPRequest) async throws(WireProblem) -> HTTPResponse {
        switch route {
        case .stylesheet: return Asset.stylesheet.response(to: request)
        case .icon: return Asset.icon.response(to: request)
        case .signIn: return try await signIn(request)
        case .signOut: return signOut(request)
        case .showSignIn:
            let query = request.target.query
            return .page(
                SignInPage(destination: Destination(query["to"]), lostCookie: query["lost"] != nil),
                for: nil
            )
        }
    }

    private func signIn(_ request: HTTPRequest) async throws(WireProblem) -> HTTPResponse {
        let form = try await FormBody(request)
        let destination = Destination(form["to"])
        let token: AccessToken
        do throws(SignInRefusal) {
            token = try await desk.token(secret: form["token"] ?? "")
        } catch {
            return .page(SignInPage(destination: destination, refusal: error), for: nil)
        }
        let cookie = HeldSession(random: environment.randomBytes(HeldSession.byteCount))
        sessions.withLock { book in
            // Whoever signs in again leaves no session behind.
            if let former = HeldSession(request) { book.close(former.hash) }
            book.open(cookie.hash, token: token.hash, at: environment.instant())
        }
        var response = HTTPResponse.redirect(to: destination.marked)
        response.fields.set(.setCookie, to: cookie.setting)
        return response
    }

    private func signOut(_ request: HTTPRequest) -> HTTPResponse {
        if let cookie = HeldSession(request) { sessions.withLock { $0.close(cookie.hash) } }
        var response = HTTPResponse.redirect(to: PageLink.signIn)
        response.fields.set(.setCookie, to: HeldSession.removal)
        return response
    }
}
