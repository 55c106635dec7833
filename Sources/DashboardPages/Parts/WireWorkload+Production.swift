import NativeWire
import ReleaseModel

extension WireWorkload {
    /// The alias that serves a worker's own host.
    var production: WireAlias? { alias(Alias.Name.production.text) }

    func alias(_ name: String) -> WireAlias? { aliases.first { $0.name == name } }
}
