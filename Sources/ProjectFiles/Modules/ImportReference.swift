/// One module that another names.
struct ImportReference: Hashable {
    let specifier: String
    let certainty: Certainty
    let position: TextPosition

    enum Certainty {
        /// The engine will look for it.
        case certain
        /// It may name only types, which are gone before the engine looks.
        case possiblyTypesOnly
    }
}
