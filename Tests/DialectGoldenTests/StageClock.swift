import Foundation
import Synchronization

/// Time, identities and chance, none of which is left to chance.
final class StageClock: Sendable {
    private let state = Mutex((seconds: 0, identities: UInt32(0), bytes: UInt8(0)))

    var now: Date { Date(timeIntervalSince1970: 1_767_225_600 + TimeInterval(state.withLock { $0.seconds })) }

    func tick() {
        state.withLock { $0.seconds += 1 }
    }

    func makeUUID() -> UUID {
        let number = state.withLock { state in
            state.identities += 1
            return state.identities
        }
        let bytes = stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt32($0)) }
        return UUID(uuid: (bytes[0], bytes[1], bytes[2], bytes[3], 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, 0, 0))
    }

    func bytes(_ count: Int) -> [UInt8] {
        let byte = state.withLock { state in
            state.bytes += 1
            return state.bytes
        }
        return Array(repeating: byte, count: count)
    }
}
