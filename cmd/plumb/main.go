// Command plumb lints AWS infrastructure as code: Terraform, Terraform plans
// and CloudFormation.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"

	"github.com/plumb-iac/plumb/parser"
)

func main() {
	delayCollection()
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// The exit codes, which scripts rely on.
const (
	exitClean      = 0
	exitFindings   = 1 // at or above --fail-on
	exitUsage      = 2 // a flag, a path, a rule or the configuration is wrong
	exitUnreadable = 3 // some input could not be read or parsed
	exitInternal   = 4 // a mistake in plumb
)

// statusError ends a command with an exit code of its own.
type statusError struct {
	status int
	err    error // printed; nil where the report has said it all
}

// Error returns the message, which may be empty.
func (e *statusError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

// Unwrap returns the cause.
func (e *statusError) Unwrap() error { return e.err }

// delayCollection keeps the garbage collector out of short runs, where it costs
// a fifth of the time: the first collection starts at 32 MiB instead of 4. From
// then on it runs half as often as usual, which takes a tenth of the time off
// long runs for less than half more memory.
func delayCollection() {
	const initial, later = 800, 200
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(initial)
	runtime.AddCleanup(new([64]byte), func(percent int) { debug.SetGCPercent(percent) }, later)
}

// run executes one command line and returns its exit code. Errors that say
// nothing else are mistakes of usage, as cobra's own are.
func run(args []string, in io.Reader, out, errOut io.Writer) (status int) {
	defer func() {
		if fault := recover(); fault != nil {
			fmt.Fprintf(errOut, "plumb: internal fault: %v\n", fault)
			status = exitInternal
		}
	}()
	cmd := newRootCmd()
	cmd.SetArgs(args)
	cmd.SetIn(in)
	cmd.SetOut(out)
	cmd.SetErr(errOut)
	err := cmd.Execute()
	if err == nil {
		return exitClean
	}
	if text := err.Error(); text != "" {
		fmt.Fprintf(errOut, "plumb: %s\n", text)
	}
	if stop, ok := errors.AsType[*statusError](err); ok {
		return stop.status
	}
	if _, ok := errors.AsType[*parser.FaultError](err); ok {
		return exitInternal
	}
	return exitUsage
}
