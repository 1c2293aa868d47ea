/** Netflix Fenzo, a library that places tasks on hosts, at the placement trace. */
package io.swarmbid.peers.fenzo;
