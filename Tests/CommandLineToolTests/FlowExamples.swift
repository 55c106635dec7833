import HTTPModel

/// What a server answers about a flow.
enum FlowExamples {
    static let name = "Täglich laden/über nacht"
    /// As it stands in a path.
    static let root = "/api/v1/flows/T%C3%A4glich%20laden%2F%C3%BCber%20nacht"

    static func deployment(_ number: Int, version: Int, origin: String = "requested", inForce: Bool = false) -> String {
        """
        {"id":"0000000\(number)-aaaa","workload":"\(name)","alias":"live","sequence":\(number),"shares":[{"version":\
        \(version),"versionId":"id-\(version)","percentage":"100","tag":"label \(version)"}],"rules":[],"origin":\
        "\(origin)","author":"anna","source":"sdk","createdAt":"2026-11-21T15:00:00.000Z","inForce":\(inForce)}
        """
    }

    static func version(
        _ number: Int,
        isLive: Bool = false,
        url: String = "https://git.example/a/b/tree/1a2b"
    ) -> String {
        """
        {"id":"id-\(number)","number":\(number),"workload":"\(name)","snapshot":"abc","author":"anna","source":"sdk",\
        "tag":"label \(number)","provenance":{"provider":"github","repository":"a/b","branch":"main","url":"\(url)",\
        "commit":"1a2b3c4d5e6f","message":"Load less"},"createdAt":"2026-11-21T15:00:00.000Z",\
        "serving":{\(isLive ? #""live":"100""# : "")}}
        """
    }

    static let fixedPin =
        #"{"what":"git_clone","subject":"https://git.example/a/b","choice":"commit 1a2b","fixed":true}"#
    static let loosePin = #"{"what":"image","subject":"etl:1","choice":"tag 1","fixed":false}"#

    /// Properties are JSON documents in texts.
    static func detail(_ version: String, pins: [String] = [fixedPin, loosePin]) -> String {
        #"""
        {"version":\#(version),"content":{"compatibilityFlags":[],"bindings":[],"modules":[],"flow":{"pins":[\#(
            pins.joined(separator: ","))],"properties":[{"name":"description","json":"\"Loads\\nall\""},{"name":\#
        "parameters","json":"{\"rows\":10.50,\"from\":{\"table\":\"ä\"}}"}],"versionInfo":\#
        "{\"type\":\"vcs:github\",\"version\":\"1a2b3c4d\"}"}}}
        """#
    }

    static func result(version: Int, runs: String = "") -> String {
        """
        {"deployment":\(deployment(9, version: version, inForce: true)),"warnings":["2 runs wait"],"commit":\
        {"revision":7,"state":"in_force"},"waitingRuns":[\(runs)]}
        """
    }

    static func run(_ name: String, made: Int, started: Int?) -> String {
        """
        {"id":"run-\(name)","name":"\(name)","state":"Completed","automatic":false,"label":"label \(made)",\
        "createdVersion":\(made),\(started.map { #""startedVersion":\#($0),"# } ?? "")"mixed":\
        \(started.map { $0 != made } ?? false),"createdAt":"2026-11-21T15:00:00.000Z"}
        """
    }

    /// The path of a request without its query.
    static func path(_ request: HTTPRequest) -> String { request.target.path }
}
