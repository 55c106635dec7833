/// What is to be done after a decision of the fleet.
enum FleetAction: Sendable, Equatable {
    /// An instance is to be started, and its success or failure reported.
    case start(InstanceNumber, FunctionKey)
    /// An instance that serves nobody any more is to be ended in good order.
    case stop(InstanceNumber)
    /// An instance of which nobody knows what it is doing is to be ended at once.
    case kill(InstanceNumber)
    /// A call that waited has its instance.
    case serve(Ticket, Assignment)
    /// A call that waited gets none.
    case refuse(Ticket, CapacityRefusal)
}

/// An instance that a call may use until it is released.
struct Assignment: Sendable, Equatable {
    let instance: InstanceNumber
    /// Whether it is the first call of an instance that nobody had asked to be kept ready.
    let isCold: Bool
}

/// Why a call gets no instance.
enum CapacityRefusal: Error, Sendable, Equatable {
    /// The function has as many instances as it may, and they are busy.
    case instancesBusy(limit: Int)
    /// All instances of this node are busy.
    case nodeBusy(limit: Int)
    case tooManyWaiting(limit: Int)
    case waitedTooLong
    /// The last start failed; the next is not due yet.
    case startFailed(StartFailure)
    case stopping
}
