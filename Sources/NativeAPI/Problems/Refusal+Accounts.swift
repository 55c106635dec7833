import ReleaseCore
import ReleaseModel

/// Who may make accounts, and which.
extension Refusal {
    static func operatorOnly(_ account: String?) -> Refusal {
        Refusal(
            .operatorOnly,
            "This concerns all accounts, and the token is for the account \"\(account ?? "")\".",
            next: "Use an admin token of the account \"\(Account.operatorName)\", such as the server's own."
        )
    }

    static func zoneForbidden(_ source: Trigger.Source) -> Refusal {
        Refusal(
            .operatorOnly,
            "The \(source.kind.rawValue) \(source.text) lies in a zone, and zones are for the operator's account.",
            next: "Use the worker's own host, or have the operator lead the \(source.kind.rawValue) to a worker."
        )
    }

    static func accountSettingUnknown(_ name: String) -> Refusal {
        Refusal(
            .settingUnknown,
            "There is no setting \"\(name)\" of accounts.",
            next: "Choose one of the settings there are.",
            candidates: AccountSetting.allCases.map(\.rawValue)
        )
    }

    static func accountSettingInvalid(_ setting: AccountSetting, _ value: String) -> Refusal {
        Refusal(
            .settingInvalid,
            "The setting \"\(setting.rawValue)\" cannot be \"\(value)\".",
            next: "Choose one of the values there are.",
            candidates: AccountSetting.State.allCases.map(\.rawValue)
        )
    }

    static func accountExists(_ name: String) -> Refusal {
        Refusal(
            .accountExists,
            "There is an account \"\(name)\" already.",
            next: "Choose another name. See the accounts there are: sluice account list"
        )
    }

    static func tooManyAccounts(limit: Int) -> Refusal {
        Refusal(
            .accountsTooMany,
            "There are \(limit) accounts, as many as one server keeps.",
            next: "Use one of them, or another server."
        )
    }
}
