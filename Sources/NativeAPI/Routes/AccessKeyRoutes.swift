import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel

extension ControlAPI {
    func listAccessKeys(_ call: Call) async throws -> Answer {
        let keys = try await accessKeys.accessKeys(of: call.account, page: try call.page())
        return try Answer(json: WireList(items: keys.items.map(WireAccessKey.init), cursor: keys.next))
    }

    /// Makes an access key; its secret is in this answer and in no other, not even among remembered ones.
    func createAccessKey(_ call: Call, body: [UInt8]) async throws -> Answer {
        try call.refuseRevision("access keys")
        let request = try StrictJSON.decode(WireAccessKeyRequest.self, from: body)
        let issued = try await keyIssuer.issue(
            to: request.owner,
            scopes: try AccessToken.Scope.set(request.scopes),
            account: call.account
        )
        let result = WireCreatedAccessKey(
            WireAccessKey(issued.key),
            secret: issued.secret,
            account: call.account.compact
        )
        var answer = try Answer(json: result, status: .created)
        answer.repeated = .alreadyCarriedOut(
            because: "because it holds a secret",
            candidates: [issued.key.id.description]
        )
        return answer
    }

    func revokeAccessKey(_ call: Call) async throws -> Answer {
        try call.refuseRevision("access keys")
        let text = call.parameters["accessKey"]
        guard let id = AccessKey.ID(text) else { throw ReleaseError.accessKeyNotFound(text) }
        try await keyIssuer.revoke(id, account: call.account)
        // Keys make no revisions; from here on every signature with this one is refused.
        let head = try await plane.store.head()
        let commit = WireCommit(revision: head.revision.number, state: "in_force", inForceAfterMilliseconds: nil)
        return try Answer(json: WireChangeResult(changed: "access key \(id)", commit: commit), revision: head.revision)
    }
}
