import HTTPModel
import NativeAPI
import NativeWire

extension DataPlaneView {
    /// A data process that is there, or not.
    static func example(
        isThere: Bool = true,
        functions: WireFunctionStatus? = .example(),
        tail: HTTPBody = .empty
    ) -> DataPlaneView {
        DataPlaneView(
            status: { isThere ? .example(functions: functions) : nil },
            metrics: { "sluice_requests_total 1\n" },
            warmth: { _, versions in isThere && !versions.isEmpty ? .warm : nil },
            tail: { _, _ in isThere ? tail : nil }
        )
    }
}
