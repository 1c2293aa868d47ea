package io.swarmbid.host.replay;

import io.swarmbid.codec.sbe.ActivationFailedCommandDecoder;
import io.swarmbid.codec.sbe.CompleteCommandDecoder;
import io.swarmbid.codec.sbe.InstanceCommandDecoder;
import io.swarmbid.codec.sbe.MessageHeaderDecoder;
import io.swarmbid.config.Limits;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.agrona.DirectBuffer;

/** The host's answers that a log holds itself, which a simulated host leaves to the log. Not threadsafe. */
public final class LoggedAnswers {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CompleteCommandDecoder complete = new CompleteCommandDecoder();
    private final InstanceCommandDecoder instance = new InstanceCommandDecoder();
    private final ActivationFailedCommandDecoder failed = new ActivationFailedCommandDecoder();
    private final Map<Long, Long> lastComplete = new HashMap<>();
    private final Set<Long> instances = new HashSet<>();

    /** Notes a command of the log. */
    public void note(final long sequence, final DirectBuffer buffer, final int offset) {
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case CompleteCommandDecoder.TEMPLATE_ID -> {
                complete.wrapAndApplyHeader(buffer, offset, header);
                lastComplete.put(complete.task(), sequence);
            }
            case InstanceCommandDecoder.TEMPLATE_ID -> {
                instance.wrapAndApplyHeader(buffer, offset, header);
                if (instance.instance() >= Limits.FIRST_ENGINE_INSTANCE) {
                    instances.add(instance.instance());
                }
            }
            case ActivationFailedCommandDecoder.TEMPLATE_ID -> {
                failed.wrapAndApplyHeader(buffer, offset, header);
                instances.add(failed.instance());
            }
            default -> {
                // No answer of a host.
            }
        }
    }

    /** Whether the log completes a task of that id after that input sequence. */
    boolean completes(final long task, final long afterSequence) {
        final Long sequence = lastComplete.get(task);
        return sequence != null && sequence > afterSequence;
    }

    /** Whether the log says what became of that activation. */
    boolean answers(final long instanceId) {
        return instances.contains(instanceId);
    }
}
