/// Storage that versions bind to; never part of a version, so that a rollback rolls no data back.
public enum Resource {
    public typealias ID = Identifier<Resource>
}
