import ReleaseModel

/// Splits, rules and affinity keys that make no sense.
extension Refusal {
    static func splitInvalid(_ invalid: TrafficSplit.Invalid) -> Refusal {
        switch invalid {
        case .shareOutOfRange(let share):
            Refusal(
                .splitShareInvalid,
                "A share of \(share.slots) slots is not between 0 and \(TrafficSplit.slotCount).",
                next: "Write percentages between 0 and 100."
            )
        case .targetRepeated(let target):
            Refusal(
                .splitVersionRepeated,
                "The version \(target.version?.description ?? "head") has two shares.",
                next: "Name each version once; two names may mean the same version."
            )
        case .tooManyTargets(let count, let limit):
            tooManyTargets(count, limit: limit)
        case .headIsShared:
            Refusal(
                .splitHeadShared,
                "A draft cannot share traffic with versions.",
                next: "Publish the draft as a version first."
            )
        case .sumOff(let difference):
            percentagesOff(sum: Percentage(slots: TrafficSplit.slotCount + difference).description)
        }
    }

    static func percentagesOff(sum: String) -> Refusal {
        Refusal(
            .splitSumOff,
            "The percentages add up to \(sum), not to 100.",
            next: "Change them so that the sum is 100 (a difference of 0.001 is accepted)."
        )
    }

    static func tooManyTargets(_ count: Int, limit: Int) -> Refusal {
        Refusal(
            .splitVersionsTooMany,
            "The split names \(count) versions; at most \(limit) can share the traffic.",
            next: "Take versions out of the split."
        )
    }

    static func tooManyRules(_ count: Int, limit: Int) -> Refusal {
        Refusal(
            .rulesTooMany,
            "The deployment has \(count) rules; the limit is \(limit).",
            next: "Join rules that lead to the same split."
        )
    }

    static func percentageInvalid(_ text: String) -> Refusal {
        Refusal(
            .percentageInvalid,
            "\"\(text)\" is not a percentage.",
            next: "Write a decimal number between 0 and 100 without a sign, such as \"33.333\"."
        )
    }

    static func ruleInvalid(_ what: String, next: String) -> Refusal {
        Refusal(.ruleInvalid, what, next: next)
    }

    static func affinityInvalid(_ text: String) -> Refusal {
        Refusal(
            .affinityInvalid,
            "\"\(text)\" does not say where affinity keys are read from.",
            next: "Write header:NAME, cookie:NAME or query:NAME, or an empty text to remove it."
        )
    }
}
