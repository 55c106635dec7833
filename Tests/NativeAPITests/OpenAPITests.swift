import FoundationEssentials
import HTTPModel
import NativeWire
import ReleaseCore
import Testing

@testable import NativeAPI

@Suite("The OpenAPI document says what the server does")
struct OpenAPITests {
    private let document: OpenAPIDocument

    init() throws {
        document = try OpenAPIDocument.read()
    }

    @Test("every route is documented, and every documented route is answered")
    func routes() {
        let answered = Set(Endpoint.all.map { "\($0.method.name.lowercased()) \($0.path)" })
        let documented = Set(document.paths.flatMap { path, operations in operations.keys.map { "\($0) \(path)" } })
        #expect(documented.subtracting(answered).sorted() == [])
        #expect(answered.subtracting(documented).sorted() == [])
    }

    @Test("operation ids and scopes are those of the server")
    func scopes() throws {
        for endpoint in Endpoint.all {
            let operation = try #require(document.paths[endpoint.path]?[endpoint.method.name.lowercased()])
            #expect(operation.operationID == endpoint.operationID)
            #expect(operation.scope == endpoint.scope?.rawValue)
        }
    }

    @Test("every parameter of a path is declared")
    func parameters() throws {
        for endpoint in Endpoint.all {
            let operation = try #require(document.paths[endpoint.path]?[endpoint.method.name.lowercased()])
            let declared = (operation.parameters ?? []).compactMap { document.components.parameters[$0.key]?.name }
            let names = RoutePattern(stringLiteral: endpoint.path).parameterNames
            #expect(Set(names).isSubset(of: declared), "\(endpoint.operationID)")
        }
    }

    @Test("every problem code is documented with its status")
    func codes() {
        let statuses = document.problems.mapValues(\.status)
        let expected = Dictionary(uniqueKeysWithValues: ProblemCode.allCases.map { ($0.rawValue, $0.status.code) })
        #expect(statuses == expected)
        #expect(Set(document.components.schemas["ProblemCode"]?.values ?? []) == Set(expected.keys))
    }

    @Test("the codes of an operation fit its answers")
    func answers() {
        for operation in document.paths.values.flatMap(\.values) {
            for code in operation.codes {
                let answer = document.problems[code].flatMap { operation.responses["\($0.status)"] }
                #expect(answer?.description.contains(code) == true, "\(operation.operationID): \(code)")
            }
        }
    }

    @Test("the fields of every wire type are documented, and no others", arguments: Example.all)
    func fields(_ example: Example) throws {
        let data = try JSONEncoder().encode(example.value)
        let encoded = try JSONDecoder().decode([String: OpenAPIDocument.Empty?].self, from: data)
        let schema = try #require(document.components.schemas[example.schema])
        #expect(Set(schema.properties?.keys.map { $0 } ?? []) == Set(encoded.keys))
        #expect(Set(schema.required ?? []).isSubset(of: encoded.keys))
    }

    @Test("every schema with fields is that of a wire type")
    func schemas() {
        let objects = document.components.schemas.filter { $0.value.properties != nil }.map(\.key)
        #expect(Set(objects) == Set(Example.all.map(\.schema)))
    }

    /// A wire type and the schema that describes it.
    struct Example: Sendable, CustomTestStringConvertible {
        let schema: String
        let value: any Encodable & Sendable

        init(_ schema: String, _ value: any Encodable & Sendable) {
            self.schema = schema
            self.value = value
        }

        var testDescription: String { schema }

        static let all =
            shared + requests + results
            + [
                "Workload", "Version", "Deployment", "Alias", "Setting", "Token", "Namespace", "Key", "Pair",
                "Referrer", "VersionSecrets", "Account", "FlowRun",
            ].map {
                Example("\($0)List", WireList(items: [1], cursor: "next"))
            }

        private static let shared = [
            Example("Provenance", WireProvenance.example()),
            Example("Binding", WireBinding.example()),
            Example("Module", WireModule.example()),
            Example("Deletion", WireDeletion(author: "", source: "", deletedAt: "")),
            Example("Version", WireVersion.example()),
            Example("Content", WireContent.example()),
            Example("ContentAssets", WireContentAssets.example()),
            Example("AssetRules", WireAssetRules.example()),
            Example("AssetFile", WireAssetFile.example()),
            Example("Function", WireFunction.example()),
            Example("Draft", WireDraft(snapshot: "", savedAt: "", version: 1, functions: [])),
            Example("Share", WireShare.example()),
            Example("Condition", WireCondition.example()),
            Example("Rule", WireRule.example()),
            Example("Deployment", WireDeployment.example()),
            Example("Commit", WireCommit.example()),
            Example("Workload", WireWorkload.example()),
            Example("Alias", WireAlias.example()),
            Example("Setting", WireSetting(name: "", value: "", allowed: [], revision: 0)),
            Example("Token", WireToken.example()),
            Example("Account", WireAccount(id: "", name: "")),
            Example("Identity", WireIdentity(.example(), account: "", accountId: "")),
            Example("FlowContent", WireFlowContent(properties: [], pins: [], versionInfo: "")),
            Example("FlowProperty", WireFlowProperty(name: "", json: "")),
            Example("FlowPin", WireFlowPin(what: "", subject: "", choice: "", fixed: true)),
            Example(
                "FlowRun",
                WireFlowRun(
                    id: "",
                    name: "",
                    state: "",
                    automatic: true,
                    label: "",
                    createdVersion: 1,
                    startedVersion: 1,
                    mixed: false,
                    createdAt: "",
                    expectedAt: "",
                    startedAt: ""
                )
            ),
            Example("Referrer", WireReferrer(worker: "", version: 1, binding: "")),
            Example("VersionSecrets", WireVersionSecrets(version: 1, secrets: [])),
            Example("Trigger", WireTrigger(id: "", source: "", createdAt: "")),
            Example("Triggers", WireTriggers(routes: [], domains: [], crons: [])),
            Example("Namespace", WireNamespace(id: "", title: "", createdAt: "")),
            Example("Key", WireKey(name: "", expiration: 1, metadata: "")),
            Example("Pair", WirePair(key: "", value: "", base64: true, expiration: 1, ttl: 1, metadata: "")),
            Example("Process", WireProcess.example()),
            Example("DataStatus", WireDataStatus.example()),
            Example("Engine", WireEngine.example()),
            Example("Instance", WireInstance.example()),
            Example("FunctionStatus", WireFunctionStatus.example()),
            Example("FunctionEngine", WireFunctionEngine.example(missing: "")),
            Example("FunctionRuntime", WireFunctionEngine.Runtime(name: "", instances: 1)),
            Example("Sandbox", WireSandbox.example()),
            Example("MissingLayer", WireSandbox.MissingLayer(layer: "", reason: "", consequence: "")),
        ]

        private static let requests = [
            Example("UploadMetadata", WireUploadMetadata.example()),
            Example("UploadAssets", WireUploadAssets.example()),
            Example("AssetManifest", WireAssetManifest(files: [])),
            Example("RequestedShare", WireDeploymentRequest.RequestedShare.example()),
            Example("RequestedRule", WireDeploymentRequest.RequestedRule.example()),
            Example("DeploymentRequest", WireDeploymentRequest.example()),
            Example(
                "RollbackRequest",
                WireRollbackRequest(
                    alias: "",
                    version: "",
                    deployment: "",
                    message: "",
                    provenance: .example(),
                    waitingRuns: ""
                )
            ),
            Example(
                "PromoteRequest",
                WirePromoteRequest(alias: "", version: "", message: "", provenance: .example(), waitingRuns: "")
            ),
            Example(
                "AliasRequest",
                WireAliasRequest(shares: [], rules: [], affinity: "", message: "", provenance: .example())
            ),
            Example("PublishRequest", WirePublishRequest(message: "", provenance: .example())),
            Example("SettingRequest", WireSettingRequest(value: "on")),
            Example("Secret", WireSecret(name: "", text: "")),
            Example(
                "SecretsRequest",
                WireSecretsRequest(set: [], remove: [], deploy: true, overrideSplit: true, message: "", tag: "")
            ),
            Example("TriggersRequest", WireTriggersRequest(routes: [], domains: [], crons: [])),
            Example("NamespaceRequest", WireNamespaceRequest(title: "")),
            Example("PairsRequest", WirePairsRequest(pairs: [])),
            Example("KeysRequest", WireKeysRequest(keys: [])),
            Example("AccountRequest", WireAccountRequest(name: "", owner: "")),
            Example("TokenRequest", WireTokenRequest(owner: "", scopes: [], expiresInSeconds: 1)),
        ]

        private static let results = [
            Example(
                "Problem",
                WireProblem(
                    title: "",
                    status: 404,
                    detail: "",
                    code: "",
                    nextStep: "",
                    candidates: [],
                    requestId: ""
                )
            ),
            Example("AssetSession", WireAssetSession(session: "", missing: [], expiresAt: "")),
            Example("VersionDetail", WireVersionDetail(version: .example(), content: .example())),
            Example(
                "UploadResult",
                WireUploadResult(
                    version: .example(),
                    unchanged: false,
                    twin: 1,
                    deployment: .example(),
                    warnings: [],
                    commit: .example()
                )
            ),
            Example(
                "DeploymentResult",
                WireDeploymentResult(deployment: .example(), warnings: [], commit: .example(), waitingRuns: [])
            ),
            Example(
                "RollbackPlan",
                WireRollbackPlan(alias: "", shares: [.example()], rules: [.example()], restores: .example())
            ),
            Example("AliasResult", WireAliasResult(alias: .example(), commit: .example())),
            Example(
                "TriggersResult",
                WireTriggersResult(
                    triggers: WireTriggers(routes: [], domains: [], crons: []),
                    commit: .example()
                )
            ),
            Example("ResourceChange", WireResourceChange(changed: "", keys: 1)),
            Example("PublishResult", WirePublishResult(version: .example(), commit: .example())),
            Example("ChangeResult", WireChangeResult(changed: "", commit: .example())),
            Example("Diff", WireDiff(from: 1, to: 2, identical: false, configuration: [], files: [])),
            Example("ConfigurationChange", WireConfigurationChange(field: "", from: "", to: "")),
            Example("FileChange", WireFileChange(name: "", change: "", from: .example(), to: .example())),
            Example(
                "TailEvent",
                WireTailEvent(
                    at: "",
                    workload: "",
                    version: 1,
                    requestId: "",
                    kind: "",
                    level: "",
                    message: "",
                    stack: ""
                )
            ),
            Example("AccessToken", WireAccessToken(workload: "", secret: "", commit: .example())),
            Example(
                "CreatedAccessKey",
                WireCreatedAccessKey(.example(), secret: "", account: "")
            ),
            Example("AccessKey", WireAccessKey.example()),
            Example("AccessKeyRequest", WireAccessKeyRequest(owner: "", scopes: [])),
            Example("AccessKeyList", WireList(items: [WireAccessKey.example()], cursor: "")),
            Example("CreatedToken", WireCreatedToken(token: .example(), secret: "")),
            Example(
                "OpenedAccount",
                WireOpenedAccount(account: WireAccount(id: "", name: ""), token: .example(), secret: "")
            ),
            Example(
                "Status",
                WireStatus(
                    version: "",
                    epoch: 1,
                    revision: 1,
                    controlUrl: "",
                    trafficUrl: "",
                    domain: "",
                    control: .example(),
                    data: .example(),
                    prefect: .example(),
                    warnings: []
                )
            ),
            Example("PrefectStatus", WirePrefectStatus.example()),
        ]
    }
}
