import NativeWire
import ReleaseCore
import ReleaseModel

extension Receipt {
    /// Whether a change is in force; one of a flow, which runs elsewhere, is when it is answered, whatever the data
    /// process does.
    func wireCommit(of kind: Workload.Kind = .worker, rollback: DataPlaneView.Warmth? = nil) -> WireCommit {
        let (state, milliseconds): (String, Double?) =
            switch propagation {
            case _ where kind == .flow: ("in_force", nil)
            case .inForce(let duration): ("in_force", duration.milliseconds)
            case .noDataPlane: ("no_data_plane", nil)
            case .unconfirmed: ("unconfirmed", nil)
            }
        return WireCommit(
            revision: revision.number,
            state: state,
            inForceAfterMilliseconds: milliseconds,
            rollback: rollback?.rawValue
        )
    }

    /// What the caller should know although the change was made.
    func warnings(of kind: Workload.Kind) -> [String] {
        switch propagation {
        case _ where kind == .flow: []
        case .inForce: []
        case .noDataPlane: ["No data process answers: the change is stored and will be in force when one is back."]
        case .unconfirmed: ["The data process did not confirm the change in time; it will catch up."]
        }
    }
}

extension Duration {
    fileprivate var milliseconds: Double {
        Double(components.seconds) * 1_000 + Double(components.attoseconds) / 1e15
    }
}
