import NativeWire
import ReleaseModel

extension WireWorkload {
    /// The alias that serves a worker's own host.
    var production: WireAlias? { aliases.first { $0.name == Alias.Name.production.text } }
}
