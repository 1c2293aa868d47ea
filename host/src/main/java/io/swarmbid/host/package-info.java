/**
 * The reference host: the command line, the recorded-input replay and the run on real processes.
 */
package io.swarmbid.host;
