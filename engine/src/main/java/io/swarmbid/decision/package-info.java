/** Decisions: what leaves the core, encoded once, in the order that an event's decisions have. Engine thread only. */
package io.swarmbid.decision;
