/** When to move capacity between pools whose costs change: rules compared on recorded prices. One thread. */
package io.swarmbid.bench.switching;
