import HTTPModel

/// Where a token opens a session.
struct SignInPage: Page {
    let destination: Destination
    var refusal: SignInRefusal?
    /// Whether a session was opened a moment ago, and the browser did not keep its cookie.
    var lostCookie = false

    var title: String { "Sign in" }
    var status: HTTPStatus { refusal == nil ? .ok : refusal == .unavailable ? .serviceUnavailable : .unauthorized }

    var content: HTML {
        Tag.section(.class("card sign-in")) {
            Tag.h1 { "Sign in" }
            if let refusal {
                Tag.div(.class("notice bad"), .role("alert"), .id("refusal")) {
                    Tag.p {
                        Tag.strong { refusal.explanation }
                        " "
                        Tag.code { refusal.rawValue }
                    }
                }
            }
            if lostCookie {
                Tag.div(.class("notice caution"), .role("alert")) {
                    Tag.p { Tag.strong { "Your browser did not keep the session." } }
                    Tag.p { "It does at https addresses, and at 127.0.0.1 or localhost. Cookies must be allowed." }
                }
            }
            Tag.form(.method("post"), .action(PageLink.signIn)) {
                Tag.input(.type("hidden"), .name("to"), .value(destination.target.raw))
                Tag.label(.for("token")) { "Access token" }
                Tag.input(
                    .type("password"),
                    .id("token"),
                    .name("token"),
                    .autocomplete("current-password"),
                    .required,
                    .autofocus,
                    .aria("describedby", "hint")
                )
                Tag.button(.class("primary"), .type("submit")) { "Sign in" }
            }
            Tag.p(.class("hint"), .id("hint")) {
                "The server's first token is in the file "
                Tag.code { "admin-token" }
                " of its home folder. More are made by "
                Tag.code { "sluice token create" }
                "; the scope "
                Tag.code { "read" }
                " is enough to look around, "
                Tag.code { "deploy" }
                " to deploy and to roll back."
            }
        }
    }
}
