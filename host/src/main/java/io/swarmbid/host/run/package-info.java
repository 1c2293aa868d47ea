/**
 * The live run: this machine, auctioned among real processes.
 *
 * <pre>
 *  main thread ────── bids, rebids, ends ──┐                          ┌─► files
 *                                          ├─► engine ─► decisions ───┼─► processes: start, quota, pause, stop
 *  telemetry thread ─ usage, telemetry ────┘       (decision thread)  └─► lines ─► display thread
 * </pre>
 *
 * <p>In comes a workload, out go processes that run as their bids say, and the files of an {@code --out} directory.
 * Every thread parks while it has nothing to do.
 */
package io.swarmbid.host.run;
