/// Finds the name that was probably meant by one that is unknown.
enum NearestName {
    /// Returns the candidate within a third of the name's length in edits (at least one); ties go to the first.
    static func of(_ name: String, among candidates: some Sequence<String>) -> String? {
        let allowance = max(1, name.count / 3)
        let measured = candidates.map { (candidate: $0, distance: distance(name, $0)) }
        guard let nearest = measured.min(by: { $0.distance < $1.distance }), nearest.distance <= allowance else {
            return nil
        }
        return nearest.candidate
    }

    /// The words that follow a complaint, without a full stop as it is: empty when nothing is near.
    static func hint(for name: String, among candidates: some Sequence<String>) -> String {
        of(name, among: candidates).map { ", but perhaps \"\($0)\" was meant" } ?? ""
    }

    /// The Levenshtein distance of two names.
    private static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right)
        var row = Array(0...right.count)
        for (i, character) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for j in right.indices {
                let substituted = diagonal + (character == right[j] ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[right.count]
    }
}
