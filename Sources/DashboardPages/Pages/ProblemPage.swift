import HTTPModel
import NativeWire

/// A refusal: what happened, why, and what to do next.
struct ProblemPage: Page {
    let problem: WireProblem
    /// Where to go on.
    var next: (text: String, link: Link)? = ("Workers", PageLink.workers)

    var title: String { problem.title }
    var status: HTTPStatus { HTTPStatus(code: problem.status) ?? .internalServerError }

    var content: HTML {
        Tag.section(.class("card problem")) {
            Tag.h1 { problem.title }
            Tag.p { problem.detail }
            if let candidates = problem.candidates, !candidates.isEmpty {
                Tag.ul { for candidate in candidates { Tag.li { candidate } } }
            }
            Tag.p { problem.nextStep }
            Tag.p(.class("hint")) {
                Tag.code { problem.code }
                if let request = problem.requestId {
                    " · request "
                    Tag.code { request }
                }
            }
            if let next {
                Tag.p { Tag.a(.class("button"), .href(next.link)) { next.text } }
            }
        }
    }
}
