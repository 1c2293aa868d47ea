package io.swarmbid.host.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which version this is, as the build wrote it down, and what it runs on. */
final class Version implements IVersionProvider {
    private static final String RESOURCE = "version.properties";

    @Override
    public String[] getVersion() {
        return new String[] {
            "swarmbid " + number() + " on Java " + System.getProperty("java.version")
        };
    }

    private static String number() {
        final Properties built = new Properties();
        try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
            built.load(in);
        } catch (final IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
        return built.getProperty("version");
    }
}
