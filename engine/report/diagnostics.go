package report

import (
	"bufio"
	"io"

	"github.com/plumb-iac/plumb/parser/graph"
)

// Diagnostics writes what went wrong with the input, one line each, for the
// standard error: main.tf:7:3: error: message.
func Diagnostics(w io.Writer, diagnostics []graph.Diagnostic, o Options) error {
	b := bufio.NewWriter(w)
	for _, d := range diagnostics {
		_, _ = b.WriteString(diagnosticLine(d, o) + "\n") // Flush returns the error
	}
	return b.Flush()
}

func diagnosticLine(d graph.Diagnostic, o Options) string {
	place := ""
	if d.Range.File != "" {
		place = o.paint(bold, visible(d.Range.String())) + ": "
	}
	return place + o.paint(diagnosticColor(d.Severity), string(d.Severity)) + ": " + visible(d.Message)
}

func diagnosticColor(s graph.Severity) color {
	switch s {
	case graph.Error:
		return red
	case graph.Warning:
		return yellow
	case graph.Note:
		return cyan
	default:
		return cyan
	}
}
