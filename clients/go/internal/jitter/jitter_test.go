package jitter

import (
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"
)

func TestTwoProcessesDrawDifferentWaits(t *testing.T) {
	if os.Getenv("JITTER_DRAW") != "" {
		fmt.Println(UpTo(time.Hour), UpTo(time.Hour), UpTo(time.Hour))
		return
	}
	if first, second := drawElsewhere(t), drawElsewhere(t); first == second {
		t.Errorf("both draw %s", first)
	}
}

// drawElsewhere runs this test in a process of its own, and gives what it printed first.
func drawElsewhere(t *testing.T) string {
	t.Helper()
	command := exec.Command(os.Args[0], "-test.run=^TestTwoProcessesDrawDifferentWaits$")
	command.Env = append(os.Environ(), "JITTER_DRAW=1")
	output, err := command.Output()
	var waits string
	if _, scanErr := fmt.Sscanf(string(output), "%s", &waits); err != nil || scanErr != nil {
		t.Fatalf("%v %v: %s", err, scanErr, output)
	}
	return waits
}
