package io.swarmbid.view;

import io.swarmbid.memory.Arena;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two changes of one key while the follower looks once. First what it saw, then what is still to come: a state that
 * nothing follows is never lost, none is torn, and nothing is seen twice.
 */
@JCStressTest
@Outcome(id = "0, 2", expect = Expect.ACCEPTABLE, desc = "looked before; both conflated")
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "the first, then the last")
@Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "the last; nothing is left")
@Outcome(
        id = "2, 2",
        expect = Expect.ACCEPTABLE,
        desc = "the last, marked again after it was taken")
@Outcome(expect = Expect.FORBIDDEN, desc = "lost or torn")
@State
public class ConflationStress {
    private static final int FIRST = EntryHeader.LENGTH;
    private static final int SECOND = FIRST + Long.BYTES;
    private static final int LENGTH = SECOND + Long.BYTES;

    private final Arena arena = new Arena(1 << 16);
    private final ConflatingTable table = new ConflatingTable(arena, 1, LENGTH);
    private final UnsafeBuffer copy = new UnsafeBuffer(new byte[LENGTH]);

    private void put(final long value) {
        int slot = table.find(1);
        if (slot == ConflatingTable.MISSING) {
            slot = table.add(1);
        } else {
            table.begin(slot);
        }
        table.memory().putLong(table.record(slot) + FIRST, value);
        table.memory().putLong(table.record(slot) + SECOND, value);
        table.end(slot);
    }

    private int look() {
        final int slot = table.poll(table.tail());
        if (slot == ConflatingTable.MISSING) {
            return 0;
        }
        table.copy(slot, copy);
        final long value = copy.getLong(FIRST);
        return value == copy.getLong(SECOND) ? (int) value : -1;
    }

    /** The writer. */
    @Actor
    public void write() {
        put(1);
        put(2);
    }

    /** The follower. */
    @Actor
    public void follow(final II_Result result) {
        result.r1 = look();
    }

    /** The follower again, when the writer is done. */
    @Arbiter
    public void rest(final II_Result result) {
        result.r2 = look();
        arena.close();
    }
}
