import HTTPModel
import NativeWire

/// What every form that changes a workload has: what it was made from, why, and the buttons.
struct ChangeForm: Sendable {
    /// The longest message of a deployment, in characters.
    static let maximumMessageLength = 1_000

    let action: Link
    /// Where it leads without a change.
    let cancel: Link
    let stamp: FormStamp
    let message: String?
    /// What the button says.
    let verb: String
    /// What the message is called.
    var label = "Message"

    func html(@HTMLBuilder fields: () -> HTML) -> HTML {
        Tag.form(.method("post"), .action(action), .class("edit")) {
            stamp.fields
            fields()
            Tag.label(.for("message")) { label }
            Tag.input(
                .id("message"),
                .name("message"),
                .type("text"),
                .maximumLength(Self.maximumMessageLength),
                .value(message ?? ""),
                .autocomplete("off"),
                .aria("describedby", "message-hint")
            )
            Tag.p(.class("hint"), .id("message-hint")) { "Why, for those who read the history. May be left empty." }
            Tag.p(.class("changes")) {
                Tag.button(.class("primary"), .type("submit")) { verb }
                " "
                Tag.a(.class("button"), .href(cancel)) { "Cancel" }
            }
        }
    }
}
