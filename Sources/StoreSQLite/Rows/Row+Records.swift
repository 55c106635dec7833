import ReleaseModel
import SQLiteAccess

extension Row {
    /// Reads author, source and message.
    mutating func attribution() throws(StoreFailure) -> Attribution {
        let author = try text()
        guard let source = Attribution.Source(rawValue: try text()) else { throw corrupt }
        return Attribution(author: author, source: source, message: try optionalText())
    }

    mutating func provenance() throws(StoreFailure) -> Provenance? {
        guard let text = try optionalText() else { return nil }
        guard let provenance = ProvenanceRecord.decode(text) else { throw corrupt }
        return provenance
    }

    mutating func exports() throws(StoreFailure) -> Exports? {
        guard let text = try optionalText() else { return nil }
        guard let exports = ExportsRecord.decode(text) else { throw corrupt }
        return exports
    }

    /// Reads the four `deleted_…` columns.
    mutating func tombstone() throws(StoreFailure) -> Tombstone? {
        let deletedAt = try optionalDate()
        let author = try optionalText()
        let source = try optionalText().map(Attribution.Source.init(rawValue:))
        let message = try optionalText()
        guard let deletedAt else { return nil }
        guard let author, let source = source ?? nil else { throw corrupt }
        return Tombstone(
            attribution: Attribution(author: author, source: source, message: message),
            deletedAt: deletedAt
        )
    }

    mutating func routing() throws(StoreFailure) -> DeployedRouting {
        do {
            return try RoutingRecord.decode(try bytes())
        } catch {
            throw corrupt
        }
    }

    mutating func affinity() throws(StoreFailure) -> RequestAttribute? {
        guard let text = try optionalText() else { return nil }
        guard let attribute = RequestAttribute(text) else { throw corrupt }
        return attribute
    }

    mutating func aliasName() throws(StoreFailure) -> Alias.Name {
        do {
            return try Alias.Name(try text())
        } catch {
            throw corrupt
        }
    }
}
