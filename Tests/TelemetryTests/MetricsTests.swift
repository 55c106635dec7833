import Telemetry
import Testing

@Suite("Metrics")
struct MetricsTests {
    @Test("come out as Prometheus reads them, samples of one name together")
    func exposition() {
        let registry = MetricRegistry()
        let first = registry.counter("requests_total", help: "Requests\nserved.", labels: ["version": "1"])
        let gauge = registry.gauge("open", help: "Open.")
        let second = registry.counter("requests_total", help: "Requests\nserved.", labels: ["version": "a\"\\\n"])
        registry.add {
            [
                MetricFamily(
                    "ratio",
                    help: "R.",
                    samples: [.init(.gauge(0.25)), .init(.gauge(.infinity), labels: ["x": "y"])]
                )
            ]
        }
        first.increment()
        first.increment(by: 4)
        second.increment()
        gauge.set(3)
        gauge.add(-5)
        let expected = #"""
            # HELP requests_total Requests\nserved.
            # TYPE requests_total counter
            requests_total{version="1"} 5
            requests_total{version="a\"\\\n"} 1
            # HELP open Open.
            # TYPE open gauge
            open -2
            # HELP ratio R.
            # TYPE ratio gauge
            ratio 0.25
            ratio{x="y"} +Inf

            """#
        #expect(PrometheusText.encode(registry.families()) == expected)
    }

    @Test("count each latency into every bucket that holds it")
    func latency() {
        let histogram = Histogram()
        for duration in [Duration.microseconds(500), .microseconds(501), .milliseconds(70), .seconds(60)] {
            histogram.record(duration)
        }
        var sum = histogram.value
        sum.add(histogram.value)
        let text = PrometheusText.encode([
            MetricFamily("t_seconds", help: "T.", samples: [.init(.latency(sum), labels: ["a": "b"])])
        ])
        let lines = text.split(separator: "\n").map(String.init)
        #expect(lines.contains("# TYPE t_seconds histogram"))
        #expect(lines.contains(#"t_seconds_bucket{a="b",le="0.0005"} 2"#))
        #expect(lines.contains(#"t_seconds_bucket{a="b",le="0.001"} 4"#))
        #expect(lines.contains(#"t_seconds_bucket{a="b",le="0.05"} 4"#))
        #expect(lines.contains(#"t_seconds_bucket{a="b",le="0.1"} 6"#))
        #expect(lines.contains(#"t_seconds_bucket{a="b",le="30.0"} 6"#))
        #expect(lines.contains(#"t_seconds_bucket{a="b",le="+Inf"} 8"#))
        #expect(lines.contains(#"t_seconds_count{a="b"} 8"#))
        #expect(lines.contains(#"t_seconds_sum{a="b"} 120.142002"#))
    }
}
