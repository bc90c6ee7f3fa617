package kloakd

import (
	"errors"
	"net/http"
	"regexp"
	"strconv"
	"time"

	"github.com/kloakd/kloakd-go/internal/jitter"
)

const (
	backoff    = 500 * time.Millisecond
	maxBackoff = 8 * time.Second
)

// waitBeforeRetry says how long to wait before the next attempt, or that none may help.
func waitBeforeRetry(err error, attempt int) (wait time.Duration, mayHelp bool) {
	var failed *ConnectionError
	if errors.As(err, &failed) {
		return jittered(attempt), true
	}
	var status *APIStatusError
	if !errors.As(err, &status) {
		return 0, false
	}
	switch status.Status {
	case http.StatusTooManyRequests:
		// Without a time to wait it is permanent: a spent lifetime quota.
		return status.retryHeader, status.retryHeader > 0
	case http.StatusRequestTimeout, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		if status.retryHeader > 0 {
			return status.retryHeader, true
		}
		return jittered(attempt), true
	}
	return 0, false
}

// jittered is exponential with full jitter, so that many clients do not come back at the same moment.
func jittered(attempt int) time.Duration {
	most := maxBackoff
	if attempt < 4 {
		most = backoff << attempt
	}
	return jitter.UpTo(most)
}

var wholeSeconds = regexp.MustCompile(`^[0-9]{1,9}$`)

// readRetryAfter reads the header (RFC 9110, section 10.2.3); 0 where there is none, or it is no positive time.
func readRetryAfter(header http.Header, now time.Time) time.Duration {
	text := header.Get("Retry-After")
	if wholeSeconds.MatchString(text) {
		seconds, _ := strconv.Atoi(text)
		return time.Duration(seconds) * time.Second
	}
	at, err := http.ParseTime(text)
	if err != nil || !at.After(now) {
		return 0
	}
	return (at.Sub(now) + time.Second - 1).Truncate(time.Second)
}

var (
	limitPattern = regexp.MustCompile(`"([^"]{1,100})"((?:;\w+=[^;,]*)*)`)
	remaining    = regexp.MustCompile(`;r=(\d{1,18})`)
	resets       = regexp.MustCompile(`;t=(\d{1,18})`)
)

// readRateLimits reads `RateLimit: "lifetime";r=7, "burst";r=58;t=41` (draft-ietf-httpapi-ratelimit-headers-11).
func readRateLimits(header http.Header) (limits []RateLimit, ok bool) {
	for _, match := range limitPattern.FindAllStringSubmatch(header.Get("RateLimit"), -1) {
		left := remaining.FindStringSubmatch(match[2])
		if left == nil {
			continue
		}
		limit := RateLimit{Name: match[1]}
		limit.Remaining, _ = strconv.Atoi(left[1])
		if in := resets.FindStringSubmatch(match[2]); in != nil {
			seconds, _ := strconv.Atoi(in[1])
			limit.ResetsInSeconds = &seconds
		}
		limits = append(limits, limit)
	}
	return limits, len(header.Values("RateLimit")) > 0
}
