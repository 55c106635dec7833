import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel

extension ControlAPI {
    /// Makes a workload a new access token; it is in this answer and nowhere else, not even among remembered answers.
    func createAccessToken(_ call: Call) async throws -> Answer {
        let name = try call.workloadName()
        let secret = TokenSecret.make(prefix: ReleasePlane.accessTokenPrefix, randomBytes: environment.randomBytes)
        let receipt = try await plane.setAccessToken(secret, of: name, record: try record(call))
        var answer = try Answer(
            json: WireAccessToken(workload: name.name, secret: secret, commit: receipt.wireCommit()),
            status: .created,
            revision: receipt.revision,
            eTag: receipt.revision
        )
        answer.repeated = Refusal.alreadyCarriedOut(because: "because it holds a secret")
        return answer
    }

    func revokeAccessToken(_ call: Call) async throws -> Answer {
        let name = try call.workloadName()
        let receipt = try await plane.setAccessToken(nil, of: name, record: try record(call))
        return try answer(changed: "the access token of \(name)", receipt, eTag: receipt.revision)
    }
}
