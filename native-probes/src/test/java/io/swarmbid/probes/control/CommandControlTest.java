package io.swarmbid.probes.control;

import io.swarmbid.probes.jni.LibraryConfig;
import io.swarmbid.probes.jni.ReaderChoice;

class CommandControlTest extends ProcessControlContract {
    @Override
    ProcessControl create() {
        return ProcessControl.create(new LibraryConfig().reader(ReaderChoice.JAVA));
    }
}
