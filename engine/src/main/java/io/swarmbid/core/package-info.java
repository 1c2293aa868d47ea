/**
 * The core: dispatches a command to state, auction and swarm, fires timers by logical time and emits decisions. Runs on
 * whichever single thread calls it.
 */
package io.swarmbid.core;
