import FoundationEssentials
import HTTPModel
import ReleaseModel

/// A route of a custom domain, read.
struct FunctionRoute: Sendable {
    let trigger: Trigger
    let document: DomainRoute
    let rewriting: RewriteRules?

    /// `nil` for other triggers, and for one whose document cannot be read.
    init?(_ trigger: Trigger) {
        guard trigger.source.kind == .domainPath, let text = trigger.document,
            let document = try? JSONDecoder().decode(DomainRoute.self, from: Data(text.utf8))
        else { return nil }
        self.trigger = trigger
        self.document = document
        rewriting = document.rewriting.flatMap { try? JSONDecoder().decode(RewriteRules.self, from: Data($0.utf8)) }
    }

    func allows(_ method: HTTPMethod) -> Bool {
        document.methods.isEmpty || document.methods.contains(method.name)
    }
}
