/// One frame of the control socket: `u32 length · u8 type · u32 id · payload`, integers big-endian.
///
/// `Engines/deno/README.md` describes the protocol.
struct ControlFrame: Hashable, Sendable {
    let type: Kind
    let id: UInt32
    let payload: [UInt8]

    /// What a frame carries.
    ///
    /// Those below 64 go to the engine, the others come from it.
    enum Kind: UInt8, Sendable {
        case load = 1
        case ping = 2
        case drain = 3
        case answer = 4
        case answerBody = 5
        case answerEnd = 6
        case answerFailed = 7
        case answerCredit = 8
        case event = 9
        case observe = 10
        case hello = 64
        case ready = 65
        case loadFailed = 66
        case log = 67
        case exception = 68
        case pong = 69
        case drained = 70
        case call = 71
        case callBody = 72
        case callEnd = 73
        case callCancel = 74
        case callCredit = 75
        case eventDone = 76
        case invocation = 77
    }

    static let headSize = 9

    init(_ type: Kind, id: UInt32 = 0, payload: [UInt8] = []) {
        self.type = type
        self.id = id
        self.payload = payload
    }

    /// The bytes of the whole frame.
    var bytes: [UInt8] {
        Self.head(type, length: payload.count, id: id) + payload
    }

    /// The bytes before a payload of that length.
    static func head(_ type: Kind, length: Int, id: UInt32 = 0) -> [UInt8] {
        bigEndian(UInt32(length)) + [type.rawValue] + bigEndian(id)
    }

    static func bigEndian(_ value: UInt32) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }
}
