import HTTPModel
import ReleaseCore
import ReleaseModel

extension ControlAPI {
    /// The longest answer that is kept for repeats, in bytes.
    ///
    /// A repeat of a request with a longer one is told that it was carried out, and is not carried out again.
    static let maximumRememberedBytes = 64 * 1_024

    /// Carries out a request once per idempotency key; repeats get the first answer.
    ///
    /// Refusals are remembered like every other answer. Failures of the server and conflicts are not: they changed
    /// nothing, and a repeat may succeed. Where a request was carried out, but this process failed or died before it had
    /// an answer, `answerAgain` makes one from the revision that carried it out.
    func once(
        _ call: Call,
        digest: Digest,
        answerAgain: (Revision) async throws -> Answer?,
        _ carryOut: (ControlAPI) async throws -> Answer
    ) async throws -> Answer {
        guard let key = try idempotencyKey(of: call, digest: digest) else { return try await carryOut(self) }
        switch try await access.reserve(key, at: environment.now()) {
        case .fresh: return try await carryOutAndRemember(call, key: key) { try await carryOut(carryingOut(key)) }
        case .carriedOut(let revision):
            guard var answer = try await answerAgain(revision) else {
                let reason = "because it was lost; revision \(revision) has what it changed"
                throw Refusal.alreadyCarriedOut(because: reason)
            }
            await remember(answer, for: key, of: call)
            answer.fields.set(.idempotencyReplayed, to: "true")
            return answer
        case .inProgress: throw Refusal.idempotencyInProgress(key.key)
        case .differs: throw Refusal.idempotencyKeyReused(key.key)
        case .answered(let remembered): return try Self.answer(remembered)
        }
    }

    private func carryOutAndRemember(
        _ call: Call,
        key: IdempotencyKey,
        _ carryOut: () async throws -> Answer
    ) async throws -> Answer {
        let answer: Answer
        do {
            answer = try await carryOut()
        } catch {
            let refusal = Refusal(error)
            guard refusal.isFinal else {
                await release(key, of: call)
                throw refusal
            }
            answer = try Answer(refusal, requestID: call.requestID)
        }
        await remember(answer, for: key, of: call)
        return answer
    }

    /// The change is made: not being able to keep its answer must not turn it into a failure.
    private func remember(_ answer: Answer, for key: IdempotencyKey, of call: Call) async {
        do {
            var kept = answer
            if let repeated = answer.repeated {
                kept = try Answer(repeated, requestID: call.requestID)
            } else if (answer.body.length ?? .max) > Self.maximumRememberedBytes {
                let refusal = Refusal.alreadyCarriedOut(because: "because it is too long to keep")
                kept = try Answer(refusal, requestID: call.requestID)
            }
            let remembered = RememberedAnswer(
                status: kept.status.code,
                contentType: kept.fields[.contentType] ?? "application/json",
                body: kept.body.bytesAtHand ?? []
            )
            try await access.remember(remembered, for: key)
        } catch {
            report(Refusal(error), requestID: call.requestID)
        }
    }

    private func release(_ key: IdempotencyKey, of call: Call) async {
        do {
            try await access.release(key)
        } catch {
            report(Refusal(error), requestID: call.requestID)
        }
    }

    /// The query counts as a part of the body: it says what is asked for just as much.
    private func idempotencyKey(of call: Call, digest: Digest) throws -> IdempotencyKey? {
        guard let text = try call.idempotencyKey() else { return nil }
        let query = Array((call.request.target.rawQuery ?? "").utf8)
        return IdempotencyKey(
            principal: call.token.id,
            route: "\(call.request.method) \(call.request.target.path)",
            key: text,
            bodyDigest: Digest(sha256: digest.bytes + query)
        )
    }

    private static func answer(_ remembered: RememberedAnswer) throws -> Answer {
        guard let status = HTTPStatus(code: remembered.status) else {
            throw ReleaseError.storeCorrupt(what: "remembered answer", cause: "status \(remembered.status)")
        }
        var answer = Answer(
            status,
            contentType: try HTTPFieldValue(remembered.contentType),
            body: .bytes(remembered.body)
        )
        answer.fields.set(.idempotencyReplayed, to: "true")
        return answer
    }
}

extension Refusal {
    /// Whether the same request would be refused again unless something else changes.
    fileprivate var isFinal: Bool {
        code.status.code < 500 && code != .conflict && code != .requestIncomplete
    }
}
