package io.swarmbid.view;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at what a Chronicle Map says of itself at the start of its file before Chronicle does: that is text which names
 * the classes to load and to make, and nothing but the view's own and Chronicle's are to be.
 */
final class MapHeader {
    private static final int LONGEST = 16 * 1024;

    /** A checksum of 8 bytes, then the text's length in the lower 30 bits of 4 bytes. */
    private static final int PREFIX = 12;

    private static final Pattern TYPE = Pattern.compile("!(?:type\\s+)?([\\w.$]+)");
    private static final String CHRONICLE_MAP = "net.openhft.chronicle.map.";
    private static final String CHRONICLE_HASH = "net.openhft.chronicle.hash.";
    private static final Set<String> OWN =
            Set.of(
                    ViewKey.class.getName(),
                    ViewKey.Marshaller.class.getName(),
                    ViewRecord.class.getName(),
                    ViewRecord.Marshaller.class.getName());

    private MapHeader() {}

    /**
     * @throws ViewException naming the first file that is no map of a view.
     */
    static void check(final MapFiles maps) throws IOException {
        if (!Files.isDirectory(maps.directory())) {
            throw damaged(maps, maps.directory(), "the directory is missing, with all maps in it");
        }
        for (final Path file : maps.all()) {
            if (!Files.isRegularFile(file)) {
                throw damaged(maps, file, "it is missing");
            }
            check(maps, file);
        }
    }

    private static ViewException damaged(final MapFiles maps, final Path file, final String how) {
        return ViewException.damaged(maps.view(), file, how, null);
    }

    private static void check(final MapFiles maps, final Path file) throws IOException {
        final byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(LONGEST);
        }
        final int length = start.length < PREFIX ? 0 : length(start);
        if (length <= 0 || length > start.length - PREFIX) {
            throw damaged(maps, file, "it does not begin as a map does");
        }
        final String text = new String(start, PREFIX, length, StandardCharsets.ISO_8859_1);
        final Matcher types = TYPE.matcher(text);
        boolean isMap = false;
        while (types.find()) {
            final String name = types.group(1);
            isMap |= name.startsWith(CHRONICLE_MAP);
            if (!name.equals("type")
                    && !OWN.contains(name)
                    && !name.startsWith(CHRONICLE_MAP)
                    && !name.startsWith(CHRONICLE_HASH)) {
                throw damaged(maps, file, "it names the class " + name + ", which no view does");
            }
        }
        if (!isMap) {
            throw damaged(maps, file, "it is no map of a view");
        }
    }

    private static int length(final byte[] start) {
        return ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt(Long.BYTES)
                & 0x3FFF_FFFF;
    }
}
