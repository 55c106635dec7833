/// A word that gathers commands under it, such as `versions`.
struct CommandGroup: Sendable {
    let manual: Manual
    let members: [Member]

    init(_ manual: Manual, _ members: [Member]) {
        self.manual = manual
        self.members = members
    }

    func member(_ name: String) -> Member? {
        members.first { $0.manual.name == name }
    }

    enum Member: Sendable {
        case command(any Command.Type)
        case group(CommandGroup)

        var manual: Manual {
            switch self {
            case .command(let command): command.manual
            case .group(let group): group.manual
            }
        }
    }
}
