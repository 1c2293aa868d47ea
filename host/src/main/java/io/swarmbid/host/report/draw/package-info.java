/**
 * Marks, figures and plots: plain text and numbers come in, well-formed markup goes out. It knows nothing of tasks or
 * auctions. Every text from outside passes {@link io.swarmbid.host.report.draw.Markup#escape}.
 */
package io.swarmbid.host.report.draw;
