/** The engine beside its peers: the same work in JVMs that take turns. */
package io.swarmbid.bench.peers;
