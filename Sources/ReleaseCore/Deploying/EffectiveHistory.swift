import ReleaseModel

/// An alias's history without rollbacks and what they undid.
///
/// A rollback brings the history back to the deployment that it restored, so repeating it goes further back.
struct EffectiveHistory {
    /// Oldest first; the last one is what is in force, or what the rollback in force restored.
    private(set) var entries: [Deployment] = []

    init(oldestFirst deployments: [Deployment]) {
        /// What each deployment so far brought into force: itself, or what a chain of rollbacks ends at.
        var originals: [Deployment.ID: Deployment] = [:]
        for deployment in deployments {
            let original = deployment.restores.flatMap { originals[$0] } ?? deployment
            originals[deployment.id] = original
            if let index = entries.lastIndex(where: { $0.id == original.id }) {
                entries.removeSubrange((index + 1)...)
            } else {
                entries.append(original)
            }
        }
    }

    /// The newest earlier deployments that gave one version everything, newest first, without the version that has
    /// everything now.
    func stableBefore(_ current: Deployment) -> [Deployment] {
        entries.dropLast().reversed().filter { entry in
            guard let version = entry.soleVersion else { return false }
            return version != current.soleVersion
        }
    }

    /// The newest entry that gave this version everything.
    func newest(givingAllTo version: Version.ID) -> Deployment? {
        entries.last { $0.soleVersion == version }
    }
}
