import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel

/// What is set of the account whose token asks.
extension ControlAPI {
    func listAccountSettings(_ call: Call) async throws -> Answer {
        var settings: [WireSetting] = []
        for setting in AccountSetting.allCases {
            let state = try await access.state(of: setting, account: call.account) ?? setting.standard
            settings.append(
                WireSetting(
                    name: setting.rawValue,
                    value: state.rawValue,
                    allowed: AccountSetting.State.allCases.map(\.rawValue),
                    revision: 0
                )
            )
        }
        return try Answer(json: WireList(items: settings))
    }

    func setAccountSetting(_ call: Call, body: [UInt8]) async throws -> Answer {
        try call.refuseRevision("settings of accounts")
        let request = try StrictJSON.decode(WireSettingRequest.self, from: body)
        let name = call.parameters["setting"]
        guard let setting = AccountSetting(rawValue: name) else {
            throw Refusal.accountSettingUnknown(name)
        }
        guard let state = AccountSetting.State(rawValue: request.value) else {
            throw Refusal.accountSettingInvalid(setting, request.value)
        }
        try await access.set(setting, to: state, account: call.account)
        // Settings of accounts make no revisions; from here on every request goes by this one.
        let head = try await plane.store.head()
        let commit = WireCommit(revision: head.revision.number, state: "in_force", inForceAfterMilliseconds: nil)
        return try Answer(
            json: WireChangeResult(changed: "\(name) = \(state.rawValue)", commit: commit),
            revision: head.revision
        )
    }
}
