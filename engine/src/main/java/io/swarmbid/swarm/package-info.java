/**
 * The outer market: instances come and go, fleets buy capacity, the autoscaler follows unmet demand. Settled state comes
 * in, activations and deactivations go out; the engine thread runs it.
 */
package io.swarmbid.swarm;
