/// Words that people bring along from wrangler: what is passed over here, and what to write instead of the others.
enum WranglerWords {
    /// Flags that change nothing here, which a script may go on passing.
    static let ignoredFlags: Set<String> = [
        "x-versions", "experimental-versions", "minify", "no-bundle", "latest", "upload-source-maps",
        "experimental-json-config", "remote",
    ]

    /// What to do instead of an option that is not known here.
    static func advice(option name: String, of path: [String]) -> String? {
        switch (path.first, name) {
        case (_, "compatibility-date"), (_, "compatibility-flag"), (_, "compatibility-flags"):
            "Write it into the configuration: compatibility_date, compatibility_flags."
        case ("deploy", "assets"), ("versions", "assets"):
            "Write it into the configuration: assets = { directory = \"public\" }."
        case ("deploy", "route"), ("deploy", "routes"), ("deploy", "schedule"), ("deploy", "domain"):
            "Write it into the configuration, routes or triggers.crons, and run \"sluice deploy\"."
        case ("deploy", "strict"):
            "Leave it out: \"sluice triggers diff\" shows beforehand what a deployment would change outside of versions."
        case (_, "preview-alias"):
            "Upload without it, then run \"sluice alias set NAME newest\"."
        case ("versions", "version-id"), ("versions", "percentage"):
            "Write both as VERSION@PERCENT: sluice versions deploy 1@90 2@10."
        case ("versions", "latest-version"):
            "Leave it out: \"sluice versions secret list\" is about the newest version."
        case ("versions", "dry-run"), ("delete", "dry-run"):
            "Leave it out: without -y the command asks before it acts."
        case ("kv", "preview"):
            "Name the other namespace: --namespace-id ID."
        case ("tail", "version-id"): "Write --version VERSION."
        case ("tail", "status"): "Write --errors for exceptions and errors alone."
        case ("tail", "format"): "Write --json for a line of JSON per event."
        case ("tail", "search"), ("tail", "method"), ("tail", "sampling-rate"), ("tail", "ip"), ("tail", "header"):
            "Filter the lines: sluice tail --json | jq."
        case (_, "outdir"), (_, "outfile"):
            "Leave it out: nothing is bundled here; \"sluice deploy --dry-run\" shows what would be sent."
        default: nil
        }
    }

    /// What to do instead of a command that is not known here.
    static func advice(command: String) -> String? {
        let words = command.split(separator: ":").map(String.init)
        switch words.first {
        case "secret" where words.count > 1, "kv" where words.count > 1:
            return "Write it with a space: sluice \(words.joined(separator: " "))."
        case "publish": return "Run \"sluice deploy\"."
        case "login", "logout":
            return "There is no session: set SLUICE_URL and SLUICE_TOKEN; \"sluice token create\" makes tokens."
        case "dev":
            return
                "Run \"sluice serve\" and \"sluice versions upload --create\": the version answers on its preview host."
        case "d1", "r2", "queues", "hyperdrive", "vectorize", "ai", "pages", "workflows":
            return "Sluice has nothing of the kind; it stores keys and values: sluice kv."
        default: return nil
        }
    }

    /// What to do instead of an operand that a command does not take.
    static func advice(operand: String, of path: [String]) -> String? {
        switch path.first {
        case "deploy": "Name the entry module in the configuration: main = \"\(operand)\"."
        case "versions" where path.last == "upload":
            "Name the entry module in the configuration: main = \"\(operand)\"."
        case "delete", "tail": "Name the worker with -n: sluice \(path[0]) -n \(operand)."
        default: nil
        }
    }
}
