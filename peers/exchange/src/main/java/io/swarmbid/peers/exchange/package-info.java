/**
 * exchange-core, the matching engine on a Disruptor, at the market's trace: a free VRU is an ask at its cost, a bid for a
 * task is an order that waits until it is filled or withdrawn.
 */
package io.swarmbid.peers.exchange;
