/** Where state can live: an off-heap table beside maps, and the shared view with and without somebody who reads it. */
package io.swarmbid.bench.store;
