// Errors in the form in which Function Compute reports them.

/** `{errorMessage, errorType, stackTrace}`, as a caller gets it; what is thrown need not be an error. */
export function describe(error) {
  if (!(error instanceof Error)) {
    return { errorMessage: typeof error === "string" ? error : JSON.stringify(error) ?? String(error) };
  }
  const stack = String(error.stack ?? "").split("\n").filter((line) => !line.includes("/sluice/engines/"));
  return { errorMessage: error.message, errorType: error.name, stackTrace: stack };
}

/** Why a function cannot be loaded, under the name that its users know. */
export class LoadFailure extends Error {
  constructor(name, message, cause) {
    super(message);
    this.name = name;
    if (cause?.stack) this.stack = cause.stack;
  }
}
