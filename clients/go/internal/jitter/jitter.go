// Package jitter draws waits, so that many clients do not come back at the same moment.
package jitter

import (
	"crypto/rand"
	"encoding/binary"
	"time"
)

// Fraction is 0 or more and less than 1. The conformance suite replaces it.
//
// Not of math/rand: until Go 1.20 that gives every process the same numbers.
var Fraction = func() float64 {
	var b [8]byte
	if _, err := rand.Read(b[:]); err != nil {
		panic(err)
	}
	return float64(binary.BigEndian.Uint64(b[:])>>11) / (1 << 53)
}

// UpTo is a part of the time that is drawn anew at each call.
func UpTo(most time.Duration) time.Duration {
	return time.Duration(Fraction() * float64(most))
}
