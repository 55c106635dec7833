import NativeWire
import ReleaseModel

// One value of each wire type with every field filled, so that what it encodes to names every field.

private let identifier = "0f8fad5b-d9cb-469f-a165-70867728950e"
private let moment = "2027-01-15T08:00:00.123Z"

extension WireProvenance {
    static func example() -> WireProvenance {
        WireProvenance(
            Provenance(
                provider: .github,
                repository: "ada/hello",
                url: "https://github.example/ada/hello",
                branch: "main",
                commit: "4b825dc6",
                message: "Greet",
                isDirty: false
            )
        )
    }
}

extension WireShare {
    static func example() -> WireShare {
        WireShare(version: 1, versionId: identifier, percentage: "100", tag: "v1")
    }
}

extension WireCondition {
    static func example() -> WireCondition {
        WireCondition(attribute: "header:x-beta", test: "equals", values: ["1"])
    }
}

extension WireRule {
    static func example() -> WireRule { WireRule(match: "all", conditions: [.example()], shares: [.example()]) }
}

extension WireDeployment {
    static func example() -> WireDeployment {
        WireDeployment(
            id: identifier,
            workload: "hello",
            alias: "production",
            sequence: 2,
            shares: [.example()],
            rules: [.example()],
            origin: "requested",
            restores: identifier,
            author: "ada",
            source: "cli",
            message: "go",
            provenance: .example(),
            createdAt: moment,
            inForce: true
        )
    }
}

extension WireDeploymentRequest {
    static func example() -> WireDeploymentRequest {
        WireDeploymentRequest(
            alias: "production",
            shares: [.example()],
            rules: [.example()],
            message: "go",
            provenance: .example()
        )
    }
}

extension WireDeploymentRequest.RequestedShare {
    static func example() -> Self { Self(version: "1", percentage: "100") }
}

extension WireDeploymentRequest.RequestedRule {
    static func example() -> Self { Self(match: "all", conditions: [.example()], shares: [.example()]) }
}

extension WireCommit {
    static func example() -> WireCommit {
        WireCommit(revision: 3, state: "in_force", inForceAfterMilliseconds: 1.5, rollback: "warm")
    }
}

extension WireVersion {
    static func example() -> WireVersion {
        WireVersion(
            id: identifier,
            number: 1,
            workload: "hello",
            snapshot: String(repeating: "0", count: 64),
            author: "ada",
            source: "cli",
            message: "first",
            tag: "v1",
            provenance: .example(),
            createdAt: moment,
            deleted: WireDeletion(author: "ada", source: "cli", deletedAt: moment),
            previewUrl: "http://0f8fad5b-hello.localhost:8787",
            serving: ["production": "100"]
        )
    }
}

extension WireBinding {
    static func example() -> WireBinding { WireBinding(name: "GREETING", type: "plain_text", text: "hi") }
}

extension WireModule {
    static func example() -> WireModule {
        WireModule(name: "index.js", type: "esm", digest: String(repeating: "0", count: 64), size: 1)
    }
}

extension WireContent {
    static func example() -> WireContent {
        WireContent(
            main: "index.js",
            compatibilityDate: "2026-01-01",
            compatibilityFlags: [],
            bindings: [.example()],
            modules: [.example()],
            assets: .example(),
            functions: [.example()],
            flow: WireFlowContent(properties: [], pins: [], versionInfo: nil)
        )
    }
}

extension WireFunction {
    static func example() -> WireFunction {
        WireFunction(
            name: "greet",
            runtime: "python3.10",
            engine: "Python 3.11.2",
            handler: "index.handler",
            memory: 128,
            timeout: 3,
            concurrency: 1,
            codeSize: 1,
            bindings: [.example()]
        )
    }
}

extension WireContentAssets {
    static func example() -> WireContentAssets { WireContentAssets(files: 1, size: 5, rules: .example()) }
}

extension WireAssetRules {
    static func example() -> WireAssetRules {
        WireAssetRules(
            htmlHandling: "none",
            notFoundHandling: "404-page",
            runWorkerFirst: false,
            workerFirstPaths: ["/api/*"],
            headers: "",
            redirects: ""
        )
    }
}

extension WireUploadAssets {
    static func example() -> WireUploadAssets { WireUploadAssets(session: identifier, rules: .example()) }
}

extension WireAssetFile {
    static func example() -> WireAssetFile {
        WireAssetFile(path: "/index.html", hash: String(repeating: "0", count: 32), size: 5)
    }
}

extension WireAlias {
    static func example() -> WireAlias {
        WireAlias(
            name: "production",
            url: "http://hello.localhost:8787",
            deployment: .example(),
            affinity: "cookie:user"
        )
    }
}

extension WireWorkload {
    static func example() -> WireWorkload {
        WireWorkload(
            id: identifier,
            kind: "worker",
            name: "hello",
            createdAt: moment,
            url: "http://hello.localhost:8787",
            aliases: [.example()],
            newestVersion: 1,
            revision: 3
        )
    }
}

extension WireUploadMetadata {
    static func example() -> WireUploadMetadata {
        WireUploadMetadata(
            main: "index.js",
            compatibilityDate: "2026-01-01",
            compatibilityFlags: [],
            bindings: [.example()],
            keep: ["secret_text"],
            assets: .example(),
            tag: "v1",
            message: "first",
            provenance: .example(),
            deploy: true,
            deploymentMessage: "go",
            endSplit: WireUploadMetadata.anySplit,
            settings: ["host": "off"],
            create: true,
            skipUnchanged: true
        )
    }
}

extension WireToken {
    static func example() -> WireToken {
        WireToken(
            id: identifier,
            owner: "ada",
            scopes: ["admin"],
            createdAt: moment,
            expiresAt: moment,
            revokedAt: moment
        )
    }
}

extension WireAccessKey {
    static func example() -> WireAccessKey {
        WireAccessKey(id: "LTAI", owner: "ada", scopes: ["admin"], createdAt: moment, revokedAt: moment)
    }
}

extension WireProcess {
    static func example() -> WireProcess { WireProcess(pid: 4_711, uptimeSeconds: 12.5) }
}

extension WireEngine {
    static func example() -> WireEngine {
        WireEngine(name: "deno", version: "2.9.8", isolation: ["permissions"], warmProcesses: 2)
    }
}

extension WireInstance {
    static func example() -> WireInstance {
        WireInstance(
            workload: "hello",
            version: 1,
            component: "main",
            state: "ready",
            pid: 4_712,
            inFlight: 0,
            memoryBytes: 1,
            uptimeSeconds: 1,
            restarts: 0
        )
    }
}

extension WireFunctionEngine {
    static func example(release: String? = "Python 3.11.2", missing: String? = nil) -> WireFunctionEngine {
        WireFunctionEngine(
            name: "python",
            release: release,
            missing: missing,
            warmProcesses: 1,
            runtimes: [Runtime(name: "python3.10", instances: 3)]
        )
    }
}

extension WireSandbox {
    static func example(_ state: State = .enforced) -> WireSandbox {
        WireSandbox(
            state: state,
            active: ["bubblewrap"],
            missing: [
                MissingLayer(layer: "memoryGroup", reason: "there are none", consequence: "memory is not limited")
            ]
        )
    }
}

extension WireFunctionStatus {
    static func example(
        _ sandbox: WireSandbox? = .example(),
        engine: WireFunctionEngine = .example(),
        grantsNetwork: Bool = false
    ) -> WireFunctionStatus {
        WireFunctionStatus(sandbox: sandbox, engines: [engine], grantsNetwork: grantsNetwork)
    }
}

extension WireDataStatus {
    static func example(functions: WireFunctionStatus? = .example()) -> WireDataStatus {
        WireDataStatus(
            process: .example(),
            epoch: 1,
            appliedRevision: 0,
            workloads: 7,
            engines: [.example()],
            instances: [.example()],
            functions: functions
        )
    }
}

extension WirePrefectStatus {
    static func example() -> WirePrefectStatus {
        WirePrefectStatus(
            url: "",
            upstream: "",
            answers: true,
            flows: 1,
            openChanges: 1,
            oldestChangeSeconds: 1,
            warnings: []
        )
    }
}
