package import FoundationEssentials
package import ReleaseCore
package import ReleaseModel

extension Attribution {
    package static func example(_ message: String? = nil) -> Attribution {
        Attribution(author: "ada", source: .cli, message: message)
    }
}

extension Date {
    /// A whole number of milliseconds, as stores keep times.
    package static func example(_ seconds: Int = 0) -> Date {
        Date(timeIntervalSince1970: Double(1_800_000_000 + seconds))
    }
}

extension Workload {
    package static func example(
        _ name: String = "hello",
        kind: Kind = .worker,
        account: Account.ID
    ) throws -> Workload {
        Workload(
            id: ID(UUID()),
            account: account,
            kind: kind,
            name: try Name(name, kind: kind),
            createdAt: .example()
        )
    }
}

extension Alias {
    package static func example(_ name: Name = .production, of workload: Workload, affinity: String? = nil) -> Alias {
        Alias(
            id: ID(UUID()),
            workload: workload.id,
            name: name,
            affinity: affinity.flatMap { RequestAttribute($0) },
            createdAt: .example()
        )
    }
}

extension Version {
    package static func example(
        _ number: Int,
        of workload: Workload,
        snapshot: Digest,
        tag: String? = nil,
        verbatim: String? = nil,
        id: UUID = UUID()
    ) -> Version {
        Version(
            id: ID(id),
            workload: workload.id,
            number: number,
            snapshot: snapshot,
            attribution: .example("version \(number)"),
            tag: tag,
            provenance: Provenance(
                provider: .github,
                repository: "ada/hello",
                branch: "main",
                commit: "c0ffee",
                isDirty: false
            ),
            verbatim: verbatim,
            createdAt: .example(number)
        )
    }
}

extension Deployment {
    package static func example(
        _ split: TrafficSplit,
        on alias: Alias,
        sequence: Int = 1,
        rules: [Rule] = [],
        restores: Deployment.ID? = nil
    ) -> Deployment {
        func slots(_ split: TrafficSplit) -> SlotMap {
            SlotMap.derived(for: split, from: nil) { target in split.versions.firstIndex { $0 == target.version } ?? 0 }
        }
        return Deployment(
            id: ID(UUID()),
            workload: alias.workload,
            alias: alias.id,
            sequence: sequence,
            routing: DeployedRouting(
                split: split,
                slots: slots(split),
                rules: rules.map { DeployedRouting.DeployedRule(rule: $0, slots: slots($0.split)) }
            ),
            restores: restores,
            attribution: .example("deployment \(sequence)"),
            verbatim: #"{"sent":"so"}"#,
            createdAt: .example(sequence)
        )
    }
}

extension Trigger {
    package static func example(
        _ source: Source,
        of workload: Workload,
        target: Target = .alias(.production),
        id: UUID = UUID()
    ) -> Trigger {
        Trigger(id: ID(id), workload: workload.id, source: source, target: target, createdAt: .example())
    }
}

extension KeyRing {
    /// The identities of its sealing keys are `a`, `b` and `c`.
    package static func example(current: String = "a", among identities: [String] = ["a", "b", "c"]) throws -> KeyRing {
        let keys = identities.map { ($0, [UInt8](repeating: $0.utf8.first ?? 0, count: keyByteCount)) }
        let ring = KeyRing(
            digestKey: [UInt8](repeating: 1, count: keyByteCount),
            sealingKeys: Dictionary(uniqueKeysWithValues: keys),
            current: current
        )
        guard let ring else { throw InvalidExample() }
        return ring
    }

    struct InvalidExample: Error {}
}

extension ReleaseChange {
    package static func example(_ facts: ReleaseFact...) -> ReleaseChange {
        ReleaseChange(facts, by: .example(), at: .example())
    }
}

extension Tombstone {
    package static let example = Tombstone(attribution: .example("not needed"), deletedAt: .example(60))
}

extension Draft {
    package static func example(of workload: Workload, _ snapshot: Digest) -> Draft {
        Draft(workload: workload.id, snapshot: snapshot, verbatim: #"{"sent":"so"}"#, savedAt: .example(8))
    }
}

extension OpenedAccessKey {
    /// A key whose identity and secret are made of a word.
    package static func example(_ word: String = "example", account: Account.ID) throws -> OpenedAccessKey {
        guard let id = AccessKey.ID("LTAI\(word)") else { throw KeyRing.InvalidExample() }
        let key = AccessKey(id: id, account: account, owner: "anna", scopes: [.deploy, .read], createdAt: .example())
        return OpenedAccessKey(key, secret: "secret of \(word)")
    }
}

extension AccessToken {
    package static func example(
        _ secret: String = "secret",
        scopes: Set<Scope> = [.read, .deploy],
        account: Account.ID
    ) -> AccessToken {
        AccessToken(
            id: ID(UUID()),
            account: account,
            owner: "ada",
            scopes: scopes,
            hash: Digest(sha256: Array(secret.utf8)),
            createdAt: .example(),
            expiresAt: .example(3_600)
        )
    }
}

extension IdempotencyKey {
    package static let principal = UUID()

    package static func example(
        key: String = "key",
        route: String = "POST /api/v1/workloads",
        body: String = "{}",
        principal: UUID = principal
    ) -> IdempotencyKey {
        IdempotencyKey(
            principal: AccessToken.ID(principal),
            route: route,
            key: key,
            bodyDigest: Digest(sha256: Array(body.utf8))
        )
    }
}
