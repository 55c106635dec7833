/// Rows under headings, aligned for a terminal; a column without any content is left out.
struct Table: Sendable {
    struct Column: Sendable {
        let title: String
        let alignment: Alignment

        static func left(_ title: String) -> Column { Column(title: title, alignment: .left) }
        static func right(_ title: String) -> Column { Column(title: title, alignment: .right) }
    }

    enum Alignment: Sendable {
        case left, right
    }

    let columns: [Column]
    private(set) var rows: [[TerminalText]] = []

    init(_ columns: Column...) {
        self.columns = columns
    }

    /// Adds a row of as many cells as there are columns.
    mutating func add(_ cells: TerminalText...) {
        precondition(cells.count == columns.count, "a row of another table")
        rows.append(cells)
    }

    /// The heading and the rows, or nothing when there are no rows.
    var lines: [TerminalText] {
        guard !rows.isEmpty else { return [] }
        let shown = columns.indices.filter { index in rows.contains { !$0[index].spans.isEmpty } }
        let heading = columns.map { TerminalText($0.title, .faint) }
        let widths = columns.indices.map { index in ([heading] + rows).map { $0[index].width }.max() ?? 0 }
        return ([heading] + rows).map { row in
            let last = shown.last { !row[$0].spans.isEmpty }
            return shown.filter { $0 <= last ?? -1 }.map { index in
                padded(row[index], to: widths[index], columns[index].alignment, isLast: index == last)
            }.joined(separator: "  ")
        }
    }

    /// Adds spaces up to the column's width, but none behind the last cell of a row.
    private func padded(_ cell: TerminalText, to width: Int, _ alignment: Alignment, isLast: Bool) -> TerminalText {
        guard cell.width < width else { return cell }
        let space = TerminalText(String(repeating: " ", count: width - cell.width))
        switch alignment {
        case .left: return isLast ? cell : cell + space
        case .right: return space + cell
        }
    }
}
