// From 1.29 on, ONNX Runtime's own builds report every session to Microsoft (docs/Privacy.md there), and keep a number of
// this device and what is not sent yet in the user's cache folder. It decides that once, when it is initialised: this must
// be imported before it.

/** Linux and macOS: their way to turn it off altogether. */
process.env.ORT_DISABLE_TELEMETRY = '1';
/**
 * Windows has no such variable, and its binding for Node no such function; but its events for the system's trace sessions
 * are left out as well where ONNX Runtime's own tests run (`IsRunningUnitTests`), which is all that this one tells it.
 */
if (process.platform === 'win32') process.env.ORT_RUNNING_UNIT_TESTS = '1';
