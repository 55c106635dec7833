import FoundationEssentials
import ReleaseCore
import ReleaseModel
import StoreExamples
import Testing

@Suite("An access key", .timeLimit(.minutes(1)))
struct AccessKeyContract {
    @Test(
        "is found with its secret until it is revoked, once, and still told apart then",
        arguments: StoreUnderTest.all
    )
    func life(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let account = try await store.account()
            let made = try OpenedAccessKey.example(account: account)
            try await store.accessKeys.insert(made)
            let found = try #require(try await store.accessKeys.accessKey(made.key.id))
            #expect(found.key == made.key)
            #expect(found.secret == made.secret)
            let other = try OpenedAccessKey.example("other", account: account).key.id
            #expect(try await store.accessKeys.accessKey(other) == nil)

            let stranger = Account.ID(UUID())
            #expect(try await !store.accessKeys.revokeAccessKey(made.key.id, of: stranger, at: .example(4)))
            #expect(try await store.accessKeys.revokeAccessKey(made.key.id, of: account, at: .example(5)))
            #expect(try await !store.accessKeys.revokeAccessKey(made.key.id, of: account, at: .example(6)))
            let revoked = try #require(try await store.accessKeys.accessKey(made.key.id))
            #expect(revoked.key.revokedAt == .example(5))
            #expect(try await store.releases.head().revision == .zero)
        }
    }

    @Test("is listed for its own account, newest first", arguments: StoreUnderTest.all)
    func lists(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let account = try await store.account()
            let keys = try (0..<3).map { try OpenedAccessKey.example("k\($0)", account: account) }
            for key in keys { try await store.accessKeys.insert(key) }
            let first = try await store.accessKeys.accessKeys(of: account, page: PageRequest(limit: 2))
            let rest = try await store.accessKeys.accessKeys(
                of: account,
                page: PageRequest(limit: 2, cursor: first.next)
            )
            #expect(first.items + rest.items == keys.reversed().map(\.key))
            #expect(rest.next == nil)
            #expect(try await store.accessKeys.accessKeys(of: Account.ID(UUID()), page: PageRequest()).items.isEmpty)
        }
    }
}
