/// The text exposition format of Prometheus, version 0.0.4.
public enum PrometheusText {
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    public static func encode(_ families: [MetricFamily]) -> String {
        var text = ""
        for family in families {
            guard let type = family.samples.first?.value.type else { continue }
            text += "# HELP \(family.name) \(escaped(family.help, quotes: false))\n"
            text += "# TYPE \(family.name) \(type)\n"
            for sample in family.samples {
                write(sample, of: family.name, to: &text)
            }
        }
        return text
    }

    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return false
        }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: ":"):
                true
            default: false
            }
        }
    }

    private static func write(_ sample: MetricFamily.Sample, of name: String, to text: inout String) {
        let labels = sample.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(escaped($0.value, quotes: true))\"" }
        switch sample.value {
        case .counter(let count): text += "\(name)\(braced(labels)) \(count)\n"
        case .gauge(let value): text += "\(name)\(braced(labels)) \(number(value))\n"
        case .latency(let buckets):
            var total = 0
            for (index, count) in buckets.counts.enumerated() {
                total += count
                let bound =
                    index < LatencyBuckets.bounds.count ? "\(LatencyBuckets.bounds[index] / .seconds(1))" : "+Inf"
                text += "\(name)_bucket\(braced(labels + ["le=\"\(bound)\""])) \(total)\n"
            }
            text += "\(name)_sum\(braced(labels)) \(Double(buckets.sumNanoseconds) / 1e9)\n"
            text += "\(name)_count\(braced(labels)) \(total)\n"
        }
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
    }

    private static func braced(_ labels: [String]) -> String {
        labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
