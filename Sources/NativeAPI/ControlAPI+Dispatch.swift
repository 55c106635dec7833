import ReleaseCore
import ReleaseModel

/// What answers what: one line per operation.
extension ControlAPI {
    func answer(_ endpoint: Endpoint, _ call: Call) async throws -> Answer {
        switch endpoint {
        case .open(let endpoint):
            return try await answer(endpoint)
        case .read(let endpoint):
            return try await answer(endpoint, call)
        case .change(let endpoint):
            let body = try await call.body()
            return try await once(
                call,
                digest: Digest(sha256: body),
                answerAgain: { try await answerAgain(endpoint, call, revision: $0) },
                { try await $0.carryOut(endpoint, call, body: body) }
            )
        case .staging(let endpoint):
            return try await answer(endpoint, call)
        case .pair(let endpoint):
            return try await answer(endpoint, call)
        case .secrets:
            return try await editSecrets(call)
        case .upload:
            return try await uploadVersion(call)
        }
    }

    func answer(_ endpoint: OpenEndpoint) async throws -> Answer {
        switch endpoint {
        case .readHealth: health()
        case .readReadiness: try await readiness()
        }
    }

    private func answer(_ endpoint: ReadEndpoint, _ call: Call) async throws -> Answer {
        switch endpoint {
        case .readStatus: try await status(call)
        case .readWhoAmI: try await whoAmI(call)
        case .readOpenAPI: openAPI()
        case .readMetrics: try await metrics(call)
        case .listWorkloads: try await listWorkloads(call)
        case .readWorkload: try await readWorkload(call)
        case .readDraft: try await readDraft(call)
        case .listVersions: try await listVersions(call)
        case .readVersion: try await readVersion(call)
        case .readVersionFile: try await readVersionFile(call)
        case .readDiff: try await readDiff(call)
        case .listDeployments: try await listDeployments(call)
        case .readDeployment: try await readDeployment(call)
        case .readRollback: try await readRollback(call)
        case .listAliases: try await listAliases(call)
        case .readAlias: try await readAlias(call)
        case .listSettings: try await listSettings(call)
        case .readSetting: try await readSetting(call)
        case .listSecrets: try await listSecrets(call)
        case .readTriggers: try await readTriggers(call)
        case .listReferrers: try await listReferrers(call)
        case .readTail: try await readTail(call)
        case .listRuns: try await listRuns(call)
        case .listNamespaces: try await listNamespaces(call)
        case .readNamespace: try await readNamespace(call)
        case .listKeys: try await listKeys(call)
        case .readKey: try await readKey(call)
        case .readValue: try await readValue(call)
        case .listTokens: try await listTokens(call)
        case .listAccessKeys: try await listAccessKeys(call)
        case .listAccounts: try await listAccounts(call)
        case .listAccountSettings: try await listAccountSettings(call)
        }
    }

    private func answer(_ endpoint: StagingEndpoint, _ call: Call) async throws -> Answer {
        switch endpoint {
        case .beginAssets: try await beginAssets(call)
        case .receiveAssets: try await receiveAssets(call)
        }
    }

    private func carryOut(_ endpoint: ChangeEndpoint, _ call: Call, body: [UInt8]) async throws -> Answer {
        switch endpoint {
        case .deleteWorkload: try await deleteWorkload(call)
        case .deleteVersion: try await deleteVersion(call)
        case .publishDraft: try await publishDraft(call, body: body)
        case .createDeployment: try await createDeployment(call, body: body)
        case .rollBack: try await rollBack(call, body: body)
        case .promote: try await promote(call, body: body)
        case .setAlias: try await setAlias(call, body: body)
        case .deleteAlias: try await deleteAlias(call)
        case .setSetting: try await setSetting(call, body: body)
        case .createAccessToken: try await createAccessToken(call)
        case .revokeAccessToken: try await revokeAccessToken(call)
        case .setTriggers: try await setTriggers(call, body: body)
        case .createNamespace: try await createNamespace(call, body: body)
        case .renameNamespace: try await renameNamespace(call, body: body)
        case .deleteNamespace: try await deleteNamespace(call)
        case .createToken: try await createToken(call, body: body)
        case .revokeToken: try await revokeToken(call)
        case .createAccessKey: try await createAccessKey(call, body: body)
        case .revokeAccessKey: try await revokeAccessKey(call)
        case .createAccount: try await createAccount(call, body: body)
        case .setAccountSetting: try await setAccountSetting(call, body: body)
        }
    }

    private func answer(_ endpoint: PairEndpoint, _ call: Call) async throws -> Answer {
        switch endpoint {
        case .putValue: try await putValue(call)
        case .deleteValue: try await deleteValue(call)
        case .putPairs: try await putPairs(call)
        case .deletePairs: try await deletePairs(call)
        case .readPairs: try await readPairs(call)
        }
    }

    /// Answers for a change that was made by a revision; only what moves an alias is worth it.
    private func answerAgain(_ endpoint: ChangeEndpoint, _ call: Call, revision: Revision) async throws -> Answer? {
        switch endpoint {
        case .createDeployment, .rollBack, .promote: try await deploymentMade(by: revision, call)
        case .deleteWorkload, .deleteVersion, .publishDraft, .setAlias, .deleteAlias, .setSetting, .setTriggers,
            .createAccessToken, .revokeAccessToken, .createNamespace, .renameNamespace, .deleteNamespace, .createToken,
            .revokeToken, .createAccessKey, .revokeAccessKey, .createAccount, .setAccountSetting:
            nil
        }
    }
}
