package io.swarmbid.pipeline;

import io.swarmbid.core.StateVisitor;
import java.util.function.Consumer;

/** Is told of an engine that is about to start. */
@FunctionalInterface
public interface LaunchListener {
    /**
     * Called on the launching thread before the first command. An exception ends the launch.
     *
     * @param engine that starts when the call returns.
     * @param state shows a visitor the state that it starts from: an empty one, or what its journal held. For this call
     *     only.
     */
    void onLaunch(SwarmEngine engine, Consumer<StateVisitor> state);
}
