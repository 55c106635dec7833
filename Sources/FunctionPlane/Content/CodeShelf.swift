import CodePackages
import Lifecycle
import ReleaseModel

/// Unpacked packages, one folder per account and digest, from which instances get their code.
///
/// Each is made once, however many ask for it, and stays over restarts. A folder that is not as it was made is made
/// anew. What nobody uses goes when all together exceed a budget, the least recently used first.
actor CodeShelf {
    /// Reads the zip of a package.
    typealias Source = @Sendable (Digest, Account.ID) async throws -> [UInt8]

    /// A package that is being used; it stays until it is given back.
    struct Loan: Sendable, Hashable {
        /// The absolute path.
        let folder: String
        /// Of the zip: CRC-64, in decimal.
        let checksum: String
        fileprivate let place: Place
    }

    fileprivate struct Place: Hashable {
        let account: Account.ID
        let digest: Digest
    }

    private struct Copy {
        var label: CodeLabel
        var users = 0
        var lastUse = 0
    }

    private let folder: String
    private let budget: Int
    private let source: Source
    private let queue = PackageQueue(label: "sluice.functions.code")
    private var copies: [Place: Copy] = [:]
    private var making: [Place: Gate] = [:]
    private var useCount = 0

    /// Takes over what an earlier process left in the folder, each copy when it is asked for first.
    init(folder: String, budget: Int, source: @escaping Source) {
        self.folder = folder
        self.budget = budget
        self.source = source
    }

    /// Returns the folder of a package, unpacked; give it back when no instance needs it any more.
    func borrow(_ digest: Digest, account: Account.ID) async throws -> Loan {
        let place = Place(account: account, digest: digest)
        while true {
            if var copy = copies[place] {
                useCount += 1
                copy.users += 1
                copy.lastUse = useCount
                copies[place] = copy
                return Loan(folder: path(of: place), checksum: copy.label.checksum, place: place)
            }
            if let gate = making[place] {
                await gate.wait()
                try Task.checkCancellation()
                continue
            }
            let gate = Gate()
            making[place] = gate
            defer {
                making[place] = nil
                gate.open()
            }
            copies[place] = Copy(label: try await make(place))
        }
    }

    func giveBack(_ loan: Loan) async {
        guard var copy = copies[loan.place] else { return }
        copy.users -= 1
        copies[loan.place] = copy
        await shrink()
    }

    private func path(of place: Place) -> String { "\(folder)/\(place.account)/\(place.digest)" }

    /// Finds what an earlier process made, or unpacks the package.
    private func make(_ place: Place) async throws -> CodeLabel {
        let path = path(of: place)
        if let label = await queue.label(of: path) { return label }
        return try await queue.fill(path, with: try await source(place.digest, place.account))
    }

    private func shrink() async {
        var total = copies.values.reduce(0) { $0 + $1.label.bytes }
        let unused = copies.filter { $0.value.users == 0 }.sorted { $0.value.lastUse < $1.value.lastUse }
        for (place, copy) in unused where total > budget {
            copies[place] = nil
            total -= copy.label.bytes
            // Whoever asks for it meanwhile waits for the removal.
            let gate = Gate()
            making[place] = gate
            await queue.remove(path(of: place))
            making[place] = nil
            gate.open()
        }
    }
}
