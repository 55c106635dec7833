import Glibc

/// Reads a line from a terminal without showing it.
///
/// The keys that end a process come in as characters meanwhile, so that the terminal is never left without echo:
/// Control-C gives up, Control-D ends the line, Control-U and the backspace take back.
struct HiddenPrompt: Sendable {
    enum Ending: Sendable, Hashable {
        case line(String)
        /// Control-C.
        case interrupted
        /// No terminal, no text, more than ``Keyboard/maximumSecret`` bytes, or no UTF-8.
        case nothing
    }

    let descriptor: Int32

    func read() -> Ending {
        var before = termios()
        guard tcgetattr(descriptor, &before) == 0 else { return .nothing }
        var hidden = before
        hidden.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        withUnsafeMutableBytes(of: &hidden.c_cc) { characters in
            characters[Int(VMIN)] = 1
            characters[Int(VTIME)] = 0
        }
        guard tcsetattr(descriptor, TCSAFLUSH, &hidden) == 0 else { return .nothing }
        defer { tcsetattr(descriptor, TCSAFLUSH, &before) }
        return typed()
    }

    private func typed() -> Ending {
        var line: [UInt8] = []
        while line.count <= Keyboard.maximumSecret {
            var byte: UInt8 = 0
            let count = Glibc.read(descriptor, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { return Self.ending(line) }
            switch byte {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0x04: return Self.ending(line)
            case 0x03: return .interrupted
            case 0x15: line = []
            case 0x08, 0x7F: Self.takeBack(&line)
            default: line.append(byte)
            }
        }
        return .nothing
    }

    /// Removes the last character, all bytes of it.
    private static func takeBack(_ line: inout [UInt8]) {
        while let last = line.popLast(), last & 0xC0 == 0x80 {}
    }

    private static func ending(_ line: [UInt8]) -> Ending {
        guard !line.isEmpty, let text = String(validating: line, as: UTF8.self) else { return .nothing }
        return .line(text)
    }
}
