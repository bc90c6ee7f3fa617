package kloakd

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
)

// Longer than any event of the service.
const maxEventBytes = 4 << 20

var errEventTooLong = errors.New("kloakd: an event is too long")

// eventReader reads server-sent events (WHATWG HTML, section 9.2.6).
type eventReader struct {
	lines *bufio.Scanner
}

// newEventReader calls heard for all that arrives. Keep-alives count: silence means that the connection is dead.
func newEventReader(body io.Reader, heard func()) *eventReader {
	lines := bufio.NewScanner(hearing{body, heard})
	lines.Buffer(nil, maxEventBytes)
	lines.Split(splitLines)
	return &eventReader{lines}
}

// next reads one event. Its error is a *ConnectionError where the connection ended before one.
func (r *eventReader) next() (DiscoveryEvent, error) {
	var data []string
	var id string
	size := 0
	for r.lines.Scan() {
		line := r.lines.Text()
		if line == "" && data != nil {
			return toEvent(strings.Join(data, "\n"), id)
		}
		if line == "" {
			id, size = "", 0
			continue
		}
		if size += len(line); size > maxEventBytes {
			return DiscoveryEvent{}, errEventTooLong
		}
		name, value, _ := strings.Cut(line, ":")
		value = strings.TrimPrefix(value, " ")
		switch name {
		case "data":
			data = append(data, value)
		case "id":
			id = value
		}
	}
	if errors.Is(r.lines.Err(), bufio.ErrTooLong) {
		return DiscoveryEvent{}, errEventTooLong
	}
	return DiscoveryEvent{}, &ConnectionError{"the stream was cut off", r.lines.Err()}
}

func toEvent(data, id string) (DiscoveryEvent, error) {
	var event DiscoveryEvent
	if err := json.Unmarshal([]byte(data), &event); err != nil {
		return event, fmt.Errorf("kloakd: an event is not JSON: %w", err)
	}
	if event.Metadata == nil {
		event.Metadata = map[string]any{}
	}
	number, err := strconv.ParseUint(id, 10, 63)
	if err != nil {
		number = 0
	}
	event.ID = int64(number)
	return event, nil
}

// splitLines ends lines at CR LF, LF or CR. A line without its end is none: the connection was cut in it.
func splitLines(data []byte, isEnd bool) (advance int, line []byte, err error) {
	at := bytes.IndexAny(data, "\r\n")
	if at < 0 {
		return 0, nil, nil
	}
	if data[at] == '\n' {
		return at + 1, data[:at], nil
	}
	if at+1 == len(data) && !isEnd {
		// An LF that belongs to this CR may come.
		return 0, nil, nil
	}
	if at+1 < len(data) && data[at+1] == '\n' {
		return at + 2, data[:at], nil
	}
	return at + 1, data[:at], nil
}

func isEventStream(header http.Header) bool {
	kind, _, err := mime.ParseMediaType(header.Get("Content-Type"))
	return err == nil && kind == "text/event-stream"
}

type hearing struct {
	io.Reader
	heard func()
}

func (h hearing) Read(into []byte) (int, error) {
	count, err := h.Reader.Read(into)
	if count > 0 {
		h.heard()
	}
	return count, err
}
