import HTTPModel
import NativeWire

/// The versions of a service that exist, by number.
struct VersionList: Sendable {
    /// Newest first.
    let numbers: [Int]

    static func read(of service: String, by client: FunctionComputeClient) async throws(CommandFailure) -> VersionList {
        let pages = FunctionPages(client: client, path: FunctionPath.versions(of: service), member: "versions")
        let items = try await pages.all().items
        return VersionList(numbers: items.compactMap { $0["versionId"]?.string.flatMap(Int.init) }.sorted(by: >))
    }

    /// Reads only the newest; `nil` where none is published.
    static func newest(of service: String, by client: FunctionComputeClient) async throws(CommandFailure) -> Int? {
        let page = try await client.get(FunctionPath.versions(of: service), query: [("limit", "1")])
        return page["versions"]?.array?.first?["versionId"]?.string.flatMap(Int.init)
    }

    /// Returns the version so many steps behind another, which need not exist any more; `nil` where there are not so many.
    ///
    /// `LATEST` stands before the newest.
    func stepping(back steps: Int, from start: String) -> Int? {
        let before = Int(start).map { start in numbers.filter { $0 < start } } ?? numbers
        return steps >= 1 && steps <= before.count ? before[steps - 1] : nil
    }
}
