import FoundationEssentials
import ReleaseCore
import ReleaseModel
import StoreExamples
import Testing

@Suite("Access", .timeLimit(.minutes(1)))
struct AccessContract {
    @Test("knows a token by its hash until it is revoked, once", arguments: StoreUnderTest.all)
    func knowsToken(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let token = AccessToken.example(account: try await store.account())
            try await store.access.insert(token)
            #expect(try await store.access.token(hash: token.hash) == token)
            #expect(try await store.access.token(hash: Digest(sha256: [])) == nil)
            #expect(try await store.access.revokeToken(token.id, at: .example(5)))
            #expect(try await !store.access.revokeToken(token.id, at: .example(6)))
            #expect(try await store.access.token(hash: token.hash)?.revokedAt == .example(5))
            #expect(try await store.releases.head().revision == .zero)
        }
    }

    @Test("keeps what is set of an account, for it alone", arguments: StoreUnderTest.all)
    func keepsSettings(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let setting = AccountSetting.protectReferencedVersions
            let account = try await store.account()
            let other = Account(id: Account.ID(UUID()), name: "shop")
            try await store.access.insert(other, with: .example("other", account: other.id))
            #expect(try await store.access.state(of: setting, account: account) == nil)
            for state in [AccountSetting.State.on, .off] {
                try await store.access.set(setting, to: state, account: account)
                #expect(try await store.access.state(of: setting, account: account) == state)
                #expect(try await store.access.state(of: setting, account: other.id) == nil)
            }
            #expect(try await store.releases.head().revision == .zero)
        }
    }

    @Test("makes an account together with its token, or neither", arguments: StoreUnderTest.all)
    func makesAccounts(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let account = Account(id: Account.ID(UUID()), name: "shop")
            let token = AccessToken.example(account: account.id)
            try await store.access.insert(account, with: token)
            #expect(try await store.releases.accounts().contains(account))
            #expect(try await store.access.token(hash: token.hash) == token)
            let second = Account(id: Account.ID(UUID()), name: "shop")
            let other = AccessToken.example("other", account: second.id)
            let error = await #expect(throws: ReleaseError.self) {
                try await store.access.insert(second, with: other)
            }
            guard case .accountExists("shop") = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(try await store.access.token(hash: other.hash) == nil)
            #expect(try await store.releases.accounts().count == 2)
            #expect(try await store.releases.head().revision == .zero)
        }
    }

    @Test("lists tokens newest first", arguments: StoreUnderTest.all)
    func listsTokens(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let account = try await store.account()
            let tokens = (0..<3).map { AccessToken.example("secret \($0)", account: account) }
            for token in tokens { try await store.access.insert(token) }
            let first = try await store.access.tokens(of: account, page: PageRequest(limit: 2))
            let rest = try await store.access.tokens(of: account, page: PageRequest(limit: 2, cursor: first.next))
            #expect(first.items + rest.items == tokens.reversed())
            #expect(rest.next == nil)
        }
    }

    @Test("carries out a repeated request once, and answers it alike", arguments: StoreUnderTest.all)
    func remembersAnswers(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let key = IdempotencyKey.example()
            let answer = RememberedAnswer(status: 201, contentType: "application/json", body: Array("{}".utf8))
            #expect(try await store.access.reserve(key, at: .example()) == .fresh)
            #expect(try await store.access.reserve(key, at: .example(1)) == .inProgress)
            try await store.access.remember(answer, for: key)
            try await store.access.release(key)
            #expect(try await store.access.reserve(key, at: .example(2)) == .answered(answer))
            #expect(try await store.access.reserve(.example(body: "other"), at: .example(3)) == .differs)
            #expect(try await store.access.reserve(.example(key: "other"), at: .example(3)) == .fresh)
            #expect(try await store.access.reserve(.example(route: "other"), at: .example(3)) == .fresh)
            #expect(try await store.access.reserve(.example(principal: UUID()), at: .example(3)) == .fresh)
        }
    }

    @Test("frees a key whose request was not carried out, or whose day is over", arguments: StoreUnderTest.all)
    func freesKeys(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let key = IdempotencyKey.example()
            let answer = RememberedAnswer(status: 204, contentType: "", body: [])
            #expect(try await store.access.reserve(key, at: .example()) == .fresh)
            try await store.access.release(key)
            #expect(try await store.access.reserve(key, at: .example(1)) == .fresh)
            try await store.access.remember(answer, for: key)
            let retention = Int(IdempotencyKey.retention.components.seconds)
            #expect(try await store.access.reserve(key, at: .example(retention)) == .answered(answer))
            #expect(try await store.access.reserve(key, at: .example(retention + 2)) == .fresh)
        }
    }

    @Test("never carries out again what a change has carried out, answer or not", arguments: StoreUnderTest.all)
    func remembersChanges(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let account = try await store.account()
            let key = IdempotencyKey.example()
            #expect(try await store.access.reserve(key, at: .example()) == .fresh)
            let change = ReleaseChange(
                [.workloadCreated(try .example(account: account))],
                by: .example(),
                at: .example(),
                request: key
            )
            let revision = try await store.releases.commit(change, expecting: Expectations())
            #expect(try await store.access.reserve(key, at: .example(1)) == .inProgress)
            try await store.access.release(key)
            #expect(try await store.access.reserve(key, at: .example(2)) == .carriedOut(revision))
            #expect(try await store.access.reserve(.example(body: "other"), at: .example(3)) == .differs)
            let answer = RememberedAnswer(status: 201, contentType: "application/json", body: Array("{}".utf8))
            try await store.access.remember(answer, for: key)
            #expect(try await store.access.reserve(key, at: .example(4)) == .answered(answer))
        }
    }

    @Test("has one of many equal requests carried out", arguments: StoreUnderTest.all)
    func hasOneWinner(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let key = IdempotencyKey.example()
            let fresh = try await withThrowingTaskGroup { group in
                for _ in 0..<16 {
                    group.addTask { try await store.access.reserve(key, at: .example()) == .fresh }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(fresh == 1)
        }
    }
}
