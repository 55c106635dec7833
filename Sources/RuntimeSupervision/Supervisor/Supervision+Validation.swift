/// Trying out workers before anyone depends on them.
extension Supervision {
    /// Loads a worker in an engine of its own, which serves nothing and ends at once.
    ///
    /// A loop in the top level of a module counts as a failure to load within the start timeout.
    func validate(_ specification: LaunchSpecification, _ completion: @escaping (LoadReport) -> Void) {
        guard !isStopping else { return completion(.unavailable(.stopping)) }
        let trial = LoadTrial(specification, within: limits.startTimeout, on: loop, completion: completion)
        pool.take { [weak self] process in
            trial.run(in: process) { process in
                if let identity = process.identity { self?.registry.remove(identity) }
            }
        }
    }
}
