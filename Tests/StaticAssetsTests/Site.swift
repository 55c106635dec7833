import HTTPModel
import ReleaseModel
import StaticAssets
import Testing

/// A site of small files, each of which is known by the digest of its place in the list.
struct Site {
    let paths: [String]
    let table: AssetTable

    /// The size of every file in bytes.
    static let size = 10

    init(_ paths: [String], _ rules: AssetRules, worker: AssetTable.Worker = .none) throws {
        self.paths = paths
        let files = try paths.enumerated().map { index, path in
            try AssetBundle.File(path: path, digest: Self.digest(index), size: Self.size)
        }
        table = AssetTable(try AssetBundle(files: files, rules: rules), worker: worker)
    }

    static func digest(_ index: Int) throws -> Digest {
        try #require(Digest(Array(repeating: UInt8(index + 1), count: Digest.byteCount)))
    }

    /// What a visitor gets, in a few words: `/a.html`, `307 /a`, `404`, `404 /404.html`, `worker`.
    func visit(
        _ path: String,
        _ method: HTTPMethod = .get,
        query: String? = nil,
        fields: HTTPFields = [:],
        host: String = "site.example"
    ) -> String {
        switch table.decide(AssetRequest(method, host: host, path: path, query: query, fields: fields)) {
        case .worker: "worker"
        case .respond(let response): describe(response)
        }
    }

    func response(_ path: String, _ method: HTTPMethod = .get, fields: HTTPFields = [:]) -> AssetResponse {
        table.answer(AssetRequest(method, host: "site.example", path: path, fields: fields))
    }

    private func describe(_ response: AssetResponse) -> String {
        let file = response.slice.flatMap { slice in
            paths.indices.first { (try? Self.digest($0)) == slice.digest }.map { paths[$0] }
        }
        let status = response.status == .ok && file != nil ? nil : "\(response.status.code)"
        return [status, file, response.fields[.location]].compactMap { $0 }.joined(separator: " ")
    }
}

extension AssetTable.Worker {
    /// Code for a runtime of a date.
    static func dated(_ date: String, flags: [String] = []) throws -> AssetTable.Worker {
        .present(try Compatibility(date: date, flags: flags))
    }
}
