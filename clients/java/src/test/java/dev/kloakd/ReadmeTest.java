package dev.kloakd;

import static dev.kloakd.TestServer.event;
import static dev.kloakd.TestServer.head;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

@DisplayName("The README")
class ReadmeTest {
    private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```\n\n```text\n(.*?)```", Pattern.DOTALL);
    private static final String ITEMS = "{\"method\":\"GET\",\"url\":\"https://shop.example.com/api/items\"}";
    private static final String ITEM = "{\"method\":\"GET\",\"url\":\"https://shop.example.com/api/items/{id}\","
            + "\"parameters\":{\"path\":[\"id\"]}}";
    private static final String IMPORTS = """
            import dev.kloakd.*;
            import dev.kloakd.errors.*;
            import dev.kloakd.models.*;
            import java.time.Duration;
            import java.util.*;
            import java.util.concurrent.*;
            """;

    @TempDir
    Path folder;

    /** A piece of code, and what it prints. */
    private record Snippet(String code, String printed) {
        /** A class as it stands; statements in a program that has a client. */
        String program(String name) {
            return code.contains("class ") ? code.replace("class FirstCall", "class " + name) : IMPORTS
                    + "public class " + name + " { public static void main(String[] a) throws Exception {\n"
                    + "Kloakd client = Kloakd.builder().build();\n" + code + "} }\n";
        }
    }

    @TestFactory
    @DisplayName("has code that compiles, runs as it stands, and prints what the README says")
    List<DynamicTest> runs() throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        String text = Files.readString(Path.of("README.md"));
        Matcher match = SNIPPET.matcher(text);
        while (match.find()) {
            snippets.add(new Snippet(match.group(1), match.group(2)));
        }
        assertEquals(text.split("```java\n", -1).length - 1, snippets.size(), "every code says what it prints");
        assertTrue(snippets.size() > 5);
        compile(snippets);
        return IntStream.range(0, snippets.size())
                .mapToObj(number -> DynamicTest.dynamicTest(
                        snippets.get(number).code.lines().findFirst().orElse(""),
                        () -> assertEquals(snippets.get(number).printed, run("Snippet" + number))))
                .toList();
    }

    @Test
    @DisplayName("names the version of the POM, and so does the user agent")
    void namesVersion() throws IOException {
        Matcher version = Pattern.compile("\n  <version>(.*?)</version>").matcher(Files.readString(Path.of("pom.xml")));
        assertTrue(version.find());
        assertTrue(Files.readString(Path.of("README.md")).contains("<version>" + version.group(1) + "</version>"));
        assertEquals(version.group(1), Version.TEXT);
    }

    private void compile(List<Snippet> snippets) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", folder.toString()));
        for (int number = 0; number < snippets.size(); number += 1) {
            Path source = folder.resolve("Snippet" + number + ".java");
            Files.writeString(source, snippets.get(number).program("Snippet" + number));
            arguments.add(source.toString());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertEquals(0, compiler.run(null, null, null, arguments.toArray(String[]::new)), "it compiles");
    }

    /** Runs a program of its own, which reads the variables. */
    private String run(String name) throws IOException, InterruptedException {
        try (TestServer server = new TestServer(ReadmeTest::answer)) {
            ProcessBuilder java = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp", folder + File.pathSeparator + System.getProperty("java.class.path"), name);
            java.environment().putAll(Map.of(
                    "KLOAKD_API_KEY", "sk-live-readme", "KLOAKD_ORG_ID", "o1", "KLOAKD_BASE_URL", server.url()));
            Process process = java.redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return printed;
        }
    }

    private static boolean answer(String request, TestServer.Output out) throws IOException {
        String path = request.substring(request.indexOf(" /") + 1, request.indexOf(" HTTP"))
                .replace("/api/v1/organizations/o1", "");
        if (path.equals("/skanyr/discover/stream")) {
            out.write(head(200, "text/event-stream") + event(1, "started", "{}")
                    + found(2, "https://shop.example.com/api/items") + found(3, "https://shop.example.com/api/items/{id}")
                    + event(4, "done", "{}"));
            return true;
        }
        boolean isRefused = request.contains("192.168");
        String limits = "ratelimit: \"lifetime\";r=7, \"burst\";r=58;t=41";
        out.write(head(isRefused ? 422 : 200, "application/json", limits) + switch (path) {
            case "/skanyr/discover" -> isRefused ? refusal() : page(request);
            case "/skanyr/health" -> "{\"status\":\"ok\"}";
            case "/api/v1/key" -> "{\"access\":\"full\"}";
            case "/skanyr/sessions" -> "{\"name\":\"Nightly\"}";
            default -> throw new IOException("unexpected " + path);
        });
        return true;
    }

    private static String page(String request) {
        if (!request.contains("\"limit\":50")) {
            return "{\"total\":2,\"endpoints\":[" + ITEMS + "," + ITEM + "]}";
        }
        boolean isFirst = request.contains("\"offset\":0");
        return "{\"total\":2,\"has_more\":" + isFirst + ",\"endpoints\":[" + (isFirst ? ITEMS : ITEM) + "]}";
    }

    private static String found(int id, String url) {
        return "id: " + id + "\ndata: {\"type\":\"endpoint_found\",\"endpoint_url\":\"" + url + "\"}\n\n";
    }

    private static String refusal() {
        return "{\"error\":\"ValidationError\",\"code\":\"private_address\","
                + "\"detail\":\"The URL leads to an address that is not public.\"}";
    }
}
