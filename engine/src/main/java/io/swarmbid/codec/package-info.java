/**
 * The edge of the engine: what a sender may say, checked and encoded in the bytes that the ring, the journal and the
 * wire share. Any thread; one encoder per thread.
 */
package io.swarmbid.codec;
