import NativeWire
import ProjectFiles
import ReleaseModel

/// How the server's triggers of a worker differ from what its configuration says.
///
/// What the file does not speak of is no difference, whatever the server has.
struct TriggerDrift: Encodable, Sendable {
    let worker: String
    let changes: [TriggerChange]

    init(worker: String, file: ProjectTriggers, triggers: WireTriggers, settings: [WireSetting]) {
        self.worker = worker
        changes =
            Self.changes(.route, file.routes, triggers.routes)
            + Self.changes(.domain, file.customDomains, triggers.domains)
            + Self.changes(.cron, file.crons, triggers.crons)
            + Self.changes(.host, file.ownHost, settings) + Self.changes(.previews, file.previews, settings)
    }

    func concerns(_ kind: TriggerChange.Kind) -> Bool { changes.contains { $0.kind == kind } }

    private static func changes(
        _ kind: TriggerChange.Kind,
        _ wanted: [String]?,
        _ present: [WireTrigger]
    ) -> [TriggerChange] {
        guard let wanted else { return [] }
        let sources = wanted.map { canonical($0, kind) }
        let added = sources.filter { source in !present.contains { $0.source == source } }
        let removed = present.filter { !sources.contains($0.source) }
        return removed.map { TriggerChange(kind: kind, source: $0.source, action: .remove) }
            + added.map { TriggerChange(kind: kind, source: $0, action: .add) }
    }

    private static func changes(
        _ kind: TriggerChange.Kind,
        _ wanted: Bool?,
        _ settings: [WireSetting]
    ) -> [TriggerChange] {
        guard let wanted else { return [] }
        let value = wanted ? "on" : "off"
        guard settings.first(where: { $0.name == kind.rawValue })?.value != value else { return [] }
        return [TriggerChange(kind: kind, source: value, action: .set)]
    }

    /// The one form of all spellings; a text that has none is left for the server to refuse.
    private static func canonical(_ text: String, _ kind: TriggerChange.Kind) -> String {
        switch kind {
        case .route: (try? RoutePattern(text))?.description ?? text
        case .domain: (try? DomainName(text))?.text ?? text
        case .cron: text.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
        case .host, .previews: text
        }
    }
}
