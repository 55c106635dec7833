import HTTPModel

/// The body of a refusal: a problem document (RFC 9457), or a small page for browsers.
struct ProblemBody {
    let problem: GatewayProblem
    let requestID: String
    /// The version that should have answered.
    let version: (worker: String, number: Int)?

    var json: [UInt8] {
        var members: [String: ProblemDetails.Member] = [
            "code": .string(problem.code), "requestId": .string(requestID),
        ]
        if let version {
            members["worker"] = .string(version.worker)
            members["version"] = .integer(version.number)
        }
        guard let status = HTTPStatus(code: problem.status) else { return [] }
        return ProblemDetails(
            status,
            type: "urn:sluice:problem:\(problem.code)",
            title: problem.title,
            detail: problem.detail,
            members: members
        ).json
    }

    var html: [UInt8] {
        let about = version.map { "Worker \($0.worker), version \($0.number). " } ?? ""
        let page = """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>\(problem.status) \(problem.title)</title>
            <meta name="viewport" content="width=device-width">
            <style>body{font:16px/1.5 system-ui,sans-serif;max-width:40em;margin:15vh auto;padding:0 1em}\
            small{color:#666}</style>
            <h1>\(problem.status) \(problem.title)</h1><p>\(Self.escaped(problem.detail))</p>
            <p><small>\(Self.escaped(about))Code \(problem.code), request \(requestID).</small></p></html>

            """
        return Array(page.utf8)
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
