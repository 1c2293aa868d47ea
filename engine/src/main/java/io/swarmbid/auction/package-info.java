/**
 * The bidding war: ranks, contests, clearing, placement, prices and reasons. State comes in, changed holdings go out;
 * the engine thread runs it.
 */
package io.swarmbid.auction;
