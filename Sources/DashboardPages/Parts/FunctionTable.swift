import NativeWire

/// The functions of a service, with the runtime that each asks for beside what really runs it.
struct FunctionTable: Sendable {
    let functions: [WireFunction]

    var html: HTML {
        Tag.table(.class("list")) {
            Tag.caption { "Functions by name" }
            Tag.thead {
                Tag.tr {
                    for head in ["Function", "Runtime", "Runs on", "Handler"] { Tag.th(.scope("col")) { head } }
                    for head in ["Memory", "Time limit", "Code"] { Tag.th(.scope("col"), .class("numeric")) { head } }
                }
            }
            Tag.tbody { for function in functions { row(function) } }
        }
    }

    private func row(_ function: WireFunction) -> HTML {
        Tag.tr {
            Tag.th(.scope("row"), .label("Function")) { Tag.span(.class("number")) { function.name } }
            Tag.td(.label("Runtime")) { function.runtime }
            Tag.td(.label("Runs on")) {
                if let engine = function.engine {
                    engine
                } else {
                    Tag.span(.class("mark gone")) { "nothing here" }
                }
            }
            Tag.td(.label("Handler")) { Tag.code { function.handler } }
            Tag.td(.class("numeric"), .label("Memory")) { "\(function.memory) MiB" }
            Tag.td(.class("numeric"), .label("Time limit")) { "\(function.timeout) s" }
            Tag.td(.class("numeric"), .label("Code")) { ByteText.text(function.codeSize) }
        }
    }
}
