package io.swarmbid.probes.control;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.swarmbid.probes.jni.LibraryConfig;
import io.swarmbid.probes.jni.LibraryStatus;
import io.swarmbid.probes.jni.NativeLibrary;

class NativeControlTest extends ProcessControlContract {
    @Override
    ProcessControl create() {
        final LibraryStatus status = NativeLibrary.load(new LibraryConfig());
        assumeTrue(status.isLoaded(), status.explanation());
        return ProcessControl.create();
    }
}
