import NativeWire
import ReleaseCore
import ReleaseModel

extension Receipt {
    func wireCommit(rollback: DataPlaneView.Warmth? = nil) -> WireCommit {
        let (state, milliseconds): (String, Double?) =
            switch propagation {
            case .inForce(let duration): ("in_force", duration.milliseconds)
            case .inForceElsewhere: ("in_force", nil)
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
    var warnings: [String] {
        switch propagation {
        case .inForce, .inForceElsewhere: []
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
