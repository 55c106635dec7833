import HTTPModel
import ReleaseCore
import ReleaseModel

/// Reads of deployments, which get the live version besides.
extension PrefectAPI {
    /// The longest answer that is looked into, in bytes; a longer one passes as it is.
    static let readLimit = 32 << 20

    /// One deployment: what was changed past Sluice becomes a version before it is answered.
    func readDeployment(_ call: Call) async throws -> HTTPResponse {
        let answer = try await collected(try await server.forward(call.plain))
        guard let document = answer.json.flatMap(DeploymentDocument.init) else { return answer.response }
        return await adding(to: answer) {
            guard let name = try await names.name(of: document), try await !plane.isLive(try document.content, of: name)
            else { return try await presenter.enriched(document) }
            // It may have been on its way to become a version, so that what is read after that is the truth.
            try await plane.agree(onFlow: name)
            let truth = try await collected(try await server.forward(call.plain))
            return try await presenter.enriched(truth.json.flatMap(DeploymentDocument.init) ?? document)
        }
    }

    /// Many deployments, in an array or in a page of `results`.
    func listDeployments(_ call: Call) async throws -> HTTPResponse {
        let body = try await call.body(upTo: Self.writeLimit)
        let answer = try await collected(try await server.forward(call.plain.with(body: body)))
        guard let json = answer.json else { return answer.response }
        return await adding(to: answer) {
            if json.elements != nil { return try await enrichedAll(json) }
            guard let results = json["results"], results.elements != nil else { return json }
            return json.setting(["results": try await enrichedAll(results)])
        }
    }

    /// Puts the live version into the deployment of an answer; any other answer stays as it is.
    func enriched(_ response: HTTPResponse) async throws -> HTTPResponse {
        let answer = try await collected(response)
        guard let document = answer.json.flatMap(DeploymentDocument.init) else { return answer.response }
        return await adding(to: answer) { try await presenter.enriched(document) }
    }

    /// Answers with what Sluice knows besides.
    ///
    /// Where that cannot be found out, the answer is as Prefect gave it, and the log has the reason: a worker reads its
    /// deployment before each run, and what was written is written.
    func adding(
        to answer: CollectedAnswer,
        _ addition: () async throws -> JSONText
    ) async -> HTTPResponse {
        do {
            return answer.response.with(try await addition())
        } catch {
            report(error)
            return answer.response
        }
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
