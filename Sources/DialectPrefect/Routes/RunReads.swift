import HTTPModel
import ReleaseCore
import ReleaseModel

/// Reads of runs, which get the version that each ran, or will run.
extension PrefectAPI {
    /// `GET /api/flow_runs/{id}`.
    func readRun(_ call: Call) async throws -> HTTPResponse {
        let answer = try await collected(try await server.forward(call.plain))
        guard let run = answer.json, let runs = await versioned([run]) else { return answer.response }
        return answer.response.with(runs[0])
    }

    /// `POST /api/flow_runs/filter`, which answers an array, and `POST /api/flow_runs/paginate`, a page of `results`.
    func listRuns(_ call: Call) async throws -> HTTPResponse {
        let answer = try await collected(try await forward(call, try await narrowed(call)))
        guard let json = answer.json else { return answer.response }
        if let all = json.elements {
            return await versioned(all).map { answer.response.with(JSONText($0)) } ?? answer.response
        }
        guard let all = json["results"]?.elements, let runs = await versioned(all) else { return answer.response }
        return answer.response.with(json.setting(["results": JSONText(runs)]))
    }

    /// `POST /api/flow_runs/count`.
    func countRuns(_ call: Call) async throws -> HTTPResponse {
        try await forward(call, try await narrowed(call))
    }

    /// Runs with their versions; `nil` where they stay as Prefect has them.
    ///
    /// What fails here is for the log: whoever reads runs gets them all the same.
    private func versioned(_ runs: [JSONText]) async -> [JSONText]? {
        do {
            return try await RunPresenter(plane: plane, ledger: ledger, names: names).enriched(runs)
        } catch {
            report(error)
            return nil
        }
    }
}
