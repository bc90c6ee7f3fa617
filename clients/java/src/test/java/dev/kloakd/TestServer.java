package dev.kloakd;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server on a real socket that answers each connection once, and tells when the client closed it. */
final class TestServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Handler handler;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    /** The requests, as text, in the order in which they came. */
    final List<String> requests = new CopyOnWriteArrayList<>();
    /** Done when a client has closed a connection whose answer had not ended. */
    final CompletableFuture<Void> left = new CompletableFuture<>();

    TestServer(Handler handler) throws IOException {
        this.handler = handler;
        start(this::accept);
    }

    /** Answers every request with the same JSON. */
    static TestServer json(int status, String body, String... headers) throws IOException {
        return new TestServer((request, out) -> {
            out.write(head(status, "application/json", headers) + body);
            return true;
        });
    }

    /** Sends the events, and then nothing more, on an open connection. */
    static TestServer silentAfter(String... events) throws IOException {
        return new TestServer((request, out) -> {
            out.write(head(200, "text/event-stream"));
            for (String event : events) {
                out.write(event);
            }
            return false;
        });
    }

    static String head(int status, String type, String... headers) {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return "HTTP/1.1 " + status + " X\r\ncontent-type: " + type + "\r\nconnection: close\r\n" + more + "\r\n";
    }

    static String event(int id, String type, String metadata) {
        return "id: " + id + "\ndata: {\"type\":\"" + type + "\",\"metadata\":" + metadata + "}\n\n";
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    Kloakd.Builder client() {
        return Kloakd.builder().apiKey("sk-test-secret").organizationId("o1").baseUrl(url());
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void accept() throws IOException {
        for (;;) {
            Socket connection = socket.accept();
            connections.add(connection);
            start(() -> serve(connection));
        }
    }

    private void serve(Socket connection) throws IOException {
        InputStream in = new BufferedInputStream(connection.getInputStream());
        String request = readRequest(in);
        requests.add(request);
        OutputStream out = connection.getOutputStream();
        boolean isEnd = handler.answer(request, text -> {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        });
        if (!isEnd && in.read() < 0) {
            left.complete(null);
        }
        connection.close();
    }

    private static String readRequest(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            text.append((char) in.read());
        }
        String head = text.toString().toLowerCase(Locale.ROOT);
        int at = head.indexOf("content-length: ");
        int length = at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
        return text + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static void start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException closed) {
                // The test is over, or the client is gone.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** Writes an answer. */
    interface Handler {
        /** @return whether that was the whole answer; else the connection stays open until the client closes it */
        boolean answer(String request, Output out) throws IOException;
    }

    /** Where an answer goes. */
    interface Output {
        void write(String text) throws IOException;
    }

    private interface Task {
        void run() throws IOException;
    }
}
