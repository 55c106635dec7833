import HTTPEngine

/// Where a server answers; `endpoints.json` tells clients on this machine.
public struct Endpoints: Sendable, Hashable {
    public let control: String
    public let traffic: String
    /// Where Prefect's clients are led to; nil where there is no Prefect.
    public let prefect: String?
    let controlPort: UInt16
    let trafficPort: UInt16

    init(control: ListeningSocket, traffic: ListeningSocket, prefect: String?) throws(StartFailure) {
        guard let controlAddress = control.addresses.first, let trafficAddress = traffic.addresses.first,
            let controlPort = control.port, let trafficPort = traffic.port
        else { throw StartFailure("the listeners have no addresses", code: "address_unusable") }
        self.control = "http://\(controlAddress)"
        self.traffic = "http://\(trafficAddress)"
        self.prefect = prefect
        self.controlPort = controlPort
        self.trafficPort = trafficPort
    }

    var json: String {
        let prefect = prefect.map { ",\"prefect\":\"\($0)\"" } ?? ""
        return "{\"control\":\"\(control)\",\"traffic\":\"\(traffic)\"\(prefect)}\n"
    }
}
