import Synchronization

/// One of the ``OpeningPlaces``, taken until it is left, or until nobody holds it.
final class OpeningPlace: Sendable {
    private let places: Mutex<OpeningPlaces?>

    init(of places: OpeningPlaces) {
        self.places = Mutex(places)
    }

    deinit {
        leave()
    }

    func leave() {
        places.withLock { $0.take() }?.putBack()
    }
}
