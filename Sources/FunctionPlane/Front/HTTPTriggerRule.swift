import DialectFunctionCompute
import FoundationEssentials
import HTTPModel
import ReleaseModel

/// Which requests an HTTP trigger takes.
struct HTTPTriggerRule: Sendable {
    let configuration: FunctionTrigger.HTTP

    /// `nil` unless the trigger is one for requests.
    init?(_ trigger: Trigger) {
        guard trigger.source.kind == .http, let document = trigger.document,
            let described = try? JSONDecoder().decode(FunctionTrigger.self, from: Data(document.utf8)),
            let configuration = try? JSONDecoder().decode(
                FunctionTrigger.HTTP.self,
                from: Data(described.configuration.utf8)
            )
        else { return nil }
        self.configuration = configuration
    }

    func allows(_ method: HTTPMethod) -> Bool {
        configuration.methods.contains(method.name)
    }

    /// Whether anybody may call; anything but `anonymous` asks for a signature.
    var isAnonymous: Bool { configuration.authType == "anonymous" }
}

extension FunctionService {
    /// The triggers for requests that a function has.
    func httpTriggers(of function: String) -> [(qualifier: Qualifier, rule: HTTPTriggerRule)] {
        route.triggers.compactMap { trigger in
            guard trigger.component == function, let rule = HTTPTriggerRule(trigger),
                let qualifier = qualifier(of: trigger.target)
            else { return nil }
            return (qualifier, rule)
        }
    }
}
