import NativeWire

/// A word from the server above what a page is about.
struct Notice: Sendable {
    enum Tone: String, Sendable {
        case good, caution, bad
    }

    let tone: Tone
    let text: String
    var nextStep: String?
    /// The stable code of a refusal.
    var code: String?

    /// A refusal of what was tried.
    init(_ problem: WireProblem) {
        tone = .bad
        text = problem.detail
        nextStep = problem.nextStep
        code = problem.code
    }

    init(_ tone: Tone, _ text: String, next nextStep: String? = nil) {
        self.tone = tone
        self.text = text
        self.nextStep = nextStep
    }

    var html: HTML {
        Tag.div(.class("notice \(tone.rawValue)"), .role(tone == .bad ? "alert" : "status")) {
            Tag.p {
                Tag.strong { text }
                if let code {
                    " "
                    Tag.code { code }
                }
            }
            if let nextStep { Tag.p { nextStep } }
        }
    }
}
