import NativeWire

/// The rules of static files in words, what is as usual left out.
enum AssetRuleText {
    static func lines(_ rules: WireAssetRules) -> [String] {
        var lines: [String] = []
        if let handling = rules.htmlHandling, handling != "auto-trailing-slash" {
            lines.append("html_handling \(handling)")
        }
        if let handling = rules.notFoundHandling, handling != "none" { lines.append("not_found_handling \(handling)") }
        if rules.runWorkerFirst == true { lines.append("run_worker_first") }
        if let paths = rules.workerFirstPaths { lines.append("run_worker_first \(paths.joined(separator: " "))") }
        if rules.headers != nil { lines.append("_headers") }
        if rules.redirects != nil { lines.append("_redirects") }
        return lines
    }
}
