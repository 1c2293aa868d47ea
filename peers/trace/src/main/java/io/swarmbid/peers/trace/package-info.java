/**
 * The work that the engine and its peers are given, and how it is timed. No dependencies: every contender's JVM has it.
 */
package io.swarmbid.peers.trace;
