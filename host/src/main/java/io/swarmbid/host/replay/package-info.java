/**
 * Replay: recorded commands come in, a core runs them in logical time with a simulated host beside it, decisions and a
 * summary leave. Deterministic, one thread.
 */
package io.swarmbid.host.replay;
