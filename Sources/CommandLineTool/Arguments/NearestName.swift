/// Finds the name that was probably meant by one that is unknown.
enum NearestName {
    /// Returns the candidate within a third of the name's length in edits, at least one; ties go to the first.
    static func of(_ name: String, among candidates: [String]) -> String? {
        let measured = candidates.map { (candidate: $0, distance: distance(Array(name), Array($0))) }
        guard let nearest = measured.min(by: { $0.distance < $1.distance }) else { return nil }
        return nearest.distance <= max(1, name.count / 3) ? nearest.candidate : nil
    }

    /// The end of a complaint: a question where a name is near, else the period.
    static func ending(for name: String, among candidates: [String]) -> String {
        of(name, among: candidates).map { "; did you mean \"\($0)\"?" } ?? "."
    }

    /// The edits from one word to another: insertion, deletion, substitution, or two neighbours that changed places.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for i in left.indices {
            var row = [i + 1]
            for j in right.indices {
                let substituted = last[j] + (left[i] == right[j] ? 0 : 1)
                var best = min(substituted, last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    best = min(best, beforeLast[j - 1] + 1)
                }
                row.append(best)
            }
            (beforeLast, last) = (last, row)
        }
        return last[right.count]
    }
}
