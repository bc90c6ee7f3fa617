package dev.kloakd;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** JSON in and out. Fields that this version does not know are left out. */
final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** Empty where the bytes are no JSON. */
    static Optional<JsonNode> parse(byte[] bytes) {
        try {
            return Optional.ofNullable(MAPPER.readTree(bytes)).filter(node -> !node.isMissingNode());
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    /** The object, or an empty one where the bytes are none. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> parseObject(byte[] bytes) {
        return parse(bytes).filter(JsonNode::isObject)
                .map(node -> (Map<String, Object>) MAPPER.convertValue(node, Map.class))
                .orElse(Map.of());
    }

    /** @throws JsonProcessingException where the JSON has another form than the type */
    static <T> T read(JsonNode node, Class<T> type) throws JsonProcessingException {
        return MAPPER.treeToValue(node, type);
    }

    static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException error) {
            throw new IllegalArgumentException("The body cannot be written as JSON.", error);
        }
    }
}
