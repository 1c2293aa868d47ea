/** The core alone, called inline on one thread. */
package io.swarmbid.bench.core;
