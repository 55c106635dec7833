/// Numbers the engines of one life, whatever their kind.
final class EngineNumbers {
    private var last = 0

    func next() -> Int {
        last += 1
        return last
    }
}
