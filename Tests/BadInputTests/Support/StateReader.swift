import Foundation
import SocketTesting
import StoreSQLite

/// Reads all that a server knows: from its store, which is checked on the way, and from its API.
struct StateReader {
    let home: String
    let port: UInt16
    let token: String

    /// What a server knows at one moment.
    struct State {
        let report: CheckReport
        let lists: [String]

        /// Says in a line whether anything was changed.
        ///
        /// Modules of a refused upload may wait for the next collection of garbage: nothing refers to them.
        func difference(from earlier: State) -> String {
            guard report.isClean else { return "state: damaged, \(report.problems)" }
            let same =
                report.revisions == earlier.report.revisions && report.events == earlier.report.events
                && report.workloads == earlier.report.workloads && report.versions == earlier.report.versions
                && report.deployments == earlier.report.deployments
                && report.snapshots == earlier.report.snapshots && lists == earlier.lists
            guard same else { return "state: CHANGED" }
            let blobs = report.blobs - earlier.report.blobs
            return blobs == 0 ? "state: unchanged" : "state: unchanged, blobs staged: \(blobs)"
        }
    }

    func read() async throws -> State {
        let report = try await StoreCheck.run(StoreLocation(home: home))
        // What the log has no events for; the rest is in the report.
        let paths = ["/api/v1/workloads?limit=100", "/api/v1/tokens?limit=100"]
        return State(report: report, lists: try paths.map(list))
    }

    /// Returns the revision and the body of a list.
    private func list(_ path: String) throws -> String {
        let socket = try PlainSocket(port: port)
        try socket.send(
            "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nAuthorization: Bearer \(token)\r\n"
                + "Connection: close\r\n\r\n"
        )
        let answer = try socket.receiveToEnd()
        guard answer.hasPrefix("HTTP/1.1 200") else { throw Unreadable(path: path, answer: answer) }
        let revision = answer.components(separatedBy: "\r\n").filter { $0.lowercased().hasPrefix("sluice-revision") }
        return (revision + [answer.components(separatedBy: "\r\n\r\n").last ?? ""]).joined(separator: "\n")
    }

    struct Unreadable: Error {
        let path: String
        let answer: String
    }
}
