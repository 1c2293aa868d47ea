/** What an engine in a fresh JVM is like in its first moments, with and without a warm-up. */
package io.swarmbid.bench.start;
