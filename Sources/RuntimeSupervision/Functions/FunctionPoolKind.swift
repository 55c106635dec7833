/// What must be known of a function when its engine is started; all else it learns when it is loaded.
struct FunctionPoolKind: Hashable {
    let engine: FunctionEngine
    let hasNetwork: Bool
    let diskMebibytes: Int
}
