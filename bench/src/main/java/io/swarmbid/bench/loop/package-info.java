/** Closed loops between two threads: a command there, its decision back. */
package io.swarmbid.bench.loop;
