import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel

extension ControlAPI {
    func listSettings(_ call: Call) async throws -> Answer {
        let (settings, lastChange) = try await settings(call)
        return try Answer(json: WireList(items: settings.map(WireSetting.init)), eTag: lastChange)
    }

    func readSetting(_ call: Call) async throws -> Answer {
        let (settings, lastChange) = try await settings(call)
        let name = call.parameters["setting"]
        guard let setting = settings.first(where: { $0.name.rawValue == name }) else {
            throw ReleaseError.settingInvalid(name: name, value: "", allowed: settings.map(\.name.rawValue))
        }
        return try Answer(json: WireSetting(setting), eTag: lastChange)
    }

    func setSetting(_ call: Call, body: [UInt8]) async throws -> Answer {
        let request = try StrictJSON.decode(WireSettingRequest.self, from: body)
        let name = try call.workloadName()
        let setting = call.parameters["setting"]
        let receipt = try await plane.set(setting, to: request.value, of: name, record: try record(call))
        return try answer(changed: "\(setting) = \(request.value) of \(name)", receipt, eTag: receipt.revision)
    }

    private func settings(_ call: Call) async throws -> (settings: [Setting], lastChange: Revision) {
        let name = try call.workloadName()
        let lastChange = try await plane.store.lastChange(of: try await plane.workload(name).id)
        return (try await plane.settings(of: name), lastChange)
    }
}
