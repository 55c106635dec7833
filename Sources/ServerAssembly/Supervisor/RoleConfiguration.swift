import FoundationEssentials

/// What one of the two processes is told by the supervisor, as its only argument.
struct RoleConfiguration: Sendable, Codable, Hashable {
    let serve: ServeConfiguration
    /// The inherited, listening descriptors.
    let listeners: [Int32]
    let controlPort: UInt16
    let trafficPort: UInt16
    /// Where both listeners answer, for links and answers.
    let controlURL: String
    let trafficURL: String
    /// For the control process alone, where there is a Prefect server.
    let prefect: PrefectEndpoint?

    var argument: String {
        get throws(StartFailure) {
            do {
                return String(decoding: try JSONEncoder().encode(self), as: UTF8.self)
            } catch {
                throw StartFailure("cannot encode the configuration: \(error)", code: "configuration_invalid")
            }
        }
    }

    init(
        serve: ServeConfiguration,
        listeners: [Int32],
        controlPort: UInt16,
        trafficPort: UInt16,
        controlURL: String,
        trafficURL: String,
        prefect: PrefectEndpoint? = nil
    ) {
        self.serve = serve
        self.listeners = listeners
        self.controlPort = controlPort
        self.trafficPort = trafficPort
        self.controlURL = controlURL
        self.trafficURL = trafficURL
        self.prefect = prefect
    }

    init(argument: String) throws(StartFailure) {
        do {
            self = try JSONDecoder().decode(RoleConfiguration.self, from: Data(argument.utf8))
        } catch {
            throw StartFailure(
                "this command is for the server's own use",
                code: "configuration_invalid",
                nextStep: "Start a server with: sluice serve"
            )
        }
    }
}
