/** Exact integer arithmetic in 128 bits, without allocation. Any thread; {@code Int128} is one thread's at a time. */
package io.swarmbid.arithmetic;
