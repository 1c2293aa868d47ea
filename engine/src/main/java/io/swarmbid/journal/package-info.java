/**
 * What makes the engine survive its process: the input journal, snapshots of the state, and recovery from both.
 *
 * <pre>
 *   engine thread                          journal thread                       at launch
 *
 *   command, time ──► JournalWriter        SegmentSupply  prepares the next      Recovery
 *                        │                      │         segment, forces,         newest snapshot,
 *                        ▼                      ▼         unmaps the last one       then every record after it
 *                     mapped segments ────► Snapshots                                    │
 *                     (the truth)           a second core that follows the                ▼
 *                                           journal and is written to a file            the core
 * </pre>
 *
 * <p>In come accepted commands with the time that the engine gave them, and the times up to which it fired its timers
 * by the clock; out comes, after a crash, a core in the same state. The journal is the truth: a snapshot only shortens
 * the way, and is checked against the digest of the state that it gives.
 */
package io.swarmbid.journal;
