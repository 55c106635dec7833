import FoundationEssentials
import ReleaseCore
import ReleaseModel

/// Names that lead nowhere, to too much, or to what is taken.
extension Refusal {
    static func invalidName(_ invalid: InvalidName, of noun: String) -> Refusal {
        let (what, next): (String, String) =
            switch invalid.problem {
            case .empty: ("is empty", "Give it a name.")
            case .tooLong(let limit): ("is longer than \(limit) characters", "Shorten it.")
            case .forbiddenCharacter:
                ("holds a character that is not allowed there", Self.allowedCharacters(in: noun))
            case .notAHostLabel:
                (
                    "cannot be part of a host name",
                    "Use 1 to \(HostLabel.maximumLength) lower-case letters, digits and hyphens, no hyphen at either end."
                )
            case .reserved: ("is a reserved word", "Choose another name.")
            case .looksLikeAVersionPrefix:
                ("reads like the beginning of a version's id", "Choose a name that is not 8 hexadecimal digits.")
            case .notFlowAndDeployment:
                ("is not the name of a flow and of a deployment", "Write FLOW/DEPLOYMENT.")
            }
        return Refusal(.nameInvalid, "The \(noun) name \"\(invalid.name)\" \(what).", next: next)
    }

    private static func allowedCharacters(in noun: String) -> String {
        switch noun {
        case "account": "Use lower-case letters, digits and hyphens."
        case "token owner": "Use any characters but those that control a terminal, such as line ends."
        default: "Use letters, digits, hyphens and underscores."
        }
    }

    static func workloadNotFound(_ name: WorkloadName) -> Refusal {
        Refusal(
            .workloadNotFound,
            "There is no \(name).",
            next: name.kind == .flow
                ? "See what there is: sluice flows list"
                : "See what there is with sluice workloads list, or make it: sluice deploy --name \(name.name), or "
                    + "sluice versions upload --create --name \(name.name) to deploy nothing yet."
        )
    }

    static func workloadExists(_ name: WorkloadName) -> Refusal {
        Refusal(.workloadExists, "There is a \(name) already.", next: "Choose another name, or add a version to it.")
    }

    static func versionNotFound(_ text: String, of name: WorkloadName) -> Refusal {
        Refusal(
            .versionNotFound,
            "The \(name) has no version \"\(text)\".",
            next: name.kind == .flow
                ? "See its versions: sluice flows versions \"\(name.name)\""
                : "See its versions: sluice versions list --name \(name.name)"
        )
    }

    static func versionAmbiguous(_ text: String, of name: WorkloadName, _ found: [Version]) -> Refusal {
        Refusal(
            .versionAmbiguous,
            "\"\(text)\" may mean \(found.count) versions of the \(name).",
            next: "Name one of them by its number.",
            candidates: found.map { "\($0.number) (\($0.id))" }
        )
    }

    static func versionReferenceInvalid(_ text: String) -> Refusal {
        Refusal(
            .versionReferenceInvalid,
            "\"\(text)\" does not name a version.",
            next: "Write a number, a UUID or at least \(VersionReference.minimumPrefixDigits) of its first digits, "
                + "tag:NAME, newest or deployed."
        )
    }

    static func versionDeleted(_ version: Version, of name: WorkloadName) -> Refusal {
        Refusal(
            .versionDeleted,
            "Version \(version.number) of the \(name) was deleted; its record is kept, its content is gone.",
            next: "Choose another version, or upload the content again as a new one."
        )
    }

    static func secretNotFound(_ text: String, of name: WorkloadName) -> Refusal {
        Refusal(
            .secretNotFound,
            "The \(name) has no secret \"\(text)\" there.",
            next: "See those of what serves with sluice secret list --name \(name.name), those of the newest version "
                + "with sluice versions secret list --name \(name.name)"
        )
    }

    static func draftNotFound(_ name: WorkloadName) -> Refusal {
        Refusal(.draftNotFound, "The \(name) has no draft.", next: "Only services have one.")
    }

    static func aliasNotFound(_ text: String, of name: WorkloadName) -> Refusal {
        Refusal(
            .aliasNotFound,
            "The \(name) has no alias \"\(text)\".",
            next: "See its aliases: sluice alias list --name \(name.name)"
        )
    }

    static func aliasExists(_ alias: Alias.Name, of name: WorkloadName) -> Refusal {
        Refusal(.aliasExists, "The \(name) has an alias \(alias) already.", next: "Move it with a deployment instead.")
    }

    static func aliasIsBuiltIn(_ alias: Alias.Name, of name: WorkloadName) -> Refusal {
        Refusal(
            .aliasIsBuiltIn,
            "The alias \(alias) belongs to the \(name) and cannot be deleted by itself.",
            next: "Deploy another version to it, or delete the \(name.kind.rawValue)."
        )
    }

    static func tooManyAliases(_ count: Int, limit: Int) -> Refusal {
        Refusal(
            .aliasesTooMany,
            "The workload has \(count) aliases; the limit is \(limit).",
            next: "Delete an alias that is not used any more."
        )
    }

    static func aliasNotDeployed(_ alias: Alias.Name, of name: WorkloadName) -> Refusal {
        Refusal(
            .aliasNotDeployed,
            "Nothing was ever deployed to the alias \(alias) of the \(name).",
            next: "Deploy a version to it first: sluice versions deploy VERSION --name \(name.name)"
        )
    }

    static func deploymentNotFound(_ text: String, of name: WorkloadName) -> Refusal {
        Refusal(
            .deploymentNotFound,
            "\"\(text)\" names no deployment of the \(name), or several.",
            next: "See its history: sluice deployments list --name \(name.name)"
        )
    }

    static func hostTaken(_ label: String, owner: String) -> Refusal {
        Refusal(.hostTaken, "The host \(label) already leads to \(owner).", next: "Choose another name.")
    }

    /// `owner` is `nil` for a workload of another account, of which nothing may be told.
    static func triggerTaken(_ source: Trigger.Source, owner: WorkloadName?) -> Refusal {
        Refusal(
            .triggerTaken,
            "The \(source.kind.rawValue) \(source.text) already leads to "
                + (owner.map { "the \($0)." } ?? "a workload of another account."),
            next: "Take it from there first, or choose another."
        )
    }

    static func tooManyTriggers(_ count: Int, limit: Int) -> Refusal {
        Refusal(
            .triggersTooMany,
            "There are \(count) triggers of one kind; the limit is \(limit).",
            next: "Join some by a pattern with \"*\"."
        )
    }
}
