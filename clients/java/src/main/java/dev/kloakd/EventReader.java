package dev.kloakd;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kloakd.errors.KloakdException;
import dev.kloakd.models.DiscoveryEvent;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Reads server-sent events (WHATWG HTML, section 9.2.6) from bytes in any pieces. */
final class EventReader {
    /** Longer than any event of the service. */
    private static final int EVENT_BYTES_MAX = 4 * 1024 * 1024;

    // No byte of a character of several bytes is a line end: a line is decoded when it is whole.
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private boolean hasData;
    private String id = "";
    private boolean isAfterReturn;
    private boolean isFirstLine = true;

    /** @throws KloakdException where an event is too long, or no JSON */
    void read(List<ByteBuffer> buffers, Consumer<DiscoveryEvent> onEvent) {
        for (ByteBuffer buffer : buffers) {
            while (buffer.hasRemaining()) {
                readByte(buffer.get(), onEvent);
            }
        }
    }

    private void readByte(byte value, Consumer<DiscoveryEvent> onEvent) {
        boolean isSecondOfTwo = value == '\n' && isAfterReturn;
        isAfterReturn = value == '\r';
        if (isSecondOfTwo) {
            return;
        }
        if (value == '\n' || value == '\r') {
            String text = line.toString(StandardCharsets.UTF_8);
            line.reset();
            endLine(isFirstLine && text.startsWith("\uFEFF") ? text.substring(1) : text, onEvent);
            isFirstLine = false;
            return;
        }
        line.write(value);
        if (line.size() + data.length() > EVENT_BYTES_MAX) {
            throw new KloakdException("An event is too long.", null);
        }
    }

    private void endLine(String text, Consumer<DiscoveryEvent> onEvent) {
        if (text.isEmpty()) {
            endEvent(onEvent);
            return;
        }
        int colon = text.indexOf(':');
        String field = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(text.startsWith(" ", colon + 1) ? colon + 2 : colon + 1);
        if (field.equals("data")) {
            data.append(hasData ? "\n" : "").append(value);
            hasData = true;
        } else if (field.equals("id")) {
            id = value;
        }
    }

    private void endEvent(Consumer<DiscoveryEvent> onEvent) {
        if (hasData) {
            onEvent.accept(toEvent());
        }
        data.setLength(0);
        hasData = false;
        id = "";
    }

    private DiscoveryEvent toEvent() {
        JsonNode body = Json.parse(data.toString().getBytes(StandardCharsets.UTF_8))
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new KloakdException("An event is no JSON object.", null));
        try {
            DiscoveryEvent event = Json.read(body, DiscoveryEvent.class);
            Long number = id.matches("\\d{1,18}") ? Long.valueOf(id) : null;
            return new DiscoveryEvent(
                    number, event.type(), event.endpointUrl(), event.apiType(), event.metadata());
        } catch (JsonProcessingException error) {
            throw new KloakdException("An event has another form than this version of the client knows.", error);
        }
    }
}
