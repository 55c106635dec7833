import GatewayPlane
import ReleaseModel
import StaticAssets
import Synchronization

/// The same static files for every version, in pieces of a size that the test says.
final class FixedFiles: AssetSource {
    private struct State {
        var isUnavailable = false
        var isHolding = false
        var held: [@Sendable () -> Void] = []
        var contents: [Digest: [UInt8]] = [:]
        var tablesAsked = 0
        var piecesRead = 0
    }

    private let table: AssetTable
    private let pieceBytes: Int
    private let state: Mutex<State>

    init(
        _ files: KeyValuePairs<String, [UInt8]>,
        rules: AssetRules? = nil,
        hasCode: Bool = true,
        pieceBytes: Int = 65_536
    ) throws {
        var contents: [Digest: [UInt8]] = [:]
        var entries: [AssetBundle.File] = []
        for (number, file) in files.enumerated() {
            guard let digest = Digest([UInt8](repeating: UInt8(number), count: 32)) else { continue }
            contents[digest] = file.value
            entries.append(try AssetBundle.File(path: file.key, digest: digest, size: file.value.count))
        }
        let bundle = try AssetBundle(files: entries, rules: rules ?? AssetRules())
        table = AssetTable(bundle, worker: hasCode ? .present(try Compatibility()) : .none)
        self.pieceBytes = pieceBytes
        var state = State()
        state.contents = contents
        self.state = Mutex(state)
    }

    var tablesAsked: Int { state.withLock { $0.tablesAsked } }
    var piecesRead: Int { state.withLock { $0.piecesRead } }

    func table(
        of target: InstanceTarget,
        completion: @escaping @Sendable (Result<AssetTable, InstanceUnavailable>) -> Void
    ) {
        let answer: (@Sendable () -> Void)? = state.withLock { [table] state in
            state.tablesAsked += 1
            let unavailable = state.isUnavailable
            let answer: @Sendable () -> Void = {
                completion(unavailable ? .failure(InstanceUnavailable(.startFailed, detail: "gone")) : .success(table))
            }
            guard state.isHolding else { return answer }
            state.held.append(answer)
            return nil
        }
        answer?()
    }

    func read(
        _ slice: AssetResponse.Slice,
        of target: InstanceTarget,
        completion: @escaping @Sendable ([UInt8]?) -> Void
    ) {
        let piece: [UInt8]? = state.withLock { state in
            state.piecesRead += 1
            let range = slice.range.lowerBound..<min(slice.range.lowerBound + pieceBytes, slice.range.upperBound)
            return state.contents[slice.digest].map { Array($0[range]) }
        }
        completion(piece)
    }

    /// Answers for no table until ``release()``.
    func hold() {
        state.withLock { $0.isHolding = true }
    }

    func release() {
        let held = state.withLock { state in
            state.isHolding = false
            defer { state.held = [] }
            return state.held
        }
        for answer in held { answer() }
    }

    func setUnavailable(_ isUnavailable: Bool) {
        state.withLock { $0.isUnavailable = isUnavailable }
    }

    /// Loses the bytes of every file.
    func lose() {
        state.withLock { $0.contents = [:] }
    }
}
