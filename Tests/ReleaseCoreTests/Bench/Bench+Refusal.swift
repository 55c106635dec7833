import ReleaseCore
import Testing

extension ReleaseError {
    /// The case's name, without what it carries.
    var name: String {
        Mirror(reflecting: self).children.first?.label ?? String(describing: self)
    }
}

extension Bench {
    /// Expects a refusal of the given name that changes nothing, and returns it.
    @discardableResult
    func refuses(
        _ expected: String,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ body: () async throws -> Void
    ) async throws -> ReleaseError? {
        let before = try await store.head()
        let error = await #expect(throws: ReleaseError.self, sourceLocation: sourceLocation) { try await body() }
        #expect(error?.name == expected, "\(String(describing: error))", sourceLocation: sourceLocation)
        #expect(try await store.head() == before, "a refusal changed the store", sourceLocation: sourceLocation)
        return error
    }
}
