import FoundationEssentials
import ReleaseCore
import ReleaseModel
import StoreExamples
import Testing

@Suite("A secret", .timeLimit(.minutes(1)))
struct VaultContract {
    @Test("opens where it was sealed, whatever its text", arguments: StoreUnderTest.all)
    func opens(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let workload = try await Self.workload(of: store)
            for text in ["", "hunter2", "zwölf\0\n", String(repeating: "x", count: SecretLimits.maximumTextBytes)] {
                let fingerprint = try await store.vault.seal(text, as: "TOKEN", of: workload)
                #expect(try await store.vault.open(fingerprint, as: "TOKEN", of: workload) == text)
            }
            #expect(try await store.releases.head().revision == .zero)
        }
    }

    @Test("has one fingerprint per text and place, and opens nowhere else", arguments: StoreUnderTest.all)
    func isBoundToPlace(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let workload = try await Self.workload(of: store)
            let sealed = try await store.vault.seal("text", as: "TOKEN", of: workload)
            #expect(try await store.vault.seal("text", as: "TOKEN", of: workload) == sealed)
            let places = [
                ("OTHER", workload), ("TOKEN", try await Self.workload("other", of: store)),
                ("TOKEN", try await Self.workload(kind: .flow, of: store)),
            ]
            for (name, other) in places {
                #expect(try await store.vault.open(sealed, as: name, of: other) == nil)
                #expect(try await store.vault.seal("text", as: name, of: other) != sealed)
            }
            let stranger = WorkloadName(account: Account.ID(UUID()), kind: .worker, name: workload.name)
            #expect(try await store.vault.open(sealed, as: "TOKEN", of: stranger) == nil)
            #expect(try await store.vault.open(Digest(sha256: []), as: "TOKEN", of: workload) == nil)
            #expect(try await store.vault.seal("other text", as: "TOKEN", of: workload) != sealed)
            #expect(try await store.vault.open(sealed, as: "TOKEN", of: workload) == "text")
        }
    }

    @Test("that is too long is refused by its name alone", arguments: StoreUnderTest.all)
    func refusesLong(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let workload = try await Self.workload(of: store)
            let text = String(repeating: "ö", count: SecretLimits.maximumTextBytes / 2) + "x"
            let error = await #expect(throws: ReleaseError.self) {
                try await store.vault.seal(text, as: "TOKEN", of: workload)
            }
            guard case .textTooLong(field: "TOKEN", count: 65_537, limit: 65_536) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test("that is not sealed for the account cannot be part of a version", arguments: StoreUnderTest.all)
    func refusesUnsealed(of subject: StoreUnderTest) async throws {
        try await subject.withStore { store in
            let account = try await store.account()
            let sealed = try await store.vault.seal("text", as: "TOKEN", of: try await Self.workload(of: store))
            let binding = try Binding(name: "TOKEN", value: .secret(sealed))
            let snapshot = try await store.stage("code", bindings: [binding], account: account)
            #expect(try await store.releases.snapshot(snapshot, account: account)?.snapshot.secrets == [sealed])

            let unsealed = try Binding(name: "TOKEN", value: .secret(Digest(sha256: [])))
            let error = await #expect(throws: ReleaseError.self) {
                _ = try await store.stage("code", bindings: [unsealed], account: account)
            }
            guard case .secretMissing("TOKEN") = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    private static func workload(
        _ name: String = "hello",
        kind: Workload.Kind = .worker,
        of store: StorePorts
    ) async throws -> WorkloadName {
        WorkloadName(account: try await store.account(), kind: kind, name: name)
    }
}
