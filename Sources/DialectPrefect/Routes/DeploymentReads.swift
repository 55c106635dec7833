import HTTPModel
import ReleaseCore
import ReleaseModel

/// Reads of deployments, which get the live version besides.
extension PrefectAPI {
    /// The longest answer that is looked into, in bytes; a longer one passes as it is.
    static let readLimit = 32 << 20

    /// One deployment: what was changed past Sluice becomes a version before it is answered.
    func readDeployment(_ call: Call) async throws -> HTTPResponse {
        var answer = try await collected(try await server.forward(call.plain))
        guard let document = answer.json.flatMap(DeploymentDocument.init),
            let name = try await asked({ () async throws(FlowFailure) in try await names.name(of: document) })
        else { return answer.response }
        if try await !plane.isLive(try document.content, of: name) {
            // It may have been on its way to become a version, so that what is read after that is the truth.
            try await plane.agree(onFlow: name)
            answer = try await collected(try await server.forward(call.plain))
        }
        return try await enriched(answer)
    }

    /// Many deployments, in an array or in a page of `results`.
    func listDeployments(_ call: Call) async throws -> HTTPResponse {
        let body = try await call.body(upTo: Self.writeLimit)
        let answer = try await collected(try await server.forward(call.plain.with(body: body)))
        guard let json = answer.json else { return answer.response }
        if json.elements != nil { return answer.response.with(try await enrichedAll(json)) }
        guard let results = json["results"], results.elements != nil else { return answer.response }
        let member = JSONText.Member("results", try await enrichedAll(results))
        return answer.response.with(json.setting([member]))
    }

    /// Puts the live version into the deployment of an answer; any other answer stays as it is.
    func enriched(_ response: HTTPResponse) async throws -> HTTPResponse {
        try await enriched(try await collected(response))
    }

    func enriched(_ answer: CollectedAnswer) async throws -> HTTPResponse {
        guard let document = answer.json.flatMap(DeploymentDocument.init) else { return answer.response }
        return answer.response.with(try await presenter.enriched(document))
    }

    private func enrichedAll(_ documents: JSONText) async throws -> JSONText {
        var enriched: [JSONText] = []
        for element in documents.elements ?? [] {
            guard let document = DeploymentDocument(element) else {
                enriched.append(element)
                continue
            }
            enriched.append(try await presenter.enriched(document))
        }
        return JSONText(enriched)
    }
}
