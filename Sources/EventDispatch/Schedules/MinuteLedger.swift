/// Decides at which ticks of a wall clock a minute begins that was not seen before.
struct MinuteLedger {
    /// How far the clock may be set back, in minutes, with nothing fired until it has caught up.
    ///
    /// When it is set back further, the time before was wrong, and what is due from the new time on is fired.
    static let backwardTolerance = 180

    /// The last minute that was fired, whether or not something was due.
    private(set) var last: UTCMinute?

    enum Step: Equatable {
        /// The minute was fired before.
        case wait
        /// The minute is new; so many whole minutes between it and the one before were never seen.
        case fire(missed: Int)
    }

    init(last: UTCMinute?) {
        self.last = last
    }

    /// Takes the minute that the clock shows.
    ///
    /// The first of all only marks the beginning: part of it is over.
    mutating func reach(_ minute: UTCMinute) -> Step {
        guard let last else {
            self.last = minute
            return .wait
        }
        let distance = minute.number - last.number
        guard distance > 0 || distance < -Self.backwardTolerance else { return .wait }
        self.last = minute
        return .fire(missed: max(0, distance - 1))
    }
}
