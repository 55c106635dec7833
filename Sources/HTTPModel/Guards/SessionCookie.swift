/// The cookie that signs a browser in at the control listener.
///
/// Cookies do not tell ports apart, so browsers may send it to the traffic listener too, where it is nobody's affair:
/// the gateway takes it out of every request.
public enum SessionCookie {
    public static let name = "__Host-sluice-session"
}
