/**
 * Recorded input and output as JSON Lines. Lines of a command log come in, each is checked and leaves as an encoded
 * command; encoded commands and decisions come in and leave as lines. One thread per object; no file is kept in memory.
 */
package io.swarmbid.host.log;
