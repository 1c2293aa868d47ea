/**
 * The report of a run: {@code report.html}, one file that opens without a network.
 *
 * <pre>
 * output directory ─► record: what happened ─► sections here ─► draw: markup, figures, plots ─► report.html
 * </pre>
 *
 * Everything runs on the caller's thread, after the run.
 */
package io.swarmbid.host.report;
