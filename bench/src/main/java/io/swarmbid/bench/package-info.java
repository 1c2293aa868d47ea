/** Benchmarks of the engine beside its peers and floors. */
package io.swarmbid.bench;
