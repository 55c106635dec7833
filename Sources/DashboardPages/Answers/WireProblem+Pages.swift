import HTTPModel
import NativeWire
import ReleaseCore

/// What pages refuse by themselves; everything else is refused by the native API.
extension WireProblem {
    private init(
        _ code: String,
        _ title: String,
        _ status: HTTPStatus,
        _ detail: String,
        next nextStep: String
    ) {
        self.init(title: title, status: status.code, detail: detail, code: code, nextStep: nextStep)
    }

    static func pageNotFound(_ path: String) -> WireProblem {
        WireProblem(
            "page_not_found",
            "Page not found",
            .notFound,
            "There is no page \(path).",
            next: "Go to the list of workers."
        )
    }

    static func methodNotAllowed(_ method: HTTPMethod, _ path: String) -> WireProblem {
        WireProblem(
            "method_not_allowed",
            "Method not allowed",
            .methodNotAllowed,
            "\(path) does not take \(method).",
            next: "Go to the list of workers."
        )
    }

    static func formMalformed(_ what: String) -> WireProblem {
        WireProblem(
            "form_malformed",
            "Form malformed",
            .badRequest,
            "The form cannot be read. \(what)",
            next: "Open the page again and fill the form in anew."
        )
    }

    static func formTooLarge(limit: Int) -> WireProblem {
        WireProblem(
            "form_too_large",
            "Form too large",
            .contentTooLarge,
            "The form is larger than \(limit) bytes.",
            next: "Write a shorter message."
        )
    }

    static var revisionMissing: WireProblem {
        WireProblem(
            "revision_missing",
            "Revision missing",
            .preconditionRequired,
            "The form does not say which state it was made from.",
            next: "Open the page again and fill the form in anew."
        )
    }

    static var originMissing: WireProblem {
        WireProblem(
            "origin_missing",
            "Origin missing",
            .forbidden,
            "The request does not say which page the form was on, so it may be from a foreign one.",
            next: "Use a browser for the pages, and the API for programs."
        )
    }

    static var sessionMissing: WireProblem {
        WireProblem(
            "session_missing",
            "Signed out",
            .unauthorized,
            "Your session is over. Nothing was changed.",
            next: "Sign in, and fill the form in again."
        )
    }

    static func scopeMissing(_ scope: AccessToken.Scope, of token: AccessToken) -> WireProblem {
        WireProblem(
            "scope_missing",
            "Scope missing",
            .forbidden,
            "The token of \(token.owner) may look around; this needs the scope \(scope.rawValue).",
            next: "Sign in with another: sluice token create OWNER --scope \(scope.rawValue)"
        )
    }

    static func storeUnavailable(_ refusal: SignInRefusal) -> WireProblem {
        WireProblem(
            refusal.rawValue,
            "Store unavailable",
            .serviceUnavailable,
            refusal.explanation,
            next: "Load the page again in a moment."
        )
    }

    static func answerUnreadable(_ target: HTTPTarget) -> WireProblem {
        WireProblem(
            "internal_error",
            "Internal error",
            .internalServerError,
            "The server's own answer for \(target.path) could not be read.",
            next: "Look into the server's log."
        )
    }

    static func foreign(_ violation: ListenerGuard.Violation) -> WireProblem {
        switch violation {
        case .foreignHost(let host):
            WireProblem(
                "host_unknown",
                "Host unknown",
                .misdirectedRequest,
                "This server does not answer for the host \"\(host)\".",
                next: "Use the address that the server prints at its start."
            )
        case .foreignOrigin(let origin):
            WireProblem(
                "origin_foreign",
                "Origin foreign",
                .forbidden,
                "A form on a page of the origin \"\(origin)\" may not be sent here.",
                next: "Use the server's own pages."
            )
        case .crossSite:
            WireProblem(
                "request_cross_site",
                "Request cross site",
                .forbidden,
                "A page of another site led here.",
                next: "If you meant to come here, go on from this page."
            )
        }
    }
}
