import FoundationEssentials
import ReleaseModel

/// One function as a version or head has it, with what its service says of all of them.
struct FunctionContent: Sendable, Hashable {
    let component: Component
    let execution: Execution
    let package: Module
    /// Of the service: name to JSON document.
    let configuration: [String: String]

    /// Takes the component of that name; `nil` when there is none, or it is no function.
    init?(_ name: String, of snapshot: Snapshot) {
        guard let component = snapshot.components.first(where: { $0.name == name }),
            let execution = component.execution, let package = component.package
        else { return nil }
        self.component = component
        self.execution = execution
        self.package = package
        configuration = snapshot.configuration
    }

    var environment: [String: String] {
        var environment: [String: String] = [:]
        for binding in component.bindings {
            if case .plainText(let text) = binding.value { environment[binding.name] = text }
        }
        return environment
    }

    /// Whether the service asks for the network; so it does unless it says no.
    var wantsNetwork: Bool { value(of: "internetAccess", as: Bool.self) ?? true }

    /// The region that the service is recorded under.
    var region: String { value(of: "region", as: String.self) ?? "local" }

    var logPlace: LogPlace { value(of: "logConfig", as: LogPlace.self) ?? LogPlace() }

    /// In MiB.
    var diskSize: Int? { try? JSONDecoder().decode(Extras.self, from: Data(execution.document.utf8)).diskSize }

    /// Where the vendor's service would keep logs; functions are told so, and nothing is sent there.
    struct LogPlace: Decodable {
        var project: String?
        var logstore: String?
    }

    /// What is read of the document that a dialect keeps with a function.
    private struct Extras: Decodable {
        let diskSize: Int?
    }

    private func value<Value: Decodable>(of name: String, as type: Value.Type) -> Value? {
        configuration[name].flatMap { try? JSONDecoder().decode(type, from: Data($0.utf8)) }
    }
}
