/**
 * The rule book executed word by word: plain collections, everything recomputed at each use. It is the oracle that the
 * engine is compared with, byte for byte, on random histories.
 */
package io.swarmbid.reference;
