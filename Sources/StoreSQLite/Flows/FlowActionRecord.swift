import FoundationEssentials
import ReleaseCore
import ReleaseModel
import SQLiteAccess

/// The stored form of what is done to a flow, as JSON.
struct FlowActionRecord: Codable {
    /// `write` or `move`; the rest is there for a move alone.
    let action: String
    let from: String?
    let to: String?
    let restores: String?
    let keepsake: String?

    private init(_ action: FlowIntent.Action) {
        switch action {
        case .write:
            self.action = "write"
            (from, to, restores, keepsake) = (nil, nil, nil, nil)
        case .move(let move):
            self.action = "move"
            from = move.from.description
            to = move.to.description
            restores = move.restores?.description
            keepsake = move.keepsake
        }
    }

    /// Returns `nil` for text that no version of ours has written.
    static func decode(_ text: String) -> FlowIntent.Action? {
        guard let record = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)) else { return nil }
        if record.action == "write" { return .write }
        guard record.action == "move", let from = record.from.flatMap({ Version.ID($0) }),
            let to = record.to.flatMap({ Version.ID($0) }), let keepsake = record.keepsake
        else { return nil }
        let restores = record.restores.flatMap { Deployment.ID($0) }
        return .move(FlowMove(from: from, to: to, restores: restores, keepsake: keepsake))
    }

    static func encode(_ action: FlowIntent.Action) throws(StoreFailure) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(Self(action)), as: UTF8.self)
        } catch {
            throw .corrupt(table: "flow_intent", key: "being encoded")
        }
    }
}
