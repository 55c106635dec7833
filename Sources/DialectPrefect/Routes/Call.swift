import HTTPModel
import ReleaseCore
import ReleaseModel

/// A request of somebody who was let in, and readings of what it says.
struct Call: Sendable {
    let admitted: Admitted
    let parameters: RouteParameters

    init(_ admitted: Admitted, parameters: RouteParameters) {
        self.admitted = admitted
        self.parameters = parameters
    }

    var request: HTTPRequest { admitted.request }

    /// The request without a wish for compression, so that the answer can be read.
    var plain: HTTPRequest {
        var request = request
        request.fields.remove(.acceptEncoding)
        return request
    }

    func body(upTo limit: Int) async throws -> [UInt8] {
        do {
            return try await request.body.collect(upTo: limit)
        } catch let error as HTTPBody.TooLarge {
            throw PrefectError(.contentTooLarge, "body_too_large", "The body has more than \(error.limit) bytes.")
        }
    }

    /// Who does it, and with what kind of client.
    func attribution(_ info: VersionInfo?, message: String? = nil) -> Attribution {
        Attribution(author: admitted.actor, source: source(info), message: message)
    }

    private func source(_ info: VersionInfo?) -> Attribution.Source {
        if let type = info?.json["type"]?.string, type.hasPrefix("vcs:"), type != "vcs:git" { return .ci }
        return request.fields[.userAgent]?.hasPrefix("prefect/") == true ? .sdk : .api
    }
}

extension HTTPRequest {
    func with(body: [UInt8]) -> HTTPRequest {
        var request = self
        request.body = .bytes(body)
        return request
    }
}

extension HTTPResponse {
    func with(_ json: JSONText) -> HTTPResponse {
        var response = self
        response.body = .bytes(Array(json.bytes))
        return response
    }
}

/// An answer of Prefect's whose body was read, as far as it was short enough.
struct CollectedAnswer: Sendable {
    let response: HTTPResponse
    /// The document of a success; `nil` for any other answer.
    let json: JSONText?
}

extension PrefectAPI {
    func collected(_ response: HTTPResponse) async throws -> CollectedAnswer {
        guard response.status.isSuccess, response.fields[.contentType]?.hasPrefix("application/json") == true,
            (response.body.length ?? 0) <= Self.readLimit
        else { return CollectedAnswer(response: response, json: nil) }
        var response = response
        var bytes: [UInt8] = []
        for try await chunk in response.body {
            if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
            guard bytes.count <= Self.readLimit else {
                // It did not say how long it is.
                response.body = .concatenation([.bytes(bytes), response.body])
                return CollectedAnswer(response: response, json: nil)
            }
        }
        response.body = .bytes(bytes)
        return CollectedAnswer(response: response, json: JSONText(bytes))
    }
}

extension HTTPFieldName {
    static let acceptEncoding: HTTPFieldName = "Accept-Encoding"
    static let userAgent: HTTPFieldName = "User-Agent"
}
