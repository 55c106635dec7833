import ReleaseModel

extension ValueReader where Value == String {
    /// Any text but the empty one.
    static let text = ValueReader("a text that is not empty") { $0.isEmpty ? nil : $0 }

    /// Any text, also the empty one.
    static let anyText = ValueReader("a text") { $0 }

    static let path = ValueReader("a path") { $0.isEmpty ? nil : $0 }

    /// A name by which the server finds a version.
    static let version = ValueReader("a version (a number, 8 or more digits of its id, tag:NAME, newest or deployed)") {
        VersionWord.reference($0)?.description
    }

    static let alias = ValueReader("the name of an alias (letters, digits, - and _; no reserved word such as newest)") {
        text in
        do throws(InvalidName) {
            return try Alias.Name(text).text
        } catch {
            return nil
        }
    }

    static let worker = ValueReader("a worker's name (up to 63 lower-case letters, digits and hyphens)") { text in
        do throws(InvalidName) {
            return try Workload.Name(text, kind: .worker).text
        } catch {
            return nil
        }
    }

    static func choice(_ choices: [String]) -> ValueReader {
        ValueReader("one of \(choices.joined(separator: ", "))", choices: choices) { choices.contains($0) ? $0 : nil }
    }
}

extension ValueReader where Value == Int {
    static func integer(in range: ClosedRange<Int>) -> ValueReader {
        ValueReader("a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// Reads bytes: digits and, at will, `K`, `M`, `G` or `T` for powers of 1024.
    static func bytes(in range: ClosedRange<Int>) -> ValueReader {
        ValueReader("a size such as 64M (\(ByteCount(range.lowerBound)) to \(ByteCount(range.upperBound)))") { text in
            ByteCount(text)?.bytes.within(range)
        }
    }
}

extension ValueReader where Value == Duration {
    /// Reads a span of time: digits and one of `s`, `m`, `h`, `d`.
    static func duration(in range: ClosedRange<Duration>) -> ValueReader {
        let limits = "\(TimeSpan(range.lowerBound)) to \(TimeSpan(range.upperBound))"
        return ValueReader("a time such as 90s, 15m, 12h or 30d (\(limits))") {
            TimeSpan($0)?.duration.within(range)
        }
    }
}

extension ValueReader where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// Reads one of the cases of an enumeration.
    static var oneCase: ValueReader {
        let choices = Value.allCases.map(\.rawValue)
        return ValueReader("one of \(choices.joined(separator: ", "))", choices: choices) { Value(rawValue: $0) }
    }
}

extension Comparable {
    fileprivate func within(_ range: ClosedRange<Self>) -> Self? {
        range.contains(self) ? self : nil
    }
}
