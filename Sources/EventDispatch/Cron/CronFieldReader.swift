/// Reads one field of a cron expression, from left to right.
struct CronFieldReader {
    let field: CronField
    private let expression: String
    /// The field in upper case.
    private let text: [UInt8]
    /// Where the field begins in the expression.
    private let start: Int
    private var index = 0

    init(_ field: CronField, _ text: Substring, of expression: String) {
        self.field = field
        self.expression = expression
        self.text = text.utf8.map { UInt8(ascii: "a") <= $0 && $0 <= UInt8(ascii: "z") ? $0 & 0xDF : $0 }
        start = expression.utf8.distance(from: expression.startIndex, to: text.startIndex)
    }

    var isAtEnd: Bool { index == text.count }

    /// Moves over a character if it is the next.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard index < text.count, text[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    /// Reads a list of numbers, ranges and steps to the end of the field.
    mutating func list(beginningWith members: CronSet? = nil) throws(InvalidCronExpression) -> CronSet {
        var set = CronSet()
        if let members { set = members } else { set = try item() }
        while take(",") { set = set.union(try item()) }
        guard isAtEnd else { throw unexpectedRest() }
        return set
    }

    /// Reads a number, a name, a range or a step.
    mutating func item() throws(InvalidCronExpression) -> CronSet {
        if take("*") { return try afterStar() }
        return try item(from: try value())
    }

    /// Reads the step that may follow a `*`.
    mutating func afterStar() throws(InvalidCronExpression) -> CronSet {
        try stepped(field.range.lowerBound, to: field.range.upperBound)
    }

    /// Reads what may follow the first value of an item.
    mutating func item(from first: Int) throws(InvalidCronExpression) -> CronSet {
        if take("-") { return try stepped(first, to: try value()) }
        if index < text.count, text[index] == UInt8(ascii: "/") {
            return try stepped(first, to: field.range.upperBound)
        }
        return CronSet([first])
    }

    /// Reads a number of the field's range, or one of its names.
    mutating func value() throws(InvalidCronExpression) -> Int {
        let position = index
        if let number = number() {
            guard field.range.contains(number) else { throw fault(.outOfRange(number, field), at: position) }
            return number
        }
        for (offset, name) in field.names.enumerated() where text[index...].starts(with: name.utf8) {
            index += name.utf8.count
            return field.range.lowerBound + offset
        }
        throw unexpectedRest()
    }

    /// Reads a number of a range that is not the field's own, such as the 3 of `L-3`.
    mutating func number(in range: ClosedRange<Int>) throws(InvalidCronExpression) -> Int {
        let position = index
        guard let number = number() else { throw unexpectedRest() }
        guard range.contains(number) else { throw fault(.outOfRange(number, field), at: position) }
        return number
    }

    /// Says that more follows where a special character ends the field.
    func special() -> InvalidCronExpression {
        fault(.specialInList(field), at: index)
    }

    /// Says what is wrong with the characters that are left.
    func unexpectedRest() -> InvalidCronExpression {
        let rest = text[index...].prefix { $0 != UInt8(ascii: ",") }
        guard let first = rest.first else { return fault(.valueMissing(field), at: index) }
        if first == UInt8(ascii: "L") || first == UInt8(ascii: "W") || first == UInt8(ascii: "#"),
            field == .dayOfMonth || field == .dayOfWeek
        {
            return fault(.specialInList(field), at: index)
        }
        return fault(.unexpected(String(decoding: rest, as: UTF8.self), field), at: index)
    }

    /// Reads the `/5` that may follow; a range that ends before it begins goes round, as 22-2 does.
    private mutating func stepped(_ first: Int, to last: Int) throws(InvalidCronExpression) -> CronSet {
        let count = field.range.count
        let length = last >= first ? last - first : last - first + count
        var step = 1
        if take("/") {
            let position = index
            guard let number = number() else { throw unexpectedRest() }
            guard (1..<count).contains(number) else { throw fault(.stepOutOfRange(number, field), at: position) }
            step = number
        }
        let low = field.range.lowerBound
        return CronSet(stride(from: 0, through: length, by: step).map { (first - low + $0) % count + low })
    }

    /// At most three digits, so that nothing overflows; nil when there is none.
    private mutating func number() -> Int? {
        let digits = text[index...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.prefix(3)
        guard !digits.isEmpty else { return nil }
        index += digits.count
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    private func fault(_ problem: InvalidCronExpression.Problem, at index: Int) -> InvalidCronExpression {
        InvalidCronExpression(expression: expression, problem: problem, position: start + index)
    }
}
