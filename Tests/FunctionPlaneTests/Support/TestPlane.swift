import CodePackages
import ContentDigest
import DialectFunctionCompute
import FoundationEssentials
import FunctionPlane
import Glibc
import HTTPModel
import ReleaseModel
import RuntimeSupervision
import Synchronization
import Telemetry
import TestSurroundings

/// A plane over the real supervisor, with one service, whose functions are real.
final class TestPlane: Sendable {
    let plane: FunctionPlane
    let folder: TemporaryFolder
    let store: Store

    /// What the rest of the process would have.
    final class Store: Sendable {
        let snapshots = Mutex<[Digest: Snapshot]>([:])
        let packages = Mutex<[Digest: [UInt8]]>([:])
        let records = Mutex<[FunctionCallRecord]>([])
        let lines = Mutex<[FunctionLogLine]>([])
        let signer = Mutex<Account.ID?>(nil)
    }

    struct Missing: Error {}

    /// Tells how often its process was called.
    static let counter = """
        count = 0
        def handler(event, context):
            global count
            count += 1
            return str(count)
        """

    /// Runs the body beside a plane, and stops it whatever happens; `earlier` leaves what an earlier process left.
    @discardableResult
    static func run<Value>(
        limits: FunctionLimits = FunctionLimits(),
        earlier: (InvocationStore) async throws -> Void = { _ in },
        _ body: (TestPlane) async throws -> Value
    ) async throws -> Value {
        let folder = try TemporaryFolder()
        let runtime = try RuntimeSupervisor(
            engine: try TestEngine.configuration(),
            runDirectory: folder.path + "/run",
            functions: TestEngine.functions(),
            clock: { Date() },
            events: { _ in },
            specification: { _ in throw Missing() }
        )
        let past = try await InvocationStore.open(folder.path + "/functions.db")
        try await earlier(past)
        await past.close()
        let store = try await InvocationStore.open(folder.path + "/functions.db")
        let test = try TestPlane(folder: folder, runtime: runtime, queue: store, limits: limits)
        let supervising = Task { await runtime.run() }
        let serving = Task { try await test.plane.run() }
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(test))
        } catch {
            result = .failure(error)
        }
        await test.plane.stop()
        serving.cancel()
        _ = await serving.result
        await runtime.stop()
        supervising.cancel()
        await supervising.value
        await store.close()
        return try result.get()
    }

    private init(
        folder: TemporaryFolder,
        runtime: RuntimeSupervisor,
        queue: InvocationStore,
        limits: FunctionLimits
    ) throws {
        self.folder = folder
        let store = Store()
        self.store = store
        plane = try FunctionPlane(
            codeFolder: folder.path + "/code",
            store: queue,
            ports: FunctionPorts(
                snapshot: { digest, _ in
                    guard let snapshot = store.snapshots.withLock({ $0[digest] }) else { throw Missing() }
                    return snapshot
                },
                package: { digest, _ in
                    guard let zip = store.packages.withLock({ $0[digest] }) else { throw Missing() }
                    return zip
                },
                start: { (launch) throws(InstanceFailure) in try await runtime.startFunction(launch) },
                signer: { (_) throws(SignatureRefusal) in
                    guard let account = store.signer.withLock({ $0 }) else { throw .mismatch }
                    return account
                },
                record: { record in store.records.withLock { $0.append(record) } },
                journal: { line in store.lines.withLock { $0.append(line) } }
            ),
            limits: limits,
            log: .silent
        )
    }

    /// Packs Python code as `index.py`; returns the digest of the package.
    func pack(_ code: String) throws -> Digest {
        let source = try TemporaryFolder()
        try Data(code.utf8).write(to: URL(filePath: "\(source.path)/index.py"))
        let zip = try CodePackage(packing: source.path).zip
        guard let digest = Digest(SHA256.hash(zip)) else { throw Missing() }
        store.packages.withLock { $0[digest] = zip }
        return digest
    }

    /// Whether an instance has been given a function's code, be it ready or not.
    var hasBegunStart: Bool {
        let files = FileManager.default
        let slots = ((try? files.contentsOfDirectory(atPath: folder.path + "/run")) ?? []).filter { $0.hasSuffix(".d") }
        return slots.contains { slot in
            (try? files.contentsOfDirectory(atPath: "\(folder.path)/run/\(slot)/code"))?.isEmpty == false
        }
    }

    func apply(_ service: TestService) {
        store.snapshots.withLock { $0.merge(service.snapshots) { $1 } }
        plane.apply(service.delta)
    }

    /// Calls the function `f` of `shop` with an event.
    func invoke(
        _ event: String = "",
        function: String = "f",
        qualifier: String? = nil,
        fields: HTTPFields = [:]
    ) async throws -> Answer {
        let service = "shop" + (qualifier.map { ".\($0)" } ?? "")
        let target = try HTTPTarget("/2016-08-15/services/\(service)/functions/\(function)/invocations")
        return try await send(HTTPRequest(.post, target, fields: fields, body: .text(event)))
    }

    /// Sends a request as the control process does, or without an account as the gateway does.
    func send(_ request: HTTPRequest, account: Account.ID? = TestService.account) async throws -> Answer {
        var request = request
        if let account { request.fields.set(FrontField.account, to: try HTTPFieldValue("\(account)")) }
        let response = await plane.front.respond(to: request)
        let body = try await response.body.collect(upTo: 64 << 20)
        return Answer(
            status: response.status.code,
            fields: response.fields,
            body: String(decoding: body, as: UTF8.self)
        )
    }

    struct Answer {
        let status: Int
        let fields: HTTPFields
        let body: String

        func field(_ name: HTTPFieldName) -> String { fields[name] ?? "" }
        var version: String { field("X-Fc-Invocation-Service-Version") }
        var instance: String { field("X-Fc-Instance-Id") }
        var errorType: String { field("X-Fc-Error-Type") }
        var tail: String {
            String(decoding: Data(base64Encoded: field("X-Fc-Log-Result")) ?? Data(), as: UTF8.self)
        }
    }
}

/// The real engines, where tests find them.
enum TestEngine {
    /// The folder of the package.
    private static let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")

    static func configuration() throws -> EngineConfiguration {
        var candidates = ["\(root)/.venv/bin/deno"]
        if let path = getenv("SLUICE_DENO") { candidates.insert(String(cString: path), at: 0) }
        guard let path = candidates.first(where: { access($0, X_OK) == 0 }) else { throw TestPlane.Missing() }
        return EngineConfiguration(denoPath: path, harnessDirectory: "\(root)/Engines/deno")
    }

    static func functions() -> FunctionConfiguration {
        FunctionConfiguration(harnessDirectory: "\(root)/Engines")
    }
}
