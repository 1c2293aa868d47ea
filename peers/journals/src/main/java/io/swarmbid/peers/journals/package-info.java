/** Well-kept journals beside the engine's own: what an append costs the thread that appends. */
package io.swarmbid.peers.journals;
