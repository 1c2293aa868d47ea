/**
 * The command line: arguments come in, a verb runs, an exit status leaves. Errors are one line each on standard error.
 */
package io.swarmbid.host.cli;
